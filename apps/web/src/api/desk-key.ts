import type { DeskSignatureInput, NewDeskKey, OwnDeskKey } from "@graticule/api/desk-keys";
import { actSignature, deskKey } from "@graticule/ledger/act-signature";
import { base64Url, readBase64Url } from "@graticule/ledger/base64url";
import { hex, utf8 } from "@graticule/ledger/bytes";
import { canUsePasskeys } from "./can-use-passkeys.ts";
import { type Answer, answerOf, how, service } from "./client.ts";
import type { SignInAnswer } from "./sign-in.ts";
import type { SignInFault } from "./sign-in-fault.ts";
import type { ToSignCompared } from "./to-sign.ts";

/**
 * Desk keys: passkeys with which members of the desk sign what they do. They sign no one in. Only
 * pages that participants never load import this.
 */

export const lookAtDeskKey = () => answerOf(service.GET("/api/account/desk-key", how()));

/** A key that this browser made, and that the service doesn't know yet. */
export type MadeDeskKey = Pick<NewDeskKey, "publicKey" | "credentialId"> & Pick<OwnDeskKey, "id">;

const fault = (what: SignInFault) => ({ kind: "fault", fault: what }) as const;

/** ES256 and RS256 (RFC 9053, RFC 8812). */
const algorithms = [-7, -257];

/** Asks the browser for a new key, which it lists under the service's name and the person's address. */
export async function makeDeskKey(
  of: { readonly serviceName: string; readonly email: string },
  signal: AbortSignal,
): Promise<SignInAnswer<MadeDeskKey>> {
  if (!canUsePasskeys()) return fault("no-passkeys-here");
  const name = `${of.email} (desk key)`;
  const made = await ask(() =>
    navigator.credentials.create({
      signal,
      publicKey: {
        rp: { name: of.serviceName },
        user: { id: randomBytes(), name, displayName: name },
        // Nothing is proved by it: the key's first signature does that.
        challenge: randomBytes(),
        pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
        // Not discoverable: browsers don't offer it for signing in.
        authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
        attestation: "none",
      },
    }),
  );
  if (!(made?.response instanceof AuthenticatorAttestationResponse)) {
    return fault("no-key-created");
  }
  const bytes = new Uint8Array(made.response.getPublicKey() ?? []);
  const publicKey = base64Url(bytes);
  if (deskKey(publicKey) === undefined) return fault("desk-key-unusable");
  const credentialId = base64Url(new Uint8Array(made.rawId));
  return { kind: "ok", value: { id: hex(await sha256(bytes)), publicKey, credentialId } };
}

/** What the service asks to have signed. */
interface ToSign {
  /** Canonical JSON with its day. */
  readonly toSign: string | undefined;
  /** With what the page shows. */
  readonly compared: ToSignCompared;
}

/** Asks the browser for the signature of this key; nothing comes of it once `signal` says so. */
export async function signWith(
  key: Pick<OwnDeskKey, "id" | "credentialId">,
  { toSign, compared }: ToSign,
  signal: AbortSignal,
): Promise<SignInAnswer<DeskSignatureInput>> {
  if (compared === "another") return fault("signs-another");
  if (compared === "not-yet" || toSign === undefined) return fault("not-to-sign-yet");
  if (!canUsePasskeys()) return fault("no-passkeys-here");
  const id = Uint8Array.from(readBase64Url(key.credentialId) ?? []);
  const challenge = await sha256(utf8(toSign));
  const given = await ask(() =>
    navigator.credentials.get({
      signal,
      publicKey: {
        challenge,
        allowCredentials: [{ type: "public-key", id }],
        userVerification: "required",
      },
    }),
  );
  if (signal.aborted || !(given?.response instanceof AuthenticatorAssertionResponse)) {
    return fault("key-cancelled");
  }
  const { authenticatorData, clientDataJSON, signature } = given.response;
  const encoded = (bytes: ArrayBuffer) => base64Url(new Uint8Array(bytes));
  const signed = actSignature({
    key: key.id,
    day: dayOf(toSign),
    authenticatorData: encoded(authenticatorData),
    clientData: encoded(clientDataJSON),
    signature: encoded(signature),
  });
  return signed === undefined ? fault("desk-key-unusable") : { kind: "ok", value: signed };
}

/** Does what takes a member's signature: asks for that of their own key first. */
export async function doSigned<T>(
  what: ToSign & { readonly signal: AbortSignal },
  act: (signature: DeskSignatureInput) => Promise<Answer<T>>,
): Promise<Answer<T> | SignInAnswer<T>> {
  const own = await lookAtDeskKey();
  if (own.kind === "problem" && own.code === "not-found") return fault("no-desk-key");
  if (own.kind !== "ok") return own;
  if (!own.value.isForHere) return fault("key-elsewhere");
  const signed = await signWith(own.value, what, what.signal);
  return signed.kind === "ok" ? await act(signed.value) : signed;
}

/** Undefined where the person or the browser stopped it, or has no such key. */
async function ask(
  browser: () => Promise<Credential | null>,
): Promise<PublicKeyCredential | undefined> {
  try {
    const given = await browser();
    return given instanceof PublicKeyCredential ? given : undefined;
  } catch {
    return undefined;
  }
}

function dayOf(toSign: string): unknown {
  const said: unknown = JSON.parse(toSign);
  return typeof said === "object" && said !== null && "day" in said ? said.day : undefined;
}

const randomBytes = () => crypto.getRandomValues(new Uint8Array(32));

const sha256 = async (bytes: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)));
