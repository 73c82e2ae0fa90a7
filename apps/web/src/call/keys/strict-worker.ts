import FrameWorker from "livekit-client/e2ee-worker?worker";

/** What the client says to its worker of one person: whether frames are sealed. */
interface Enable {
  readonly kind: "enable";
  readonly data: { readonly enabled: boolean; readonly participantIdentity: string };
}

/** What the worker answers where it could open a message. */
interface Opened {
  readonly kind: "decryptDataResponse";
  readonly data: { readonly payload: Uint8Array };
}

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
  worker.postMessage = (message: unknown, options?: unknown): void => {
    const said = isEnable(message)
      ? { ...message, data: { ...message.data, enabled: true } }
      : message;
    post(said, options as Transferable[]);
  };
  return worker;
}

/** Before any frame of theirs comes. */
export function expectSealed(worker: Worker, identity: string): void {
  worker.postMessage({ kind: "enable", data: { enabled: true, participantIdentity: identity } });
}

function isEnable(message: unknown): message is Enable {
  return kindOf(message) === "enable";
}

function isOpened(message: unknown): message is Opened {
  return kindOf(message) === "decryptDataResponse";
}

function kindOf(message: unknown): unknown {
  return typeof message === "object" && message !== null && "kind" in message
    ? message.kind
    : undefined;
}
