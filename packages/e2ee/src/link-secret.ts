import { fromBase64Url, spells32Bytes, toBase64Url } from "./base64url.ts";
import { type HostHash, parseHostHash } from "./host-key.ts";

declare const brand: unique symbol;

/**
 * The fragment of a meeting's link, which the service never gets: `SEED`, 256 random bits, or
 * `SEED~HOST` of a vouched meeting. INVARIANT: the two stay together, so a link never loses its
 * host.
 */
export type LinkSecret = string & { readonly [brand]: "LinkSecret" };

export const linkSecretBytes = 32;

/** Reads a link's fragment, with or without its `#`. */
export function parseLinkSecret(fragment: string): LinkSecret | undefined {
  const text = fragment.startsWith("#") ? fragment.slice(1) : fragment;
  const [seed = "", host, ...rest] = text.split("~");
  if (!spells32Bytes(seed) || rest.length > 0) return undefined;
  return host === undefined || parseHostHash(host) !== undefined ? (text as LinkSecret) : undefined;
}

/** `random`: 32 bytes of a cryptographic source. `host`: of a vouched meeting. */
export function makeLinkSecret(random: Uint8Array, host?: HostHash): LinkSecret {
  if (random.length !== linkSecretBytes) throw new RangeError("A link's secret has 32 bytes.");
  const seed = toBase64Url(random);
  return (host === undefined ? seed : `${seed}~${host}`) as LinkSecret;
}

/** 32 bytes. */
export function linkSeedOf(secret: LinkSecret): Uint8Array<ArrayBuffer> {
  return fromBase64Url(secret.split("~", 1)[0] ?? "");
}

/** Undefined: the meeting is not vouched, and everyone with the link is believed. */
export function hostHashIn(secret: LinkSecret): HostHash | undefined {
  return parseHostHash(secret.split("~")[1] ?? "");
}
