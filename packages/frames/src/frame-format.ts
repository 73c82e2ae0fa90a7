import type { Bytes } from "./bytes.ts";

/** What a frame is for. SFrame binds it: a frame of one use opens as no other. */
export const frameUses = ["sound", "picture", "screen", "screen-sound", "message"] as const;
export type FrameUse = (typeof frameUses)[number];

/** What the members of an MLS epoch share, from which the keys of all their frames follow. */
export interface EpochKeys {
  /**
   * Where the epoch stands in the ring of epochs: 0 to 254. It replaces the one that stood there.
   */
  readonly place: number;
  /** 32 bytes, zeroed once they are imported. */
  readonly baseKey: Bytes;
  /** The holder's own leaf, 0 to 4,095. */
  readonly ownLeaf: number;
  readonly members: readonly FrameSender[];
}

export interface FrameSender {
  readonly leaf: number;
  readonly identity: string;
}

/** Whose frame it has to be, and of which use. */
export interface Expected {
  readonly identity: string;
  readonly use: FrameUse;
}

/** `used-up`: the key may seal no more. `too-short`: no encoder made this. */
export type NotSealed = "no-key" | "used-up" | "too-short";

/**
 * `no-key`: its epoch is not here yet, or no longer. `not-theirs`: sealed by another person, or for
 * another use. `repeated`: it came before, or too late. `unreadable`: not of this format, or not
 * sealed with the key that it names.
 */
export type NotOpened = "no-key" | "not-theirs" | "repeated" | "unreadable";

export interface FrameKeyring {
  /** From now on frames of this epoch open. */
  receive(keys: EpochKeys): Promise<void>;
  /** Seals with the keys at this place from now on, or nothing if there are none. */
  send(place: number): void;
  /** Frames are no longer sealed or opened with the keys at this place. */
  retire(place: number): void;
}

/**
 * INVARIANT: no nonce is used twice with one key; what can't be sealed or opened is not handed on.
 */
export interface FrameFormat extends FrameKeyring {
  seal(use: FrameUse, frame: Bytes): Promise<Bytes | NotSealed>;
  open(expected: Expected, frame: Bytes): Promise<Bytes | NotOpened>;
}

/**
 * How many of a frame's first bytes an engine must be able to read: a VP8 picture's header (RFC
 * 6386 section 9.1), by which it tells key frames from others. The first bit says which it is.
 */
export function clearBytesOf(use: FrameUse, frame: Uint8Array): number {
  if (use !== "picture" && use !== "screen") return 0;
  const isKeyFrame = ((frame[0] ?? 1) & 1) === 0;
  return isKeyFrame ? 10 : 3;
}

/** How many frames one key seals: far below what AES-GCM bears, far above what an epoch needs. */
export const mostFrames = 2 ** 32;
