import { createHmac, timingSafeEqual } from "node:crypto";
import type { KeyRing, RegisteredKey } from "../accounts/key-ring.ts";
import { parseStrictJson } from "./strict-json.ts";

const keptGrants = [
  "canPublish",
  "canSubscribe",
  "canPublishData",
  "canPublishSources",
  "canUpdateOwnMetadata",
  "canSubscribeMetrics",
  "hidden",
] as const;

/** Other claims that go on to the engine. No kind: a client can't claim to be an agent. */
const keptClaims = ["name", "metadata", "attributes", "roomConfig", "roomPreset"] as const;

export interface VerifiedToken {
  readonly key: RegisteredKey;
  readonly room: string;
  readonly identity: string;
  /** Real time in milliseconds. */
  readonly expiresAtMs: number;
  /** The session with which its holder came, sealed; undefined: none is named. The engine never gets it. */
  readonly signIn: string | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * `malformed`: not a token. `unauthorized`: it proves nothing (unknown key, wrong signature or
 * algorithm, expired, not yet valid) or may not join. `unfit`: genuine, but without a room or an
 * identity.
 */
export type TokenOutcome =
  | { readonly kind: "verified"; readonly token: VerifiedToken }
  | { readonly kind: "malformed" | "unauthorized" | "unfit" };

/** For how long a room without people lasts, in both spellings that the engine reads. */
const emptyTimes = [
  ...(["emptyTimeout", "empty_timeout"] as const),
  ...(["departureTimeout", "departure_timeout"] as const),
];
const emptyAtMostSeconds = 3_600;

/** In characters, with metadata and attributes, of which the engine allows 64,000 bytes. */
export const maxTokenLength = 16_384;

/** The engine's own bound for room names and identities, in bytes of UTF-8. */
const maxNameBytes = 256;

const leewaySeconds = 10;

const malformed: TokenOutcome = { kind: "malformed" };
const unauthorized: TokenOutcome = { kind: "unauthorized" };
const unfit: TokenOutcome = { kind: "unfit" };

const tokenShape = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/;

/**
 * Checks a client's token (RFC 7519, HS256 only) against the registered keys. `nowMs` is real time.
 * Stricter than the engine: expiry is required, no duplicate names, text must be UTF-8.
 */
export function verifyToken(text: string, keyRing: KeyRing, nowMs: number): TokenOutcome {
  if (text.length > maxTokenLength) return malformed;
  const parts = tokenShape.exec(text);
  if (parts === null) return malformed;
  const [, headerPart = "", payloadPart = "", signature = ""] = parts;
  const header = objectOf(headerPart);
  const payload = objectOf(payloadPart);
  if (header === undefined || payload === undefined) return malformed;
  if (header["alg"] !== "HS256" || header["crit"] !== undefined) return unauthorized;
  const key = typeof payload["iss"] === "string" ? keyRing.find(payload["iss"]) : undefined;
  if (key === undefined) return unauthorized;
  if (!isSignedBy(key, `${headerPart}.${payloadPart}`, signature)) return unauthorized;
  if (!isTimely(payload, nowMs / 1000)) return unauthorized;
  return fitting(key, payload);
}

function fitting(key: RegisteredKey, payload: Record<string, unknown>): TokenOutcome {
  const video = payload["video"];
  if (!isObject(video) || video["roomJoin"] !== true) return unauthorized;
  const room = video["room"];
  const identity = payload["sub"];
  if (!isName(room) || !isName(identity)) return unfit;
  const expiresAtMs = Number(payload["exp"]) * 1000;
  const signIn = typeof payload["signIn"] === "string" ? payload["signIn"] : undefined;
  const claims = claimsFor(payload, video);
  return { kind: "verified", token: { key, room, identity, expiresAtMs, signIn, claims } };
}

function claimsFor(
  payload: Record<string, unknown>,
  video: Record<string, unknown>,
): Record<string, unknown> {
  const grants: Record<string, unknown> = { roomJoin: true, room: video["room"] };
  for (const name of keptGrants) if (video[name] !== undefined) grants[name] = video[name];
  const claims: Record<string, unknown> = { sub: payload["sub"], video: grants };
  for (const name of keptClaims) if (payload[name] !== undefined) claims[name] = payload[name];
  if (claims["roomConfig"] !== undefined) claims["roomConfig"] = roomConfigOf(claims["roomConfig"]);
  return claims;
}

/**
 * How a token wants its room to be made. INVARIANT: no token makes the operator's machines record, or
 * send anything to an address that it names, and no empty room lasts, about which the engine is asked.
 */
function roomConfigOf(config: unknown): Record<string, unknown> {
  const { egress: _egress, ...kept } = isObject(config) ? config : {};
  for (const name of emptyTimes) {
    if (kept[name] === undefined) continue;
    const seconds = Number(kept[name]);
    kept[name] = seconds >= 0 ? Math.min(Math.floor(seconds), emptyAtMostSeconds) : 0;
  }
  return kept;
}

function isSignedBy(key: RegisteredKey, signed: string, signature: string): boolean {
  if (key.secret === "") return false;
  const given = Buffer.from(signature, "base64url");
  const expected = createHmac("sha256", key.secret).update(signed).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function isTimely(payload: Record<string, unknown>, nowSeconds: number): boolean {
  const { exp, nbf, iat } = payload;
  if (typeof exp !== "number" || exp + leewaySeconds <= nowSeconds) return false;
  if (nbf !== undefined && !isPast(nbf, nowSeconds)) return false;
  return iat === undefined || isPast(iat, nowSeconds);
}

function isPast(value: unknown, nowSeconds: number): boolean {
  return typeof value === "number" && value <= nowSeconds + leewaySeconds;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A base64url part as a JSON object; undefined for bad UTF-8, duplicate names and non-objects. */
function objectOf(part: string): Record<string, unknown> | undefined {
  let text: string;
  try {
    text = utf8.decode(Buffer.from(part, "base64url"));
  } catch {
    return undefined;
  }
  const value = parseStrictJson(text);
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isName(value: unknown): value is string {
  return (
    typeof value === "string" &&
    value !== "" &&
    !value.includes("\0") &&
    Buffer.byteLength(value) <= maxNameBytes
  );
}
