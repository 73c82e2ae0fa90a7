import type { Bytes } from "@graticule/frames/bytes";
import type { FrameUse } from "@graticule/frames/frame-format";
import { joinFrame, splitFrame } from "@graticule/frames/livekit-format";
import {
  type BaseE2EEManager,
  ParticipantEvent,
  type RemoteTrack,
  type Room,
  RoomEvent,
  Track,
} from "livekit-client";
import { onceReleased } from "../../engine-move.ts";
import type { FrameSeal } from "./frame-seal.ts";
import type { MessageGate } from "./message-gate.ts";
import type { FormatName } from "./worker-words.ts";

type Encrypted = Awaited<ReturnType<BaseE2EEManager["encryptData"]>>;
type Decrypted = Awaited<ReturnType<BaseE2EEManager["handleEncryptedData"]>>;

const uses: Readonly<Partial<Record<Track.Source, FrameUse>>> = {
  [Track.Source.Microphone]: "sound",
  [Track.Source.Camera]: "picture",
  [Track.Source.ScreenShare]: "screen",
  [Track.Source.ScreenShareAudio]: "screen-sound",
};

/**
 * Stands in for the media client's encryption: says what each sender sends and whose frames each
 * receiver gets, and has messages sealed and opened. Safety does not depend on it: the worker drops
 * frames it fails to announce, and messages it fails to seal don't leave.
 */
export class SealManager implements BaseE2EEManager {
  readonly isEnabled = true;
  isDataChannelEncryptionEnabled = true;
  readonly #seal: FrameSeal;
  readonly #gate: MessageGate;
  readonly #format: FormatName;
  readonly #opened = new WeakSet<ArrayBufferLike>();

  constructor(seal: FrameSeal, { gate, format }: { gate: MessageGate; format: FormatName }) {
    this.#seal = seal;
    this.#gate = gate;
    this.#format = format;
  }

  setup(room: Room): void {
    room.localParticipant.on(
      ParticipantEvent.LocalSenderCreated,
      (sender: RTCRtpSender, { source }: Track) => {
        const use = uses[source];
        if (use !== undefined) this.#seal.sends(sender, use);
      },
    );
    room
      // Before the page's own listeners, which show the track.
      .prependListener(RoomEvent.TrackSubscribed, (track, { source }, { identity }) => {
        const use = uses[source];
        this.#expect(track, use === undefined ? undefined : { identity, use });
      })
      .on(RoomEvent.TrackUnsubscribed, (track) => {
        onceReleased(track, () => this.#expect(track, undefined));
      });
  }

  /** Unused: names from the engine, and what the client's own encryption needs. */
  setupEngine(): void {}
  setParticipantCryptorEnabled(): void {}
  setSifTrailer(): void {}
  on(): this {
    return this;
  }

  async encryptData(data: Bytes): Promise<Encrypted> {
    const sealed = await this.#seal.sealMessage(data);
    if (typeof sealed === "string") throw new Error(`A message was not sealed: ${sealed}.`);
    const parts = this.#split(sealed);
    this.#gate.note(parts.payload);
    return { uuid: "", ...parts };
  }

  async handleEncryptedData(
    payload: Bytes,
    iv: Bytes,
    identity: string,
    keyIndex: number,
  ): Promise<Decrypted> {
    const opened = await this.#seal.openMessage(identity, this.#join(payload, iv, keyIndex));
    if (typeof opened === "string") throw new Error(`A message was not opened: ${opened}.`);
    this.#opened.add(opened.buffer);
    return { uuid: "", payload: opened };
  }

  /**
   * Whether these bytes of a message came sealed. The client denies it for all: its packets don't
   * carry how they were sealed (livekit-client 2.23.0). What was opened is part of a buffer from
   * the worker.
   */
  readonly wasSealed = (bytes: Uint8Array): boolean => this.#opened.has(bytes.buffer);

  #expect({ receiver }: RemoteTrack, expected: Parameters<FrameSeal["expects"]>[1]): void {
    if (receiver !== undefined) this.#seal.expects(receiver, expected);
  }

  #split(sealed: Bytes): Omit<Encrypted, "uuid"> {
    if (this.#format === "sframe") return { payload: sealed, iv: new Uint8Array(), keyIndex: 0 };
    const { sealed: payload, iv, place: keyIndex } = splitFrame(sealed);
    return { payload, iv, keyIndex };
  }

  #join(payload: Bytes, iv: Bytes, keyIndex: number): Bytes {
    if (this.#format === "sframe") return payload.slice();
    return joinFrame({ sealed: payload, iv, place: keyIndex });
  }
}
