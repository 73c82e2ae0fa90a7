import type { Bytes } from "@graticule/frames/bytes";
import type {
  EpochKeys,
  Expected,
  FrameUse,
  NotOpened,
  NotSealed,
} from "@graticule/frames/frame-format";
import type { FrameTally } from "./frame-tally.ts";

/** How a meeting's frames are sealed: see `@graticule/frames`. */
export type FormatName = "sframe" | "livekit";

/** What the browser is told when it makes a transform, and the worker hears with it. `id`: of the sender or receiver, one's own count. */
export interface PipeOptions {
  readonly id: number;
  readonly side: "sender" | "receiver";
}

/** What a page says to the worker that seals and opens its frames, in order. */
export type ToWorker =
  | { readonly kind: "start"; readonly format: FormatName }
  | ({ readonly kind: "receive"; readonly ask: number } & { readonly keys: EpochKeys })
  | { readonly kind: "send"; readonly place: number }
  | { readonly kind: "retire"; readonly place: number }
  /** What this sender sends. Until then, nothing of it leaves. */
  | { readonly kind: "use"; readonly id: number; readonly use: FrameUse }
  /** Whose frames this receiver gets, and what they are. Until then, none of them is shown. */
  | { readonly kind: "expect"; readonly id: number; readonly expected: Expected | undefined }
  /** Where the browser has no transforms that run in a worker: the frames themselves. */
  | ({ readonly kind: "pipe"; readonly streams: Streams } & PipeOptions)
  | { readonly kind: "seal-message"; readonly ask: number; readonly content: Bytes }
  | {
      readonly kind: "open-message";
      readonly ask: number;
      readonly identity: string;
      readonly sealed: Bytes;
    }
  | { readonly kind: "ping"; readonly ask: number };

export type FromWorker =
  /** `answer`: bytes that were sealed or opened, or why not. Undefined: it is done. */
  | {
      readonly kind: "answer";
      readonly ask: number;
      readonly answer: Bytes | NotSealed | NotOpened | undefined;
    }
  /** How many frames it sealed, and how many frames and messages it dropped; before each answer to a `ping`. */
  | { readonly kind: "tally"; readonly tally: FrameTally }
  /** Frames came as this person's that aren't, or aren't what they were said to be. They aren't shown. */
  | { readonly kind: "not-theirs"; readonly identity: string }
  /** Nothing more is sealed: the present key has sealed all that it may, or a word of the page could not be obeyed. */
  | { readonly kind: "used-up" | "failed" };

export interface Streams {
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
}

/** What is used of the browser's encoded frames (WebRTC Encoded Transform). */
export interface EncodedFrame {
  data: ArrayBuffer;
  /** Of pictures only. */
  readonly type?: "key" | "delta" | "empty";
}

/** What the browser hands to a worker for each transform. The two questions are only in some browsers. */
export interface Transformer extends Streams {
  readonly options: PipeOptions;
  /** Of a sender: makes a whole picture. */
  readonly generateKeyFrame?: () => Promise<unknown>;
  /** Of a receiver: asks whoever sends for one. */
  readonly sendKeyFrameRequest?: () => Promise<unknown>;
}
