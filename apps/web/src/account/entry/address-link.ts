import { type AddressClaims, addressClaims } from "@graticule/api/sign-in";
import { readBase64Url } from "@graticule/ledger/base64url";

/** What the link in a letter about an address asks to confirm; undefined: it isn't complete, and the service takes no such token. */
export function readAddressLink(token: string): AddressClaims | undefined {
  const [, claims = ""] = token.split(".");
  try {
    const text = new TextDecoder().decode(readBase64Url(claims));
    return addressClaims.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
