import type { Bytes } from "@graticule/frames/bytes";
import type {
  EpochKeys,
  Expected,
  FrameUse,
  NotOpened,
  NotSealed,
} from "@graticule/frames/frame-format";
import type { FrameTally } from "./frame-tally.ts";

/** How a meeting's frames are sealed, see `@graticule/frames`. */
export type FormatName = "sframe" | "livekit";

/**
 * Reaches the worker with the browser's transform. `id`: this page's number for the sender or
 * receiver.
 */
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
  /** What this sender sends. Until then, none of its frames leave. */
  | { readonly kind: "use"; readonly id: number; readonly use: FrameUse }
  /** Whose frames this receiver gets, and what they are. Until then, none are shown. */
  | { readonly kind: "expect"; readonly id: number; readonly expected: Expected | undefined }
  /** The frames themselves, where the browser has no transforms in workers. */
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
  /** `answer`: the sealed or opened bytes, or why there are none. Undefined: done. */
  | {
      readonly kind: "answer";
      readonly ask: number;
      readonly answer: Bytes | NotSealed | NotOpened | undefined;
    }
  /** How many frames and messages were sealed and dropped; precedes each answer to a `ping`. */
  | { readonly kind: "tally"; readonly tally: FrameTally }
  /**
   * Frames came as this person's that are not, or not of the announced kind. They are not shown.
   */
  | { readonly kind: "not-theirs"; readonly identity: string }
  /** Nothing more is sealed: the key is used up, or the worker could not do what the page said. */
  | { readonly kind: "used-up" | "failed" };

export interface Streams {
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
}

/** The parts we use of the browser's encoded frames (WebRTC Encoded Transform). */
export interface EncodedFrame {
  data: ArrayBuffer;
  /** Pictures only. */
  readonly type?: "key" | "delta" | "empty";
}

/** What the browser gives a worker for each transform. Not all browsers have the two methods. */
export interface Transformer extends Streams {
  readonly options: PipeOptions;
  /** For a sender: makes a whole picture. */
  readonly generateKeyFrame?: () => Promise<unknown>;
  /** For a receiver: asks the sender for a whole picture. */
  readonly sendKeyFrameRequest?: () => Promise<unknown>;
}
