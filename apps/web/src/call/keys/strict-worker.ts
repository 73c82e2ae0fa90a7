import FrameWorker from "livekit-client/e2ee-worker?worker";
import { enable, framesOf, isEnable, isOpened, newsOnly } from "./worker-words.ts";

/** The bytes that came out of sealed messages. */
const opened = new WeakSet<ArrayBufferLike>();

/**
 * Whether these bytes of a message were sealed on the way. The client says of all messages that they were not: its packets do not
 * carry what they are sealed with (livekit-client 2.23.0). What was opened is a piece of what the worker gave.
 */
export function wasSealed(bytes: Uint8Array): boolean {
  return opened.has(bytes.buffer);
}

/** The client's worker that seals and opens frames, made strict. `onBroken`: it could not be loaded, or has ended. */
export function strictWorker(onBroken: () => void): Worker {
  const worker = new FrameWorker();
  worker.addEventListener("error", onBroken);
  worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (isOpened(data)) opened.add(data.data.payload.buffer);
  });
  makeStrict(worker);
  return worker;
}

/**
 * INVARIANT: frames are sealed, everybody's, always. The client itself would let a participant's frames through unopened as soon as
 * the server marks one of their tracks as unencrypted, and send one's own in the open under a name of which the worker was told nothing.
 * @internal
 */
export function makeStrict(worker: Pick<Worker, "postMessage">): void {
  const post = worker.postMessage.bind(worker);
  const isNews = newsOnly();
  const tell = (message: unknown, options?: unknown): void => {
    if (isNews(message)) post(message, options as Transferable[]);
  };
  worker.postMessage = (message: unknown, options?: unknown): void => {
    const of = framesOf(message);
    if (of !== undefined) tell(enable(of));
    tell(isEnable(message) ? enable(message.data.participantIdentity) : message, options);
  };
}

/**
 * Before any frame of theirs comes. Where frames go through a worker's own transform (Firefox, Safari) they come as soon as there is a
 * track, before the client has said a word of whose they are.
 */
export function expectSealed(worker: Worker, identity: string): void {
  worker.postMessage(enable(identity));
}
