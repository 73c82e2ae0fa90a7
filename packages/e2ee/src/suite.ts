import { type CiphersuiteImpl, getCiphersuiteFromName, getCiphersuiteImpl } from "ts-mls";

/** The primitives of our only cipher suite (RFC 9420 section 17.1, number 1), by WebCrypto. */
export type Suite = CiphersuiteImpl;

export const suiteName = "MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519";

export async function loadSuite(): Promise<Suite> {
  return await getCiphersuiteImpl(getCiphersuiteFromName(suiteName));
}
