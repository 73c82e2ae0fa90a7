import { Listeners } from "../signals/listeners.ts";
import { constraintsOf, type DeviceChoice } from "./device-choice.ts";
import { type DeviceFault, faultOfError } from "./device-fault.ts";

export interface PreviewState {
  readonly video: MediaStream | undefined;
  readonly audio: MediaStream | undefined;
  readonly cameraFault: DeviceFault | undefined;
  readonly microphoneFault: DeviceFault | undefined;
  readonly blur: "off" | "starting" | "on" | "failed";
  /** Until then nobody knows which devices there are: the browser may still be asking. */
  readonly listed: boolean;
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
  readonly speakers: readonly MediaDeviceInfo[];
}

const empty: PreviewState = {
  video: undefined,
  audio: undefined,
  cameraFault: undefined,
  microphoneFault: undefined,
  blur: "off",
  listed: false,
  cameras: [],
  microphones: [],
  speakers: [],
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

const streamOf = (opened: Opened): MediaStream | undefined =>
  opened.kind === "stream" ? opened.stream : undefined;
const faultOf = (opened: Opened): DeviceFault | undefined =>
  opened.kind === "fault" ? opened.fault : undefined;

/** What of a choice concerns the camera, and what the microphone. */
const cameraPart = (choice: DeviceChoice | undefined): string =>
  JSON.stringify([choice?.camera, choice?.cameraId, choice?.blur]);
const microphonePart = (choice: DeviceChoice | undefined): string =>
  JSON.stringify([choice?.microphone, choice?.microphoneId]);

const nothingToStop = (): void => undefined;

/** The own picture and sound before joining, on this device alone. */
export class DevicePreview {
  state: PreviewState = empty;
  readonly #listeners = new Listeners();
  #shown: DeviceChoice | undefined;
  #cameraTurn = 0;
  #microphoneTurn = 0;
  /** Lets the camera go, and the blur on its picture. */
  #stopCamera: () => void = nothingToStop;

  readonly subscribe = this.#listeners.subscribe;

  readonly current = (): PreviewState => this.state;

  /** Shows these devices instead of the ones before; what did not change runs on. */
  async show(choice: DeviceChoice): Promise<void> {
    const before = this.#shown;
    this.#shown = choice;
    if (cameraPart(before) !== cameraPart(choice)) await this.#openCamera(choice);
    if (microphonePart(before) !== microphonePart(choice)) await this.#openMicrophone(choice);
    if (this.#shown === choice) await this.#list();
  }

  stop(): void {
    this.#shown = undefined;
    this.#cameraTurn += 1;
    this.#microphoneTurn += 1;
    this.#stopCamera();
    this.#stopCamera = nothingToStop;
    stopStream(this.state.audio);
    this.#set({ video: undefined, audio: undefined, blur: "off" });
  }

  async #openCamera(choice: DeviceChoice): Promise<void> {
    this.#cameraTurn += 1;
    const turn = this.#cameraTurn;
    const camera = await open("camera", choice);
    const stream = streamOf(camera);
    if (turn !== this.#cameraTurn) return stopStream(stream);
    this.#stopCamera();
    this.#stopCamera = () => stopStream(stream);
    const wantsBlur = choice.blur && stream !== undefined;
    this.#set({
      // Nobody who asked for a blur sees themselves without.
      video: wantsBlur ? undefined : stream,
      cameraFault: faultOf(camera),
      blur: wantsBlur ? "starting" : "off",
    });
    if (wantsBlur) await this.#blur(stream, turn);
  }

  async #blur(stream: MediaStream, turn: number): Promise<void> {
    try {
      const { blurStream } = await import("./blur/blur-stream.ts");
      const blurred = await blurStream(stream);
      if (turn !== this.#cameraTurn) return blurred.stop();
      this.#stopCamera = () => {
        blurred.stop();
        stopStream(stream);
      };
      this.#set({ video: blurred.stream, blur: "on" });
    } catch {
      if (turn === this.#cameraTurn) this.#set({ video: stream, blur: "failed" });
    }
  }

  async #openMicrophone(choice: DeviceChoice): Promise<void> {
    this.#microphoneTurn += 1;
    const turn = this.#microphoneTurn;
    const microphone = await open("microphone", choice);
    if (turn !== this.#microphoneTurn) return stopStream(streamOf(microphone));
    stopStream(this.state.audio);
    this.#set({ audio: streamOf(microphone), microphoneFault: faultOf(microphone) });
  }

  async #list(): Promise<void> {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    // Only some browsers can choose where the sound goes.
    const choosesSpeaker = "setSinkId" in HTMLMediaElement.prototype;
    this.#set({
      listed: true,
      cameras: devices.filter(({ kind }) => kind === "videoinput"),
      microphones: devices.filter(({ kind }) => kind === "audioinput"),
      speakers: choosesSpeaker ? devices.filter(({ kind }) => kind === "audiooutput") : [],
    });
  }

  #set(change: Partial<PreviewState>): void {
    this.state = { ...this.state, ...change };
    this.#listeners.tell();
  }
}
