import { type Leak, type OutgoingFrame, SealedFrames } from "./sealed-frame.ts";
import { type Owner, TrackOwners, type TrackWord } from "./track-owners.ts";

/** What the guard tells its page; every other message of the worker is the media client's own. */
export interface GuardNews {
  readonly kind: "guard";
  readonly data:
    | { readonly leak: Leak }
    /** A track was offered under the id of another one. */
    | { readonly mixedUp: Owner };
}

interface Streams {
  readonly readable: ReadableStream<OutgoingFrame>;
  readonly writable: WritableStream<OutgoingFrame>;
}

/** What the guard needs of the worker in which it stands. */
export interface GuardedScope {
  onmessage: ((event: MessageEvent) => unknown) | null;
  /** Only where the browser has `RTCRtpScriptTransform`. */
  onrtctransform?: ((event: TransformEvent) => unknown) | null;
  postMessage(news: GuardNews): void;
}

interface TransformEvent {
  readonly transformer: Streams & { readonly options: Omit<TrackWord, "previousTrackId"> };
}

/**
 * Stands around the media client's own worker, in front of it and behind it: what the client, or an engine through it, says of tracks that
 * does not fit is not told to it; and of what it hands on to be sent nothing leaves that is not sealed. Both ways by which frames come into a
 * worker are guarded: streams that the page hands over (Chromium), and the browser's own transform (Firefox, Safari).
 *
 * INVARIANT: frames leave sealed or not at all. The page is told of the first one that would have left otherwise, and ends the call.
 */
export function guardFrames(scope: GuardedScope): void {
  const owners = new TrackOwners();
  const tell = (data: GuardNews["data"]): void => scope.postMessage({ kind: "guard", data });
  const isRefused = (word: TrackWord): boolean => {
    const mixedUp = owners.refuses(word);
    if (mixedUp !== undefined) tell({ mixedUp });
    return mixedUp !== undefined;
  };
  const { onmessage, onrtctransform } = scope;
  scope.onmessage = (event) => {
    const word = wordOf(event.data);
    if (word === undefined) return onmessage?.call(scope, event);
    if (isRefused(word)) return undefined;
    return onmessage?.call(scope, { data: guarded(event.data, tell) } as MessageEvent);
  };
  if (!onrtctransform) return;
  scope.onrtctransform = (event) => {
    const { options, readable, writable } = event.transformer;
    if (isRefused(options)) return undefined;
    const checked = options.kind === "encode" ? checkedBefore(writable, tell) : writable;
    return onrtctransform.call(scope, { transformer: { options, readable, writable: checked } });
  };
}

const ofTracks: readonly unknown[] = ["encode", "decode", "updateCodec", "removeTransform"];

function wordOf(message: unknown): TrackWord | undefined {
  if (typeof message !== "object" || message === null || !("kind" in message)) return undefined;
  if (!ofTracks.includes(message.kind) || !("data" in message)) return undefined;
  return { ...(message.data as TrackWord), kind: message.kind as TrackWord["kind"] };
}

type Encode = { readonly kind: string; readonly data: { writableStream: Streams["writable"] } };

function guarded(message: Encode, tell: (data: GuardNews["data"]) => void): unknown {
  if (message.kind !== "encode") return message;
  const writableStream = checkedBefore(message.data.writableStream, tell);
  return { ...message, data: { ...message.data, writableStream } };
}

/** A stream to write to in place of this one: only what is sealed comes through. */
function checkedBefore(
  writable: Streams["writable"],
  tell: (data: GuardNews["data"]) => void,
): Streams["writable"] {
  const frames = new SealedFrames();
  const writer = writable.getWriter();
  let hasTold = false;
  return new WritableStream<OutgoingFrame>({
    write(frame) {
      const leak = frames.leakOf(frame);
      if (leak === undefined) return writer.write(frame);
      if (!hasTold) tell({ leak });
      hasTold = true;
      return undefined;
    },
    close: () => writer.close(),
    abort: (reason) => writer.abort(reason),
  });
}
