import { type DeviceFault, faultOfError } from "../call/device-fault.ts";
import { constraintsOf, type DeviceChoice } from "./device-choice.ts";

export interface PreviewState {
  readonly video: MediaStream | undefined;
  readonly cameraFault: DeviceFault | undefined;
  readonly microphoneFault: DeviceFault | undefined;
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
}

const empty: PreviewState = {
  video: undefined,
  cameraFault: undefined,
  microphoneFault: undefined,
  cameras: [],
  microphones: [],
};

function stopStream(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

type Opened =
  | { readonly kind: "stream"; readonly stream: MediaStream }
  | { readonly kind: "fault"; readonly fault: DeviceFault }
  | { readonly kind: "unwanted" };

async function open(kind: "camera" | "microphone", choice: DeviceChoice): Promise<Opened> {
  const constraints = constraintsOf(kind, choice);
  if (constraints === undefined) return { kind: "unwanted" };
  try {
    return { kind: "stream", stream: await navigator.mediaDevices.getUserMedia(constraints) };
  } catch (error) {
    return { kind: "fault", fault: faultOfError(kind, error) };
  }
}

/** The own picture before joining. The microphone is opened once, to learn whether it works. */
export class DevicePreview {
  state: PreviewState = empty;
  readonly #listeners = new Set<() => void>();
  #turn = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly current = (): PreviewState => this.state;

  /** Shows these devices instead of the ones before. */
  async show(choice: DeviceChoice): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const camera = await open("camera", choice);
    const microphone = await open("microphone", choice);
    if (microphone.kind === "stream") stopStream(microphone.stream);
    if (turn !== this.#turn) {
      if (camera.kind === "stream") stopStream(camera.stream);
      return;
    }
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    stopStream(this.state.video);
    this.#set({
      video: camera.kind === "stream" ? camera.stream : undefined,
      cameraFault: camera.kind === "fault" ? camera.fault : undefined,
      microphoneFault: microphone.kind === "fault" ? microphone.fault : undefined,
      cameras: devices.filter(({ kind }) => kind === "videoinput"),
      microphones: devices.filter(({ kind }) => kind === "audioinput"),
    });
  }

  stop(): void {
    this.#turn += 1;
    stopStream(this.state.video);
    this.#set({ ...this.state, video: undefined });
  }

  #set(state: PreviewState): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }
}
