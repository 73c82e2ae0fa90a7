import type { GuardNews } from "./frame-guard.ts";
import FrameWorker from "./frame-worker.ts?worker";
import { enable, framesOf, isEnable, isOpened, kindOf, newsOnly } from "./worker-words.ts";

/** The bytes that came out of sealed messages. */
const opened = new WeakSet<ArrayBufferLike>();

/**
 * Whether these bytes of a message were sealed on the way. The client says of all messages that they were not: its packets do not
 * carry what they are sealed with (livekit-client 2.23.0). What was opened is a piece of what the worker gave.
 */
export function wasSealed(bytes: Uint8Array): boolean {
  return opened.has(bytes.buffer);
}

export interface StrictWorkerListener {
  /** It could not be loaded, has ended, or would have let something out that is not sealed: this page must send no more. */
  readonly onBroken: () => void;
  /** Something came as this person's that is someone else's; it is not shown. */
  readonly onMixedUp: (identity: string) => void;
}

/** The client's worker that seals and opens frames, made strict, with a guard of ours around it. */
export function strictWorker({ onBroken, onMixedUp }: StrictWorkerListener): Worker {
  const worker = new FrameWorker();
  worker.addEventListener("error", onBroken);
  worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (isOpened(data)) opened.add(data.data.payload.buffer);
    if (!isGuardNews(data)) return;
    const { data: news } = data;
    if ("mixedUp" in news && news.mixedUp.kind === "received") onMixedUp(news.mixedUp.identity);
    else onBroken();
  });
  makeStrict(worker);
  return worker;
}

function isGuardNews(message: unknown): message is GuardNews {
  return kindOf(message) === "guard";
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
