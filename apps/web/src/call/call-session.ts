import type { EndedBy, Held, JoinAdmitted } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import type { KeysState } from "@graticule/e2ee/keys-state";
import {
  ConnectionState,
  DisconnectReason,
  LocalVideoTrack,
  Room,
  RoomEvent,
  Track,
} from "livekit-client";
import type { NoSeal } from "../join/door-state.ts";
import type { DeviceChoice } from "../media/device-choice.ts";
import { type Device, type DeviceFault, faultOfError } from "../media/device-fault.ts";
import { laterAwake } from "../signals/later-awake.ts";
import { Listeners } from "../signals/listeners.ts";
import { DeviceAsks } from "./device-asks.ts";
import { EngineMove } from "./engine-move.ts";
import { giveOutKeptEvents } from "./kept-events.ts";
import type { SealedCall } from "./keys/sealed-call.ts";
import { callPatience, readBeforeLost } from "./patience.ts";
import { quietMediaClient } from "./quiet-media-client.ts";
import { probeRefusal } from "./refusal-probe.ts";
import { refuseUnmute } from "./refuse-unmute.ts";

export interface CallState {
  readonly phase: "connecting" | "connected" | "reconnecting";
  /** Sound and picture stopped, or may soon: it takes long to reconnect. */
  readonly lost: boolean;
  /** The newest failure of a device to start. */
  readonly fault: { readonly device: Device; readonly fault: DeviceFault } | undefined;
  /** `blocked`: the browser plays nothing before a click. */
  readonly sound: "plays" | "blocked";
}

export interface CallListener {
  /** The gate keeps this connection out; `door`: it never let it in. */
  readonly onRefused: (refusal: Refusal, from: "door" | "call") => void;
  /** This person waits in the lobby now. */
  readonly onHeld: (held: Held) => void;
  readonly onEnded: (by: EndedBy) => void;
  /** The call is encrypted, and this page gets or can make no keys. */
  readonly onNoKeys: (why: NoSeal) => void;
  /** Connecting or reconnecting failed. */
  readonly onLost: () => void;
  /** Connected, for the first time or again. */
  readonly onIn: () => void;
  /** The same seat is now used elsewhere. */
  readonly onElsewhere: () => void;
  /** The engine removed this participant without a reason. */
  readonly onLetGo: () => void;
  /** A host muted this microphone through the engine. */
  readonly onMuted: () => void;
}

// The client logs every frame that comes before its key, and much else that fixes itself. A
// development build logs everything.
if (import.meta.env.PROD) quietMediaClient();
readBeforeLost();

/** How long the door keeps an admitted person's place, in milliseconds; the token lasts longer. */
const renewAfterMs = 45_000;

/** Sound and picture go on for longer than it takes another instance of the service to take over. */
const lostAfterMs = 10_000;

/** Events that only the client's engine emits. */
interface EngineEvents {
  readonly tokenRefreshed: (token: string) => void;
  readonly remoteMute: (trackSid: string, muted: boolean) => void;
}

function onEngine<E extends keyof EngineEvents>(
  room: Room,
  event: E,
  listener: EngineEvents[E],
): void {
  const engine = room.engine as unknown as {
    readonly on: (event: E, listener: EngineEvents[E]) => void;
  };
  engine.on(event, listener);
}

async function newBlur() {
  const { makeBlur } = await import("../media/blur/blur.ts");
  return makeBlur();
}

/**
 * One participation in a call. A browser's WebSocket hides why a connection was cut, so the gate is
 * asked at the first sign.
 */
export class CallSession {
  readonly room: Room;
  readonly moving: EngineMove;
  state: CallState = { phase: "connecting", lost: false, fault: undefined, sound: "plays" };
  readonly #admitted: JoinAdmitted;
  readonly #listener: CallListener;
  readonly #sealed: SealedCall | undefined;
  readonly #newToken: () => Promise<string | undefined>;
  readonly #listeners = new Listeners();
  #token: string;
  #blur: boolean;
  #wasIn = false;
  #over = false;
  #cuts = 0;
  #cancelLost = (): void => undefined;
  readonly #asks = new DeviceAsks({
    cuts: () => this.#cuts,
    stands: () => this.#stands(),
  });

  /** `sealed`: if the meeting is encrypted end to end. */
  constructor(
    admitted: JoinAdmitted,
    devices: DeviceChoice,
    {
      listener,
      sealed,
      newToken,
    }: {
      readonly listener: CallListener;
      readonly sealed: SealedCall | undefined;
      /** Asks to come in again; undefined: refused. */
      readonly newToken: () => Promise<string | undefined>;
    },
  ) {
    this.#sealed = sealed;
    this.#newToken = newToken;
    this.#admitted = admitted;
    this.#token = admitted.token;
    this.#blur = devices.blur;
    this.#listener = listener;
    this.room = new Room({
      adaptiveStream: true,
      dynacast: true,
      stopLocalTrackOnUnpublish: true,
      reconnectPolicy: callPatience(() => this.room),
      ...(sealed === undefined ? {} : { encryption: sealed.encryption }),
      videoCaptureDefaults: {
        resolution: { width: 1280, height: 720, frameRate: 30 },
        ...(devices.cameraId === undefined ? {} : { deviceId: devices.cameraId }),
      },
      audioCaptureDefaults:
        devices.microphoneId === undefined ? {} : { deviceId: devices.microphoneId },
    });
    this.moving = new EngineMove(this.room);
    giveOutKeptEvents(this.room);
    sealed?.watch(this.room);
    void sealed?.broken.then(() => this.#sealsNoMore("broke"));
    sealed?.line.subscribe(() => this.#keysTold(sealed.line.state.kind));
    this.room
      .on(RoomEvent.SignalReconnecting, () => this.#cutOff("resumes"))
      .on(RoomEvent.Reconnecting, () => this.#cutOff("begins again"))
      .on(RoomEvent.Reconnected, () => {
        this.#cancelLost();
        this.#set({ phase: "connected", lost: false });
      })
      .on(RoomEvent.AudioPlaybackStatusChanged, (plays) =>
        this.#set({ sound: plays ? "plays" : "blocked" }),
      )
      .on(RoomEvent.Disconnected, (reason) => void this.#closed(reason));
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly current = (): CallState => this.state;

  /** Connects and publishes what was chosen, even if a device fails. */
  async start(devices: DeviceChoice): Promise<void> {
    try {
      await this.#connect();
    } catch {
      await this.#closed(undefined);
      return;
    }
    this.#wasIn = true;
    if (this.#over) return;
    this.#listener.onIn();
    refuseUnmute(this.room);
    // The engine's signalling renews the token while the call lasts.
    onEngine(this.room, "tokenRefreshed", (token) => {
      this.#token = token;
    });
    onEngine(this.room, "remoteMute", (trackSid, muted) => this.#mutedByHost(trackSid, muted));
    await this.#sealed?.line.settled();
    if (this.#over) return;
    this.#set({ phase: "connected" });
    if (devices.microphone) await this.setMicrophone(true);
    if (devices.camera) await this.setCamera(true);
    if (devices.speakerId !== undefined) await this.switchDevice("audiooutput", devices.speakerId);
  }

  /** Gets keys first, so that nothing is lost and no one sees a stranger. */
  async #connect(): Promise<void> {
    const { gateUrl } = this.#admitted;
    if (this.#sealed === undefined) {
      await this.room.connect(gateUrl, this.#token);
      return;
    }
    const beganAt = performance.now();
    await this.#sealed.line.entered();
    if (this.#over) return;
    // No host vouched for this page for a while.
    if (performance.now() - beganAt > renewAfterMs)
      this.#token = (await this.#newToken()) ?? this.#token;
    if (this.#over) return;
    await this.room.setE2EEEnabled(true);
    await this.room.connect(gateUrl, this.#token, { autoSubscribe: false });
  }

  setMicrophone(on: boolean): Promise<void> {
    return this.#attempt("microphone", () => this.room.localParticipant.setMicrophoneEnabled(on));
  }

  setCamera(on: boolean): Promise<void> {
    return this.#attempt("camera", async () => {
      const { localParticipant } = this.room;
      const isNew = localParticipant.getTrackPublication(Track.Source.Camera) === undefined;
      // Blurred from the first frame: the background is never seen, even for a moment.
      const processor = on && isNew && this.#blur ? await newBlur() : undefined;
      if (this.#over) return;
      await localParticipant.setCameraEnabled(on, processor === undefined ? {} : { processor });
      if (on) await this.#applyBlur();
    });
  }

  /** Switches to another camera, microphone or speaker, for later tracks too. */
  switchDevice(kind: MediaDeviceKind, deviceId: string): Promise<void> {
    const device = kind === "videoinput" ? "camera" : "microphone";
    return this.#attempt(device, () => this.room.switchActiveDevice(kind, deviceId));
  }

  /** Turns the blurred background on or off. */
  setBlur(on: boolean): Promise<void> {
    this.#blur = on;
    return this.#attempt("camera", () => this.#applyBlur());
  }

  setScreen(on: boolean): Promise<void> {
    return this.#attempt("screen", () =>
      this.room.localParticipant.setScreenShareEnabled(on, { audio: true }),
    );
  }

  /** The call is on another media server from now on. */
  move(): void {
    if (!this.#over && this.#wasIn) this.moving.begin();
  }

  /** To be called in a click, if sound is `blocked`. */
  startSound(): Promise<void> {
    return this.room.startAudio();
  }

  forgetFault(): void {
    this.#set({ fault: undefined });
  }

  /** Leaves, and releases cameras and microphones. */
  leave(): void {
    if (this.#over) return;
    this.#over = true;
    this.#cancelLost();
    this.moving.end();
    this.#sealed?.leave();
    void this.room.disconnect(true).finally(() => this.#sealed?.close());
  }

  /** Makes the camera's blur match the wish, whatever the track had. */
  async #applyBlur(): Promise<void> {
    const track = this.room.localParticipant.getTrackPublication(Track.Source.Camera)?.track;
    if (!(track instanceof LocalVideoTrack)) return;
    const blurred = track.getProcessor() !== undefined;
    if (blurred && !this.#blur) await track.stopProcessor();
    if (blurred || !this.#blur) return;
    const blur = await newBlur();
    if (this.#blur && !this.#over) await track.setProcessor(blur);
  }

  #mutedByHost(trackSid: string, muted: boolean): void {
    const own = this.room.localParticipant.getTrackPublication(Track.Source.Microphone);
    if (muted && own?.trackSid === trackSid) this.#listener.onMuted();
  }

  async #attempt(device: Device, action: () => Promise<unknown>): Promise<void> {
    const failed = await this.#asks.ask(device, action);
    if (failed !== undefined && !this.#over)
      this.#set({ fault: { device, fault: faultOfError(device, failed.error) } });
  }

  #stands(): Promise<"again" | "over"> {
    const { room } = this;
    if (this.#over) return Promise.resolve("over");
    if (room.state === ConnectionState.Connected) return Promise.resolve("again");
    return new Promise((resolve) => {
      room
        .once(RoomEvent.Reconnected, () => resolve("again"))
        .once(RoomEvent.Disconnected, () => resolve("over"));
    });
  }

  /** INVARIANT: a page that can't seal sends nothing: it leaves the call before it says why. */
  #sealsNoMore(why: NoSeal): void {
    if (this.#over) return;
    this.leave();
    this.#listener.onNoKeys(why);
  }

  #keysTold(kind: KeysState["kind"]): void {
    if (kind !== "agreeing" && kind !== "agreed" && kind !== "unvouched") this.#sealsNoMore(kind);
  }

  /**
   * While the client resumes or the call moves, sound and picture go on, unless this device has no
   * network.
   */
  #cutOff(how: "resumes" | "begins again"): void {
    if (this.#over) return;
    this.#cuts += 1;
    this.#cancelLost();
    const moves = this.moving.isUnderWay();
    const lost = (how === "begins again" && !moves) || !navigator.onLine;
    this.#set({ phase: "reconnecting", lost });
    if (!lost) this.#cancelLost = laterAwake(() => this.#set({ lost: true }), lostAfterMs);
    void this.#askWhy();
  }

  /** Reports a refusal, a hold or the meeting's end. Resolves with whether it was one of them. */
  async #askWhy(): Promise<boolean> {
    const probed = await probeRefusal(this.#admitted.gateUrl, this.#token);
    if (this.#over || probed.kind === "not-refused") return false;
    this.leave();
    if (probed.kind === "ended") this.#listener.onEnded(probed.by);
    else if (probed.kind === "held") this.#listener.onHeld(probed.held);
    else this.#listener.onRefused(probed.refusal, this.#wasIn ? "call" : "door");
    return true;
  }

  async #closed(reason: DisconnectReason | undefined): Promise<void> {
    if (this.#over || (await this.#askWhy()) || this.#over) return;
    this.leave();
    if (reason === DisconnectReason.ROOM_DELETED) this.#listener.onEnded("host");
    else if (reason === DisconnectReason.DUPLICATE_IDENTITY) this.#listener.onElsewhere();
    else if (reason === DisconnectReason.PARTICIPANT_REMOVED) this.#listener.onLetGo();
    else this.#listener.onLost();
  }

  #set(change: Partial<CallState>): void {
    this.state = { ...this.state, ...change };
    this.#listeners.tell();
  }
}
