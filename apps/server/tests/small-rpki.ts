import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** What a certificate names: networks, ranges `first-last`, or those of its issuer. */
export type Named = readonly string[] | "inherit";

export interface CertificateWish {
  readonly name: string;
  /** Undefined: it signs itself. */
  readonly issuer?: Certified | undefined;
  readonly ipv4?: Named | undefined;
  readonly ipv6?: Named | undefined;
  readonly from?: number;
  readonly to?: number;
  readonly isAuthority?: boolean;
  readonly key?: KeyPair;
  /** Whose key it says it is signed with; default: the issuer's. */
  readonly saysKey?: KeyPair;
  /** Default: what an authority or a signer of files may do. */
  readonly usage?: Buffer;
  readonly isCritical?: boolean;
  readonly digest?: "sha1" | "sha256";
  /** Further extensions, in DER. */
  readonly extensions?: readonly Buffer[];
}

export interface Certified {
  readonly name: string;
  readonly key: KeyPair;
  readonly der: Buffer;
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export interface SignatureWish {
  /** Stands in the lines around the signature. */
  readonly range: string;
  readonly signer: Certified;
  /** What the digest is of; default: the lines, each ended by CR and LF. */
  readonly content?: string;
  readonly certificates?: readonly Buffer[];
  /** What the form has in place of what it should have. */
  readonly form?: Partial<SignatureForm> | undefined;
}

interface SignatureForm {
  readonly outerType: string;
  readonly version: number;
  readonly digests: readonly Buffer[];
  readonly innerType: string;
  readonly innerContent: readonly Buffer[];
  readonly revoked: readonly Buffer[];
  readonly signerVersion: number;
  readonly signerDigest: Buffer;
  readonly algorithm: string;
  readonly attributes: (usual: readonly Buffer[]) => readonly Buffer[];
  readonly unsigned: readonly Buffer[];
  readonly signers: number;
}

export function newKey(bits = 2_048): KeyPair {
  return generateKeyPairSync("rsa", { modulusLength: bits });
}

const rsa = {
  sha1: seq(oid("1.2.840.113549.1.1.5"), tlv(0x05)),
  sha256: seq(oid("1.2.840.113549.1.1.11"), tlv(0x05)),
};
/** Of keys: to sign certificates and their revocation, and to sign files. */
export const usages = { authority: bits([0x06], 1), signer: bits([0x80], 7) };
const sha256 = seq(oid("2.16.840.1.101.3.4.2.1"));
export const sha512 = seq(oid("2.16.840.1.101.3.4.2.3"));
export const contentTypeId = "1.2.840.113549.1.9.3";
const digestId = "1.2.840.113549.1.9.4";
const geofeedId = "1.2.840.113549.1.9.16.1.47";
let serial = 0;

/** A certificate of a made RPKI, RFC 6487, written by hand so that no library reads its own. */
export function certify(wish: CertificateWish): Certified {
  const { name, ipv4, ipv6, key = newKey(), isAuthority = false, digest = "sha256" } = wish;
  const { usage = usages[isAuthority ? "authority" : "signer"], isCritical = true } = wish;
  const issuer = wish.issuer ?? { name, key };
  const { from = Date.UTC(2026, 0, 1), to = Date.UTC(2027, 0, 1) } = wish;
  const extensions = [
    extension("2.5.29.14", octets(keyId(key))),
    extension("2.5.29.35", seq(tlv(0x80, keyId(wish.saysKey ?? issuer.key)))),
    ...(isAuthority ? [extension("2.5.29.19", seq(tlv(0x01, Buffer.from([0xff]))), true)] : []),
    extension("2.5.29.15", usage, true),
    extension("2.5.29.32", seq(seq(oid("1.3.6.1.5.5.7.14.2"))), true),
    extension("1.3.6.1.5.5.7.1.7", ipResourcesOf({ ipv4, ipv6 }), isCritical),
    ...(wish.extensions ?? []),
  ];
  serial = (serial + 1) % 128;
  const tbs = seq(
    tlv(0xa0, integer(2)),
    integer(serial),
    rsa[digest],
    nameOf(issuer.name),
    seq(time(from), time(to)),
    nameOf(name),
    key.publicKey.export({ type: "spki", format: "der" }),
    tlv(0xa3, seq(...extensions)),
  );
  const signature = sign(digest, tbs, issuer.key.privateKey);
  return { name, key, der: seq(tbs, rsa[digest], bits(signature)) };
}

/** The value of the extension that names addresses, RFC 3779 §2.2. */
export function ipResourcesOf({ ipv4, ipv6 }: Pick<CertificateWish, "ipv4" | "ipv6">): Buffer {
  return seq(
    ...(ipv4 ? [seq(octets(Buffer.from([0, 1])), choiceOf(ipv4))] : []),
    ...(ipv6 ? [seq(octets(Buffer.from([0, 2])), choiceOf(ipv6))] : []),
  );
}

const usualForm: SignatureForm = {
  outerType: "1.2.840.113549.1.7.2",
  version: 3,
  digests: [sha256],
  innerType: geofeedId,
  innerContent: [],
  revoked: [],
  signerVersion: 3,
  signerDigest: sha256,
  algorithm: "1.2.840.113549.1.1.1",
  attributes: (usual) => usual,
  unsigned: [],
  signers: 1,
};

/** A geofeed with its signature, RFC 9632 §5; `lines` end in LF or CR and LF. */
export function signGeofeed(lines: string, wish: SignatureWish): string {
  const { range, signer } = wish;
  const form = { ...usualForm, ...wish.form };
  const content = wish.content ?? lines.replace(/\r?\n/g, "\r\n");
  const digest = createHash("sha256").update(content).digest();
  const usual = [attribute(contentTypeId, oid(geofeedId)), attribute(digestId, octets(digest))];
  const attributes = [...form.attributes(usual)].sort(Buffer.compare);
  const signature = sign("sha256", tlv(0x31, ...attributes), signer.key.privateKey);
  const signerInfo = seq(
    integer(form.signerVersion),
    tlv(0x80, keyId(signer.key)),
    form.signerDigest,
    tlv(0xa0, ...attributes),
    seq(oid(form.algorithm), tlv(0x05)),
    octets(signature),
    ...form.unsigned,
  );
  const signedData = seq(
    integer(form.version),
    tlv(0x31, ...form.digests),
    seq(oid(form.innerType), ...form.innerContent),
    tlv(0xa0, ...(wish.certificates ?? [signer.der])),
    ...form.revoked,
    tlv(0x31, ...Array<Buffer>(form.signers).fill(signerInfo)),
  );
  const cms = seq(oid(form.outerType), tlv(0xa0, signedData));
  const wrapped = cms.toString("base64").match(/.{1,72}/g) ?? [];
  const block = [
    `# RPKI Signature: ${range}`,
    ...wrapped.map((line) => `# ${line}`),
    `# End Signature: ${range}`,
  ];
  const ending = lines.includes("\r\n") ? "\r\n" : "\n";
  return `${lines}${block.map((line) => line + ending).join("")}`;
}

/** The content of a file of `certificates`. */
export function pemOf(...certificates: readonly Certified[]): string {
  return certificates
    .map(
      ({ der }) =>
        `-----BEGIN CERTIFICATE-----\n${der.toString("base64")}\n-----END CERTIFICATE-----\n`,
    )
    .join("");
}

/** A signed attribute with these values. */
export function attribute(id: string, ...values: readonly Buffer[]): Buffer {
  return seq(oid(id), tlv(0x31, ...values));
}

export function extension(id: string, value: Buffer, isCritical = false): Buffer {
  return seq(oid(id), ...(isCritical ? [tlv(0x01, Buffer.from([0xff]))] : []), octets(value));
}

export function seq(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, ...parts);
}

export function octets(value: Buffer): Buffer {
  return tlv(0x04, value);
}

export function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const size = value.length;
  if (size < 0x80) return Buffer.concat([Buffer.from([tag, size]), value]);
  const hex = size.toString(16);
  const length = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, value]);
}

export function oid(text: string): Buffer {
  const [one = 0, two = 0, ...rest] = text.split(".").map(Number);
  const bytes = [one * 40 + two, ...rest].flatMap((number) => {
    const digits = [number & 0x7f];
    for (let left = number >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return tlv(0x06, Buffer.from(bytes));
}

/** Below 128, which is enough here. */
function integer(value: number): Buffer {
  return tlv(0x02, Buffer.from([value]));
}

function bits(value: Buffer | readonly number[], unused = 0): Buffer {
  return tlv(0x03, Buffer.from([unused]), Buffer.from(value));
}

function time(at: number): Buffer {
  const text = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, "");
  return tlv(0x17, Buffer.from(text.slice(2)));
}

function nameOf(text: string): Buffer {
  return seq(tlv(0x31, seq(oid("2.5.4.3"), tlv(0x13, Buffer.from(text)))));
}

function keyId({ publicKey }: KeyPair): Buffer {
  return createHash("sha1")
    .update(publicKey.export({ type: "pkcs1", format: "der" }))
    .digest();
}

function choiceOf(named: Named): Buffer {
  return named === "inherit" ? tlv(0x05) : seq(...named.map(addressesOf));
}

function addressesOf(text: string): Buffer {
  const [first = "", last] = text.split("-");
  if (last !== undefined) {
    return seq(
      bitsOf(bytesOf(first), trailing(bytesOf(first), 0)),
      bitsOf(bytesOf(last), trailing(bytesOf(last), 1)),
    );
  }
  const [address = "", length = ""] = text.split("/");
  const bytes = bytesOf(address);
  return bitsOf(bytes, bytes.length * 8 - Number(length));
}

/** Without so many bits at the end. */
function bitsOf(bytes: Buffer, without: number): Buffer {
  const kept = bytes.length * 8 - without;
  const cut = Buffer.from(bytes.subarray(0, Math.ceil(kept / 8)));
  const unused = cut.length * 8 - kept;
  const end = cut.length - 1;
  if (end >= 0) cut[end] = (cut[end] as number) & (0xff << unused);
  return bits(cut, unused);
}

function trailing(bytes: Buffer, bit: 0 | 1): number {
  const text = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return text.length - text.replace(bit === 0 ? /0+$/ : /1+$/, "").length;
}

/** An address, IPv6 with at most one `::`. */
function bytesOf(address: string): Buffer {
  if (address.includes(".")) return Buffer.from(address.split(".").map(Number));
  const [head = "", tail = ""] = address.split("::");
  const [before, after] = [head, tail].map((half) => (half === "" ? [] : half.split(":")));
  const middle = Array<string>(8 - (before?.length ?? 0) - (after?.length ?? 0)).fill("0");
  const groups = [...(before ?? []), ...middle, ...(after ?? [])];
  return Buffer.from(groups.map((group) => group.padStart(4, "0")).join(""), "hex");
}
