import { createHash, verify } from "node:crypto";
import {
  Attribute,
  CMSVersion,
  ContentInfo,
  id_contentType,
  id_messageDigest,
  id_signedData,
  id_signingTime,
  SignedData,
  type SignerInfo,
} from "@peculiar/asn1-cms";
import { AsnArray, AsnParser, AsnSerializer, AsnType, AsnTypeTypes } from "@peculiar/asn1-schema";
import { RejectedSource } from "../rejected-source.ts";
import { berOptions } from "./ip-resources.ts";
import { type ResourceCertificate, readResourceCertificate } from "./resource-certificate.ts";

const geofeedId = "1.2.840.113549.1.9.16.1.47";
const geofeedIdDer = Buffer.from("060b2a864886f70d010910012f", "hex");
const sha256Id = "2.16.840.1.101.3.4.2.1";
const sha256DerStart = Buffer.from("0420", "hex");
/** Both mean RSA with the digest that is named elsewhere: RFC 7935 §2. */
const rsaIds = ["1.2.840.113549.1.1.1", "1.2.840.113549.1.1.11"];
const binarySigningTimeId = "1.2.840.113549.1.9.16.2.46";
const needed = [id_contentType, id_messageDigest];
const allowed = [...needed, id_signingTime, binarySigningTimeId];

class SignedAttributes extends AsnArray<Attribute> {}
AsnType({ type: AsnTypeTypes.Set, itemType: Attribute })(SignedAttributes);

/**
 * Whose certificate a detached signature has: CMS signed data as RFC 6488 and RFC 9632 §5 want it.
 * Throws {@link RejectedSource} unless it signs this content, with the key of that certificate. The
 * certificate itself isn't judged.
 */
export function signerOf(der: Buffer, content: string): ResourceCertificate {
  const { signer, certificate } = open(der);
  const attributes = new Map(signer.signedAttrs?.map((one) => [one.attrType, one.attrValues]));
  const digest = createHash("sha256").update(content).digest();
  const named = Buffer.from(attributes.get(id_messageDigest)?.[0] ?? new ArrayBuffer());
  if (!named.equals(Buffer.concat([sha256DerStart, digest]))) {
    throw new RejectedSource("it was changed after it was signed");
  }
  const signed = AsnSerializer.serialize(new SignedAttributes(signer.signedAttrs));
  const { publicKey } = certificate.x509;
  if (!verify("sha256", Buffer.from(signed), publicKey, Buffer.from(signer.signature.buffer))) {
    throw new RejectedSource("its signature isn't by the key of its certificate");
  }
  return certificate;
}

interface Opened {
  readonly signer: SignerInfo;
  readonly certificate: ResourceCertificate;
}

function open(der: Buffer): Opened {
  try {
    const opened = opening(der);
    if (opened !== undefined) return opened;
  } catch (error) {
    if (error instanceof RejectedSource) throw error;
  }
  throw new RejectedSource("its signature is damaged, or of an unknown form");
}

/** Undefined: something is other than it must be. */
function opening(der: Buffer): Opened | undefined {
  const { contentType, content } = AsnParser.parse(der, ContentInfo, { berOptions });
  const data = AsnParser.parse(content, SignedData, { berOptions });
  const { encapContentInfo: inner, certificates, signerInfos, digestAlgorithms } = data;
  const [signer, embedded] = [signerInfos[0], certificates?.[0]?.certificate];
  if (signer === undefined || embedded === undefined) return undefined;
  const certificate = readResourceCertificate(new Uint8Array(AsnSerializer.serialize(embedded)));
  const named = signer.sid.subjectKeyIdentifier?.buffer;
  const isSound =
    contentType === id_signedData &&
    data.version === CMSVersion.v3 &&
    inner.eContentType === geofeedId &&
    inner.eContent === undefined &&
    certificates?.length === 1 &&
    data.crls === undefined &&
    [...digestAlgorithms, signer.digestAlgorithm].every((one) => one.algorithm === sha256Id) &&
    digestAlgorithms.length === 1 &&
    signerInfos.length === 1 &&
    signer.version === CMSVersion.v3 &&
    named !== undefined &&
    Buffer.from(named).toString("hex") === certificate.subjectKey &&
    rsaIds.includes(signer.signatureAlgorithm.algorithm) &&
    signer.unsignedAttrs === undefined &&
    areSound(signer.signedAttrs ?? []) &&
    !certificate.isAuthority;
  return isSound ? { signer, certificate } : undefined;
}

/** Each at most once and with one value; a geofeed's type among them. */
function areSound(attributes: readonly Attribute[]): boolean {
  const types = attributes.map(({ attrType }) => attrType);
  const type = attributes.find(({ attrType }) => attrType === id_contentType)?.attrValues[0];
  return (
    new Set(types).size === types.length &&
    types.every((one) => allowed.includes(one)) &&
    needed.every((one) => types.includes(one)) &&
    attributes.every(({ attrValues }) => attrValues.length === 1) &&
    type !== undefined &&
    geofeedIdDer.equals(Buffer.from(type))
  );
}
