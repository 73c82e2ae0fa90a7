import { AddressSet } from "../address-set.ts";
import { RejectedSource } from "../rejected-source.ts";
import { checkChain, checkValid } from "./certificate-chain.ts";
import type { ResourceCertificate } from "./resource-certificate.ts";
import { signatureBlockOf } from "./signature-block.ts";
import { signerOf } from "./signed-data.ts";

/** A geofeed's signature that holds. */
export interface Signature {
  /** The addresses that the file says it is about. */
  readonly about: AddressSet;
  /** Those that its signer's certificate names; a line about any other makes it invalid. */
  readonly held: AddressSet;
  /** When the first of its certificates expires, in epoch milliseconds. */
  readonly validTo: number;
}

/**
 * Verifies the signature of a geofeed (RFC 9632 §5) as of `now`, save for what only the whole RPKI
 * tells: manifests and revocation. Throws {@link RejectedSource} for one that doesn't hold.
 * @param bundle whom to trust: then a file without a signature is rejected too. Undefined: the
 * signer's certificate is taken at its word
 * @returns undefined: there is none
 */
export function verifySignature(
  text: string,
  bundle: readonly ResourceCertificate[] | undefined,
  now: number,
): Signature | undefined {
  const block = signatureBlockOf(text);
  if (block === undefined) {
    if (bundle === undefined) return undefined;
    throw new RejectedSource("it isn't signed, and the sources file names certificates for it");
  }
  const signer = signerOf(block.der, block.content);
  const { 1: ipv4, 4: ipv6 } = signer.resources;
  if (ipv4 === "inherit" || ipv6 === "inherit") {
    throw new RejectedSource("its signer's certificate names no addresses of its own");
  }
  const held = new AddressSet([...ipv4, ...ipv6]);
  if (!held.holds(block.range)) {
    throw new RejectedSource("its signer's certificate lacks addresses that it says it is about");
  }
  checkValid(signer, now);
  const validTo = bundle === undefined ? signer.validTo : checkChain(signer, bundle, now);
  return { about: new AddressSet([block.range]), held, validTo };
}
