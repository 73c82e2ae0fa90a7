import { DataPacket } from "@livekit/protocol";
import type { HostileEngine } from "./hostile-engine.ts";
import type { RecordedFrame } from "./seat.ts";

/** This many equal bytes in a row happen by chance once in 2^64 cases. */
const length = 8;

/**
 * The number of bytes at the start that the codec leaves in the clear (RFC 6386 section 9.1; RFC
 * 6716 section 3.1), which show nothing.
 */
function headOf({ mime, data }: RecordedFrame): number {
  if (mime.startsWith("audio/")) return 1;
  if (mime === "video/vp8") return ((data[0] ?? 0) & 1) === 0 ? 10 : 3;
  return 0;
}

/**
 * Recognises open frames by content: with devices that always give the same picture and sound an
 * encoder repeats itself in every call, so an open frame has bytes from an unencrypted call.
 */
export class OpenBytes {
  readonly #known = new Set<string>();
  /** By what is known: a call's frames are asked about again with each look at it. */
  #judged = new WeakMap<RecordedFrame, boolean>();

  /** From an unencrypted call. */
  learn(frames: readonly RecordedFrame[]): void {
    this.#judged = new WeakMap();
    for (const frame of frames) for (const part of partsOf(frame)) this.#known.add(part);
  }

  /** Also true for frames too short for the tag of any seal. */
  isOpen(frame: RecordedFrame): boolean {
    const judged = this.#judged.get(frame) ?? this.#hasKnownBytes(frame);
    this.#judged.set(frame, judged);
    return judged;
  }

  #hasKnownBytes(frame: RecordedFrame): boolean {
    const size = frame.data.length - headOf(frame);
    if (size < length) return size > 0;
    for (const part of partsOf(frame)) if (this.#known.has(part)) return true;
    return false;
  }
}

function* partsOf(frame: RecordedFrame): Generator<string> {
  const { data } = frame;
  for (let at = headOf(frame); at + length <= data.length; at += 1) {
    yield data.toString("latin1", at, at + length);
  }
}

/** How far an engine's recording has been read. */
export interface Mark {
  readonly frames: number;
  readonly messages: number;
}

export const markNow = ({ frames, messages }: HostileEngine): Mark => ({
  frames: frames.length,
  messages: messages.length,
});

export interface Sought {
  /** The call, to exclude late frames from an earlier one. */
  readonly room: string;
  readonly since: Mark;
  readonly texts: readonly string[];
}

function isSealedPacket(data: Buffer): boolean {
  try {
    return DataPacket.fromBinary(data).value.case === "encryptedPacket";
  } catch {
    return false;
  }
}

/** Counts what came in the open by sender and kind, and messages with one of these texts. */
export function openSince(
  engine: HostileEngine,
  open: OpenBytes,
  { room, since, texts }: Sought,
): Record<string, number> {
  const found: Record<string, number> = {};
  const count = (what: string) => {
    found[what] = (found[what] ?? 0) + 1;
  };
  for (const frame of engine.frames.slice(since.frames)) {
    if (frame.from.room === room && open.isOpen(frame)) count(`${frame.from.name}: ${frame.mime}`);
  }
  for (const { from, by, data } of engine.messages.slice(since.messages)) {
    if (from.room !== room) continue;
    // Anything on a data channel is sealed, whatever it claims to be.
    const isOpen = by !== "signalling" && !isSealedPacket(data);
    if (isOpen || texts.some((text) => data.includes(text)))
      count(`${from.name}: a message by ${by}`);
  }
  return found;
}
