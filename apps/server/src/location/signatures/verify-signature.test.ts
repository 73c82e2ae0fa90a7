import { expect, test } from "vitest";
import {
  attribute,
  type CertificateWish,
  certify,
  contentTypeId,
  extension,
  newKey,
  octets,
  oid,
  pemOf,
  type SignatureWish,
  seq,
  sha512,
  signGeofeed,
  tlv,
  usages,
} from "../../../tests/small-rpki.ts";
import { RejectedSource } from "../rejected-source.ts";
import { readGeofeed } from "../text-formats.ts";
import { checkChain, readBundle } from "./certificate-chain.ts";
import { readResourceCertificate } from "./resource-certificate.ts";
import { verifySignature } from "./verify-signature.ts";

const now = Date.UTC(2026, 10, 26);
const passed = { from: Date.UTC(2025, 0, 1), to: Date.UTC(2026, 9, 1) };
const keys = { anchor: newKey(), authority: newKey(), signer: newKey() };
const anchorWish: CertificateWish = {
  ...{ name: "anchor", key: keys.anchor, isAuthority: true },
  ...{ ipv4: ["0.0.0.0/0"], ipv6: ["::/0"] },
};
const anchor = certify(anchorWish);
const authorityWish: CertificateWish = {
  ...{ name: "authority", key: keys.authority, issuer: anchor, isAuthority: true },
  ...{ ipv4: ["192.0.2.0/24", "198.51.100.0-198.51.102.255"], ipv6: ["2001:db8::/32"] },
};
const authority = certify(authorityWish);
const signerWish: CertificateWish = {
  ...{ name: "signer", key: keys.signer, issuer: authority, ipv4: ["192.0.2.0/24"] },
};
const signer = certify(signerWish);
const trusted = pemOf(anchor, authority);
const lines = "# ours\n192.0.2.0/25,FR,,,\n192.0.2.128/25,DE,,, # here\n";

function signed(more: Partial<SignatureWish> = {}, text = lines): string {
  return signGeofeed(text, { range: "192.0.2.0/24", signer, ...more });
}

/** What loading does with a file; `bundle` undefined: no certificates are named. */
function verdict(text: string, bundle: string | undefined, at = now): string {
  try {
    const signature = verifySignature(text, bundle === undefined ? bundle : readBundle(bundle), at);
    const within = signature ? [signature.about] : [];
    const { networks } = readGeofeed(text, { within, held: signature?.held });
    return `${networks.length} lines${signature ? ", signed" : ""}`;
  } catch (error) {
    if (error instanceof RejectedSource) return error.message;
    throw error;
  }
}

const good = signed();

test("a signed geofeed holds, with and without certificates that say whom to trust", () => {
  expect(verdict(good, trusted)).toBe("2 lines, signed");
  expect(verdict(good, undefined)).toBe("2 lines, signed");
  expect(verdict(lines, undefined)).toBe("2 lines");
  const signature = verifySignature(good, readBundle(trusted), now);
  expect(signature?.validTo).toBe(Date.UTC(2027, 0, 1));
});

test("lines end as they like, in the file and when it was signed", () => {
  expect(verdict(good.replaceAll("\n", "\r\n"), trusted)).toBe("2 lines, signed");
  const ours = signed({}, lines.replaceAll("\n", "\r\n"));
  expect(ours).toContain("\r\n# RPKI Signature");
  expect(verdict(ours.replaceAll("\r\n", "\n"), trusted)).toBe("2 lines, signed");
  expect(verdict(signed({}, `\r${lines}`), trusted)).toBe("2 lines, signed");
});

const changed = "it was changed after it was signed";
const noMarks = "its signature has no proper beginning and end";
const noBase64 = "its signature is damaged: it isn't proper Base64";
const damaged = "its signature is damaged, or of an unknown form";
const foreign = "one of its certificates isn't a certificate of the RPKI";

test.each([
  ["a place changed", good.replace("FR", "GB"), changed],
  ["a line added", `192.0.2.7/32,CN,,,\n${good}`, changed],
  ["a line gone", good.replace("192.0.2.0/25,FR,,,\n", ""), changed],
  ["a comment changed", good.replace("# here", "# there"), changed],
  ["a space at a line's end", good.replace("FR,,,", "FR,,, "), changed],
  ["an empty line before the signature", good.replace("\n# RPKI", "\n\n# RPKI"), changed],
  ["a CR in a line", good.replace("FR,,,", "FR\r,,,"), changed],
  ["signed with LF", signed({ content: lines }), changed],
  ["two signatures", good + good.slice(lines.length), "it has more than one signature"],
  ["a second beginning", good.replace("# End", "# RPKI Signature: 192.0.2.0/24\n# End"), noMarks],
  ["no end", good.replace(/# End.*\n/, ""), noMarks],
  ["no beginning", good.replace(/# RPKI.*\n/, ""), noMarks],
  [
    "another range at the end",
    good.replace("# End Signature: 192", "# End Signature: 193"),
    noMarks,
  ],
  ["a beginning that few would know", good.replace("# RPKI S", "#rpki  s"), noMarks],
  ["lines behind it", `${good}192.0.2.7/32,CN,,,\n`, "something follows its signature"],
  ["a comment behind it", `${good}# more\n`, "something follows its signature"],
  ["a line inside it", good.replace("# End", "192.0.2.7/32,CN,,,\n# End"), noBase64],
  ["half of its Base64", good.replace(/(# .+\n){5}# End/, "# End"), damaged],
  ["a line of Base64 that isn't a comment", good.replace(/# (.+\n)# End/, "$1# End"), noBase64],
  [
    "a certificate of megabytes",
    withSigner({ extensions: [extension("1.2.3", octets(Buffer.alloc(300_000)))] }),
    "its signature is too large",
  ],
  [
    "marks that few would know",
    good.replace("# RPKI S", "#rpki  s").replace("# End S", " #end s"),
    noMarks,
  ],
  ["a letter less", good.replace(/.\n# End/, "\n# End"), noBase64],
  ["nothing in it", good.replace(/(# [A-Za-z0-9+/=]{20,}\n)+/, ""), noBase64],
  [
    "a range of words",
    good.replaceAll("192.0.2.0/24", "all"),
    "its signature names no range of addresses",
  ],
  ["a key other than its certificate's", signed({ signer: { ...signer, key: newKey() } }), damaged],
  [
    "a key that only says it is its certificate's",
    badKey(),
    "its signature isn't by the key of its certificate",
  ],
  ["two certificates", signed({ certificates: [signer.der, authority.der] }), damaged],
  ["no certificate", signed({ certificates: [] }), damaged],
  ["an authority's certificate", signed({ signer: authority }), damaged],
  [
    "a certificate of another kind",
    withSigner({ ipv4: undefined, extensions: [] }),
    "its signer's certificate lacks addresses that it says it is about",
  ],
  ["a certificate signed with SHA-1", withSigner({ digest: "sha1" }), foreign],
  ["a certificate for another use", withSigner({ usage: usages.authority }), foreign],
  ["a certificate whose addresses few would mind", withSigner({ isCritical: false }), foreign],
  [
    "a certificate with an extension twice",
    withSigner({
      extensions: [
        extension("1.2.3", octets(Buffer.of(1))),
        extension("1.2.3", octets(Buffer.of(2))),
      ],
    }),
    foreign,
  ],
  ["a certificate with a weak key", withSigner({ key: newKey(1_024) }), foreign],
  [
    "a certificate with an unknown critical extension",
    withSigner({ extensions: [extension("1.2.3", octets(Buffer.of(1)), true)] }),
    foreign,
  ],
  [
    "a certificate with numbers of networks",
    withSigner({ extensions: [extension("1.3.6.1.5.5.7.1.8", seq(), true)] }),
    foreign,
  ],
  [
    "a certificate with its issuer's addresses",
    withSigner({ ipv4: "inherit" }),
    "its signer's certificate names no addresses of its own",
  ],
  [
    "a certificate for a part of its range",
    withSigner({ ipv4: ["192.0.2.0/25"] }),
    "its signer's certificate lacks addresses that it says it is about",
  ],
  [
    "an expired certificate",
    withSigner(passed),
    "a certificate of its signer expired on 2026-10-01",
  ],
  [
    "a certificate of tomorrow",
    withSigner({ from: now + 86_400_000 }),
    "a certificate of its signer isn't valid before 2026-11-27",
  ],
])("a file with %s is rejected, whether certificates are named or not", (_what, text, why) => {
  expect(verdict(text, undefined)).toBe(why);
  expect(verdict(text, trusted)).toBe(why);
});

const other = "1.2.840.113549.1.9.16.1.48";
const forms: Readonly<Record<string, SignatureWish["form"]>> = {
  "another kind of message": { outerType: "1.2.840.113549.1.7.3" },
  "another version": { version: 1 },
  "another digest among its algorithms": { digests: [sha512] },
  "two digests": { digests: [sha512, sha512].map(() => seq(oid("2.16.840.1.101.3.4.2.1"))) },
  "no digest": { digests: [] },
  "another digest of its signer": { signerDigest: sha512 },
  "another kind of content": { innerType: other },
  "its content inside": { innerContent: [tlv(0xa0, octets(Buffer.from(lines)))] },
  "a list of revoked certificates": { revoked: [tlv(0xa1)] },
  "two signers": { signers: 2 },
  "no signer": { signers: 0 },
  "a signer of another version": { signerVersion: 1 },
  "another algorithm": { algorithm: "1.2.840.10045.4.3.2" },
  "something unsigned": { unsigned: [tlv(0xa1, attribute("1.2.3.4", octets(Buffer.of(1))))] },
  "no attributes": { attributes: () => [] },
  "no kind of content": { attributes: ([, digest]) => (digest ? [digest] : []) },
  "no digest among its attributes": { attributes: ([type]) => (type ? [type] : []) },
  "an attribute of an unknown kind": {
    attributes: (usual) => [...usual, attribute("1.2.3.4", octets(Buffer.of(1)))],
  },
  "an attribute twice": { attributes: (usual) => [...usual, ...usual] },
  "an attribute with two values": {
    attributes: (usual) => [...usual, attribute("1.2.840.113549.1.9.5", tlv(0x05), tlv(0x05))],
  },
  "another kind of content among its attributes": {
    attributes: (usual) => [attribute(contentTypeId, oid(other)), ...usual.slice(1)],
  },
};

test.each(Object.keys(forms))("a signature with %s is of an unknown form", (what) => {
  expect(verdict(signed({ form: forms[what] }), undefined)).toBe(damaged);
});

test("a signature may say when it was made, and name its algorithm either way", () => {
  const time = attribute("1.2.840.113549.1.9.5", tlv(0x17, Buffer.from("261101000000Z")));
  const attributes = (usual: readonly Buffer[]) => [...usual, time];
  expect(verdict(signed({ form: { attributes } }), trusted)).toBe("2 lines, signed");
  const algorithm = "1.2.840.113549.1.1.11";
  expect(verdict(signed({ form: { algorithm } }), trusted)).toBe("2 lines, signed");
});

function withSigner(more: Partial<CertificateWish>): string {
  return signed({ signer: certify({ ...signerWish, ...more }) });
}

/** Signed by another key under the signer's name. */
function badKey(): string {
  const other = { publicKey: keys.signer.publicKey, privateKey: keys.authority.privateKey };
  return signed({ signer: { ...signer, key: other } });
}

const unsigned = "it isn't signed, and the sources file names certificates for it";

test("where certificates are named, a signature can't be taken off", () => {
  expect(verdict(lines, trusted)).toBe(unsigned);
  expect(verdict(good.replace(/# RPKI[\s\S]*/, ""), trusted)).toBe(unsigned);
});

const noAnchor = "its certificate doesn't lead to a trust anchor in the certificates file";
const tooMuch = "a certificate of its signer names addresses that its issuer lacks";
test.each([
  ["another anchor", good, pemOf(certify({ ...anchorWish, key: newKey() }), authority), noAnchor],
  ["the anchor alone", good, pemOf(anchor), noAnchor],
  [
    "an issuer of that name with another key",
    good,
    pemOf(anchor, certify({ ...authorityWish, key: newKey() })),
    noAnchor,
  ],
  [
    "a signer that signs itself",
    signed({ signer: certify({ ...signerWish, issuer: undefined }) }),
    trusted,
    noAnchor,
  ],
  ["a signer of a certificate that may not issue", ...inner(), noAnchor],
  [
    "an expired issuer",
    good,
    pemOf(anchor, certify({ ...authorityWish, ...passed })),
    "a certificate of its signer expired on 2026-10-01",
  ],
  [
    "an expired anchor",
    good,
    pemOf(certify({ ...anchorWish, ...passed }), authority),
    "a certificate of its signer expired on 2026-10-01",
  ],
  [
    "a signer that claims more than its issuer has",
    ...claiming({ ipv4: ["192.0.0.0/16"] }),
    tooMuch,
  ],
  [
    "a signer that claims another family as well",
    ...claiming({ ipv4: ["192.0.2.0/24"], ipv6: ["2001:db9::/32"] }),
    tooMuch,
  ],
  [
    "an issuer that claims more than the anchor has",
    good,
    pemOf(certify({ ...anchorWish, ipv4: ["198.51.100.0/24"] }), authority),
    tooMuch,
  ],
  ["an issuer that inherits less", ...inherited(["198.51.100.0/24"]), tooMuch],
  [
    "an anchor that would inherit",
    good,
    pemOf(certify({ ...anchorWish, ipv4: "inherit" }), authority),
    "a trust anchor names no addresses of its own",
  ],
  ["no anchor", good, pemOf(authority), "the certificates file has no trust anchor"],
  ["nothing", good, "", "the certificates file has no trust anchor"],
  ["a file of something else", good, trusted.replaceAll("MII", "NII"), foreign],
  ["too many", good, trusted.repeat(101), "the certificates file has more than 200 of them"],
])("certificates that have %s don't make a signature good", (_what, text, bundle, why) => {
  expect(verdict(text, bundle)).toBe(why);
});

function claiming(more: Partial<CertificateWish>): [string, string] {
  return [withSigner(more), trusted];
}

function inner(): [string, string] {
  const below = certify({ ...signerWish, name: "below", key: newKey(), issuer: signer });
  return [signed({ signer: below }), pemOf(anchor, authority, signer)];
}

/** From an anchor with these networks. */
function inherited(ipv4: readonly string[]): [string, string] {
  const above = certify({ ...anchorWish, ipv4 });
  const middle = certify({ ...authorityWish, issuer: above, ipv4: "inherit", ipv6: "inherit" });
  return [signed({ signer: certify({ ...signerWish, issuer: middle }) }), pemOf(middle, above)];
}

test("who issued a certificate is known by its name, its key and its signature", () => {
  const forged = { publicKey: keys.authority.publicKey, privateKey: keys.signer.privateKey };
  const wrong: Partial<CertificateWish>[] = [
    { issuer: { ...authority, name: "someone" } },
    { issuer: { ...authority, key: forged } },
    { saysKey: keys.anchor },
  ];
  for (const one of wrong) expect(verdict(withSigner(one), trusted)).toBe(noAnchor);
});

test("a chain has an end, and it doesn't begin with an anchor of its own", () => {
  const [one, two] = ["one", "two"].map((name) => ({ ...authority, name }));
  const circle = [
    certify({ ...authorityWish, name: "one", issuer: two }),
    certify({ ...authorityWish, name: "two", issuer: one }),
  ];
  const below = signed({ signer: certify({ ...signerWish, issuer: one }) });
  expect(verdict(below, pemOf(anchor, ...circle))).toBe(noAnchor);
  const self = readResourceCertificate(certify({ ...anchorWish, key: newKey() }).der);
  expect(() => checkChain(self, readBundle(trusted), now)).toThrow(noAnchor);
});

test("a signature holds as long as all certificates up to the anchor are valid", () => {
  const soon = now + 86_400_000;
  const short = pemOf(anchor, certify({ ...authorityWish, to: soon }));
  expect(verifySignature(good, readBundle(short), now)?.validTo).toBe(soon);
});

test("an issuer may inherit, and of several with one key the valid one counts", () => {
  expect(verdict(...inherited(["192.0.2.0/23"]))).toBe("2 lines, signed");
  const former = certify({
    ...authorityWish,
    from: Date.UTC(2026, 5, 1),
    to: Date.UTC(2026, 6, 1),
  });
  const late = certify({ ...authorityWish, from: now + 86_400_000 });
  expect(verdict(good, pemOf(former, late, authority, anchor))).toBe("2 lines, signed");
  expect(verdict(good, pemOf(former, late, anchor))).toContain("isn't valid before");
});

test("lines about addresses beyond the range are left out; beyond the certificate, they spoil it", () => {
  const both = `${lines}198.51.101.0/24,IT,,,\n2001:db8:1::/48,ES,,,\n`;
  const wide = certify({
    ...signerWish,
    ...{ ipv4: ["192.0.2.0/24", "198.51.101.0-198.51.102.255"], ipv6: ["2001:db8:1::/48"] },
  });
  expect(verdict(signed({ signer: wide }, both), trusted)).toBe("2 lines, signed");
  const ranges = signed({ signer: wide, range: "198.51.101.0 - 198.51.102.255" }, both);
  expect(verdict(ranges, trusted)).toBe("1 lines, signed");
  expect(verdict(signed({ signer: wide, range: "2001:db8:1::/48" }, both), trusted)).toBe(
    "1 lines, signed",
  );
  const spoilt = "line 4 is about addresses that its signer doesn't hold";
  expect(verdict(signed({}, both), trusted)).toBe(spoilt);
  expect(verdict(signed({}, both), undefined)).toBe(spoilt);
});
