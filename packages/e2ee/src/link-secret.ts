import { toBase64Url } from "./base64url.ts";

declare const brand: unique symbol;

/** What stands behind `#` in a meeting's link: 128 random bits that no service ever gets. */
export type LinkSecret = string & { readonly [brand]: "LinkSecret" };

/** 16 bytes in base64url. */
const form = /^[A-Za-z0-9_-]{21}[AQgw]$/;

/** Reads a link's fragment, with or without its `#`. Undefined: there is no secret in it. */
export function parseLinkSecret(fragment: string): LinkSecret | undefined {
  const text = fragment.startsWith("#") ? fragment.slice(1) : fragment;
  return form.test(text) ? (text as LinkSecret) : undefined;
}

/** `random`: 16 bytes of a cryptographic source. */
export function makeLinkSecret(random: Uint8Array): LinkSecret {
  if (random.length !== 16) throw new RangeError("A link's secret has 16 bytes.");
  return toBase64Url(random) as LinkSecret;
}
