import { Listeners } from "../../signals/listeners.ts";

/**
 * Whether this browser hands encoded frames to a worker: by transforms that run there (Chromium,
 * Firefox, Safari) or as streams (older Chromium). Nonces are our own counter and depend on nothing
 * that a browser says.
 */
export function canSealFrames(scope: object = globalThis): boolean {
  const sender: unknown = Reflect.get(scope, "RTCRtpSender");
  const hasStreams = typeof sender === "function" && "createEncodedStreams" in sender.prototype;
  return "RTCRtpScriptTransform" in scope || hasStreams;
}

/**
 * Whether this browser can agree on keys. MLS needs Ed25519 and X25519, and only trying tells
 * whether a browser has them. Outside a secure context there is no `subtle`.
 * @internal
 */
export async function canMakeKeys(
  subtle: Pick<SubtleCrypto, "generateKey"> | undefined = globalThis.crypto.subtle,
): Promise<boolean> {
  try {
    await subtle?.generateKey("Ed25519", false, ["sign", "verify"]);
    await subtle?.generateKey("X25519", false, ["deriveBits"]);
    return subtle !== undefined;
  } catch {
    return false;
  }
}

/**
 * Whether this browser can take part in an encrypted call. Tried once, when first asked.
 * @internal
 */
export class Sealing {
  #can: boolean | undefined;
  #tried: Promise<void> | undefined;
  readonly #listeners = new Listeners();

  readonly subscribe = this.#listeners.subscribe;

  /** Undefined until known. */
  readonly current = (): boolean | undefined => this.#can;

  /** Resolves once it is known. */
  readonly learn = (scope: object = globalThis, makesKeys = canMakeKeys): Promise<void> => {
    this.#tried ??= this.#try(scope, makesKeys);
    return this.#tried;
  };

  async #try(scope: object, makesKeys: () => Promise<boolean>): Promise<void> {
    this.#can = canSealFrames(scope) && (await makesKeys());
    this.#listeners.tell();
  }
}

/** This page's. */
export const sealing = new Sealing();
