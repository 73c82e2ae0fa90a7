import FrameWorker from "livekit-client/e2ee-worker?worker";
import { isEnable, isOpened, newsOnly } from "./worker-words.ts";

/** The bytes that came out of sealed messages. */
const opened = new WeakSet<ArrayBufferLike>();

/**
 * Whether these bytes of a message were sealed on the way. The client says of all messages that they were not: its packets do not
 * carry what they are sealed with (livekit-client 2.23.0). What was opened is a piece of what the worker gave.
 */
export function wasSealed(bytes: Uint8Array): boolean {
  return opened.has(bytes.buffer);
}

/**
 * The client's worker that seals and opens frames, made strict: for everybody, always. The client itself would let a
 * participant's frames through unopened as soon as the server marks one of their tracks as unencrypted.
 */
export function strictWorker(): Worker {
  const worker = new FrameWorker();
  worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (isOpened(data)) opened.add(data.data.payload.buffer);
  });
  const post = worker.postMessage.bind(worker);
  const isNews = newsOnly();
  worker.postMessage = (message: unknown, options?: unknown): void => {
    const said = isEnable(message)
      ? { ...message, data: { ...message.data, enabled: true } }
      : message;
    if (isNews(said)) post(said, options as Transferable[]);
  };
  return worker;
}

/** Before any frame of theirs comes. */
export function expectSealed(worker: Worker, identity: string): void {
  worker.postMessage({ kind: "enable", data: { enabled: true, participantIdentity: identity } });
}
