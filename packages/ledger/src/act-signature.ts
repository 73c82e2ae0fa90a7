import { base64Url, readBase64Url } from "./base64url.ts";
import { areEqual, concat, fromUtf8, hex, utf8 } from "./bytes.ts";
import type { Day } from "./day.ts";
import { canonicalJson, type JsonValue } from "./encode.ts";
import {
  type Commitment,
  commitment,
  dayField,
  objectOf,
  type Parser,
  type Read,
} from "./field.ts";
import type { Sha256 } from "./merkle.ts";

/**
 * Signatures of desk members. Each holds a desk key, a passkey of its own, and signs what is to be
 * done: the challenge is the SHA-256 of the act's canonical JSON (RFC 8785), so that no row in a
 * database can stand for a person. The form is WebAuthn Level 3, §7.2, kept to what every
 * authenticator can do, and narrow enough that a signature holds no words of anyone's own.
 */

/** A port: whether the key signed the message (ES256 or RS256). False for anything malformed. */
export type VerifyAct = (signed: {
  /** SubjectPublicKeyInfo (RFC 5280) in DER. */
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  /** As an authenticator gives it: of ES256, in DER. */
  readonly signature: Uint8Array;
}) => Promise<boolean>;

const p256 = /^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9_-]{86}$/;
const rsa2048 = /^MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA[A-Za-z0-9_-]{342}IDAQAB$/;

declare const deskKeyBrand: unique symbol;
/** A public key of a desk member: of P-256 or RSA with 2,048 bits, as SPKI in base64url. */
export type DeskKey = string & { readonly [deskKeyBrand]: true };

export const deskKey: Parser<DeskKey> = (value) =>
  typeof value === "string" &&
  (p256.test(value) || rsa2048.test(value)) &&
  readBase64Url(value) !== undefined
    ? (value as DeskKey)
    : undefined;

/** SHA-256 of the key: what a signature names. */
export function deskKeyId(sha256: Sha256, key: DeskKey): Commitment {
  return hex(sha256(bytesOf(key))) as Commitment;
}

/** What the browser adds to a challenge (WebAuthn Level 3, §5.8.1), and nothing else. */
interface ClientData {
  readonly type: "webauthn.get";
  readonly challenge: string;
  readonly origin: string;
  readonly crossOrigin?: false;
  /** Chromium adds it to some, by chance, so that no one relies on there being no other fields. */
  readonly other_keys_can_be_added_here?: typeof chromiumsOther;
}

const chromiumsOther =
  "do not compare clientDataJSON against a template. See https://goo.gl/yabPex";

const clientDataNames = new Set([
  "type",
  "challenge",
  "origin",
  "crossOrigin",
  "other_keys_can_be_added_here",
]);

/** In base64url. */
const clientData: Parser<string> = (value) =>
  typeof value === "string" && readClientData(value) !== undefined ? value : undefined;

function readClientData(encoded: string): ClientData | undefined {
  const bytes = encoded.length > 700 ? undefined : readBase64Url(encoded);
  const text = bytes && fromUtf8(bytes);
  if (text === undefined) return undefined;
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof read !== "object" || read === null || JSON.stringify(read) !== text) return undefined;
  const { type, challenge, origin, crossOrigin = false } = read as Partial<ClientData>;
  const { other_keys_can_be_added_here: other = chromiumsOther } = read as Partial<ClientData>;
  const isKnown = Object.keys(read).every((name) => clientDataNames.has(name));
  const isTold = typeof challenge === "string" && /^[A-Za-z0-9_-]{43}$/.test(challenge);
  const isOrigin =
    typeof origin === "string" && /^https?:\/\/[a-z0-9.-]{1,253}(:\d{1,5})?$/.test(origin);
  const isUsual = type === "webauthn.get" && crossOrigin === false && other === chromiumsOther;
  return isKnown && isTold && isOrigin && isUsual ? (read as ClientData) : undefined;
}

const authenticatorLength = 37;
const [userPresent, userVerified] = [0x01, 0x04];

/** RP ID's hash, flags and counter, without extensions (§6.1), in base64url. */
const authenticatorData: Parser<string> = (value) => {
  const bytes = typeof value === "string" ? readBase64Url(value) : undefined;
  const flags = bytes?.[32] ?? 0;
  const isAsked = (flags & userPresent) !== 0 && (flags & userVerified) !== 0;
  // Neither attested data nor extensions follow.
  return bytes?.length === authenticatorLength && isAsked && (flags & 0xc0) === 0
    ? (value as string)
    : undefined;
};

const signatureBytes: Parser<string> = (value) =>
  typeof value === "string" && /^[A-Za-z0-9_-]{80,400}$/.test(value) ? value : undefined;

const fields = {
  /** Of {@link deskKeyId}. */
  key: commitment,
  /** On which it was signed. */
  day: dayField,
  authenticatorData,
  clientData,
  signature: signatureBytes,
} as const;

/** One person's signature of one act. */
export type ActSignature = Read<typeof fields>;
export const actSignature: Parser<ActSignature> = objectOf(fields);

/** What is signed: an act by its name, with all that it says, and no time but days. */
export type ActStatement = { readonly act: string } & { readonly [name: string]: JsonValue };

/** The canonical JSON of what a person signs on a day. */
export function statementText(statement: ActStatement, day: Day): string {
  return canonicalJson({ ...statement, day });
}

/** What a passkey is asked to sign: 32 bytes. */
export function challengeOf(sha256: Sha256, statement: ActStatement, day: Day): Uint8Array {
  return sha256(utf8(statementText(statement, day)));
}

/** Whether this key signed this act on the day that the signature names, for the site that it names. */
export async function isSignedBy(
  { sha256, verifyAct }: { readonly sha256: Sha256; readonly verifyAct: VerifyAct },
  {
    key,
    statement,
    signature,
  }: {
    readonly key: DeskKey;
    readonly statement: ActStatement;
    readonly signature: ActSignature;
  },
): Promise<boolean> {
  const message = messageOf(sha256, statement, signature);
  const signed = readBase64Url(signature.signature);
  if (!message || !signed || signature.key !== deskKeyId(sha256, key)) return false;
  return await verifyAct({ publicKey: bytesOf(key), message, signature: signed });
}

/** Whether it is of this act, for the site that it names: all but what takes the key. */
export function isOfStatement(
  sha256: Sha256,
  statement: ActStatement,
  signature: ActSignature,
): boolean {
  return messageOf(sha256, statement, signature) !== undefined;
}

/** What the authenticator signed; undefined: something else than this act, or for another site. */
function messageOf(
  sha256: Sha256,
  statement: ActStatement,
  signature: ActSignature,
): Uint8Array | undefined {
  const client = readClientData(signature.clientData);
  const about = readBase64Url(signature.authenticatorData);
  const told = readBase64Url(signature.clientData);
  if (!client || !about || !told) return undefined;
  const isThis = client.challenge === base64Url(challengeOf(sha256, statement, signature.day));
  const isThere = areEqual(about.subarray(0, 32), sha256(utf8(hostOf(client.origin))));
  return isThis && isThere ? concat(about, sha256(told)) : undefined;
}

/** The site for which it was signed: `https://meet.example`. */
export function siteOf({ clientData: encoded }: ActSignature): string {
  return readClientData(encoded)?.origin ?? "";
}

/** The relying party of a site: a desk key belongs to one host, whatever its port. */
function hostOf(origin: string): string {
  return origin.replace(/^https?:\/\//, "").replace(/:\d+$/, "");
}

function bytesOf(key: DeskKey): Uint8Array {
  const bytes = readBase64Url(key);
  if (bytes === undefined) throw new TypeError("no desk key");
  return bytes;
}
