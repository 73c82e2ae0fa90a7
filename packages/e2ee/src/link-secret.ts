import { toBase64Url } from "./base64url.ts";

declare const brand: unique symbol;

/**
 * What stands behind `#` in a meeting's link: the seed, 256 random bits that no service ever gets, of the key by which those with the link
 * prove that they have it.
 */
export type LinkSecret = string & { readonly [brand]: "LinkSecret" };

export const linkSecretBytes = 32;

/** 32 bytes in base64url: the last of the 43 letters carries four bits. */
const form = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** Reads a link's fragment, with or without its `#`. Undefined: there is no secret in it. */
export function parseLinkSecret(fragment: string): LinkSecret | undefined {
  const text = fragment.startsWith("#") ? fragment.slice(1) : fragment;
  return form.test(text) ? (text as LinkSecret) : undefined;
}

/** `random`: 32 bytes of a cryptographic source. */
export function makeLinkSecret(random: Uint8Array): LinkSecret {
  if (random.length !== linkSecretBytes) throw new RangeError("A link's secret has 32 bytes.");
  return toBase64Url(random) as LinkSecret;
}
