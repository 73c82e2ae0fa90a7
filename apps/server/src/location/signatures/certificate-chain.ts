import type { Network, Width } from "@graticule/admission/location/network";
import { AddressSet } from "../address-set.ts";
import { RejectedSource } from "../rejected-source.ts";
import { type ResourceCertificate, readResourceCertificate } from "./resource-certificate.ts";

/** In practice a chain has three to five. */
const maxLength = 20;
const maxBundle = 200;
const pem = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g;

/**
 * The certificates of a bundle (PEM) under which files may be signed, the newest first. Those that
 * sign themselves are its trust anchors. Throws {@link RejectedSource} unless it has one.
 */
export function readBundle(text: string): readonly ResourceCertificate[] {
  const blocks = [...text.matchAll(pem)].slice(0, maxBundle + 1);
  if (blocks.length > maxBundle) {
    throw new RejectedSource(`the certificates file has more than ${maxBundle} of them`);
  }
  const bundle = blocks
    .map(([, base64 = ""]) => readResourceCertificate(Buffer.from(base64, "base64")))
    .sort((a, b) => b.validFrom - a.validFrom);
  if (!bundle.some(isAnchor)) {
    throw new RejectedSource("the certificates file has no trust anchor");
  }
  return bundle;
}

/**
 * Checks a signer's certificate up to a trust anchor: that each is valid now, is signed by the one
 * above, and names no addresses that this one doesn't have. Revocation isn't checked.
 * @returns until when all of them are valid
 */
export function checkChain(
  signer: ResourceCertificate,
  bundle: readonly ResourceCertificate[],
  now: number,
): number {
  const chain = [signer];
  for (let one = signer; one === signer || !isAnchor(one); ) {
    const issuer = issuerOf(one, bundle, now);
    if (issuer === undefined || chain.length === maxLength) {
      throw new RejectedSource(
        "its certificate doesn't lead to a trust anchor in the certificates file",
      );
    }
    chain.push(issuer);
    one = issuer;
  }
  for (const one of chain) checkValid(one, now);
  checkResources(chain);
  return Math.min(...chain.map(({ validTo }) => validTo));
}

export function checkValid({ validFrom, validTo }: ResourceCertificate, now: number): void {
  if (now >= validFrom && now <= validTo) return;
  const [word, at] = now > validTo ? ["expired on", validTo] : ["isn't valid before", validFrom];
  const day = new Date(at).toISOString().slice(0, 10);
  throw new RejectedSource(`a certificate of its signer ${word} ${day}`);
}

function isAnchor(one: ResourceCertificate): boolean {
  return isIssuer(one, { ...one, issuerKey: one.issuerKey ?? one.subjectKey });
}

/** Of several with one key the newest that is valid, else the newest. */
function issuerOf(
  one: ResourceCertificate,
  bundle: readonly ResourceCertificate[],
  now: number,
): ResourceCertificate | undefined {
  const issuers = bundle.filter((other) => isIssuer(other, one));
  return issuers.find(({ validFrom, validTo }) => now >= validFrom && now <= validTo) ?? issuers[0];
}

function isIssuer(issuer: ResourceCertificate, { x509, issuerKey }: ResourceCertificate): boolean {
  return (
    issuer.isAuthority &&
    issuer.subjectKey === issuerKey &&
    issuer.x509.subject === x509.issuer &&
    x509.verify(issuer.x509.publicKey)
  );
}

/** @param chain from the signer to the anchor */
function checkResources(chain: readonly ResourceCertificate[]): void {
  for (const width of [1, 4] as const) {
    let held: AddressSet | undefined;
    for (const { resources } of chain.toReversed()) {
      held = within(resources[width], held, width);
    }
  }
}

function within(
  named: readonly Network[] | "inherit",
  above: AddressSet | undefined,
  width: Width,
): AddressSet {
  if (named === "inherit") {
    if (above !== undefined) return above;
    throw new RejectedSource("a trust anchor names no addresses of its own");
  }
  const held = new AddressSet(named);
  if (above !== undefined && !held.of(width).every((range) => above.holds(range))) {
    throw new RejectedSource("a certificate of its signer names addresses that its issuer lacks");
  }
  return held;
}
