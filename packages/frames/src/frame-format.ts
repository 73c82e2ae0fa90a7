import type { Bytes } from "./bytes.ts";

/** What a frame is for. Frames of one use never open as another's where the format binds it. */
export const frameUses = ["sound", "picture", "screen", "screen-sound", "message"] as const;
export type FrameUse = (typeof frameUses)[number];

/** What all members of a group's epoch have alike, from which the keys of all their frames follow. */
export interface EpochKeys {
  /** Where the epoch stands in the ring of epochs: 0 to 254. Whatever stood there before is over. */
  readonly place: number;
  /** 32 bytes; zeroed once they are taken. */
  readonly baseKey: Bytes;
  /** The leaf of the one who holds these, 0 to 4,095. */
  readonly ownLeaf: number;
  readonly members: readonly FrameSender[];
}

export interface FrameSender {
  readonly leaf: number;
  readonly identity: string;
}

/** Whose frame one takes it for, and as what. */
export interface Expected {
  readonly identity: string;
  readonly use: FrameUse;
}

/** `no-key`: no epoch to send in. `used-up`: with this key nothing more may be sealed. `too-short`: no encoder made this. */
export type NotSealed = "no-key" | "used-up" | "too-short";

/**
 * `no-key`: of an epoch that isn't here, not yet or no more. `not-theirs`: sealed by another person, or as another kind of frame.
 * `repeated`: it came before, or too late. `unreadable`: no frame of this format, or not sealed with the key that it names.
 */
export type NotOpened = "no-key" | "not-theirs" | "repeated" | "unreadable";

/** Takes the keys of epochs, as they come and go. */
export interface FrameKeyring {
  /** From now on frames of this epoch open. */
  receive(keys: EpochKeys): Promise<void>;
  /** From now on frames are sealed with this epoch's keys. Nothing is sealed if there is no epoch at this place. */
  send(place: number): void;
  /** Nothing is sealed or opened with the keys at this place any more. */
  retire(place: number): void;
}

/**
 * Seals what one person sends and opens what others do. INVARIANTS: no nonce is used twice with one key; what does not open is not handed
 * on; what can't be sealed is not handed on either. Expected outcomes are words, not errors.
 */
export interface FrameFormat extends FrameKeyring {
  seal(use: FrameUse, frame: Bytes): Promise<Bytes | NotSealed>;
  open(expected: Expected, frame: Bytes): Promise<Bytes | NotOpened>;
}

/**
 * How many of a frame's first bytes an engine must be able to read: of a picture in VP8 its header (RFC 6386 section 9.1), by which it knows
 * whole pictures from others. The first bit tells which it is.
 */
export function clearBytesOf(use: FrameUse, frame: Uint8Array): number {
  if (use !== "picture" && use !== "screen") return 0;
  const isWhole = ((frame[0] ?? 1) & 1) === 0;
  return isWhole ? 10 : 3;
}

/** So many frames with one key. Far below what AES-GCM bears (2^36 blocks of one message are another bound), far above any epoch's need. */
export const mostFrames = 2 ** 32;
