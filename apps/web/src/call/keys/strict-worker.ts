import FrameWorker from "livekit-client/e2ee-worker?worker";

/** What the client says to its worker of one person: whether frames are sealed. */
interface Enable {
  readonly kind: "enable";
  readonly data: { readonly enabled: boolean; readonly participantIdentity: string };
}

/**
 * The client's worker that seals and opens frames, made strict: for everybody, always. The client itself would let a
 * participant's frames through unopened as soon as the server marks one of their tracks as unencrypted.
 */
export function strictWorker(): Worker {
  const worker = new FrameWorker();
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
  return (
    typeof message === "object" &&
    message !== null &&
    "kind" in message &&
    message.kind === "enable"
  );
}
