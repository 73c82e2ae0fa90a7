import { type KeyObject, X509Certificate } from "node:crypto";
import { AsnParser } from "@peculiar/asn1-schema";
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_certificatePolicies,
  id_ce_keyUsage,
  id_ce_subjectKeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  SubjectKeyIdentifier,
} from "@peculiar/asn1-x509";
import { RejectedSource } from "../rejected-source.ts";
import { berOptions, type IpResources, ipResourcesId, readIpResources } from "./ip-resources.ts";

/** A certificate of the RPKI (RFC 6487). Who issued it isn't checked here. */
export interface ResourceCertificate {
  readonly x509: X509Certificate;
  readonly subjectKey: string;
  readonly issuerKey: string | undefined;
  readonly validFrom: number;
  readonly validTo: number;
  /** Whether it issues others; one that doesn't signs a file. */
  readonly isAuthority: boolean;
  readonly resources: IpResources;
}

/** Autonomous system numbers, RFC 3779 §3. */
const asResourcesId = "1.3.6.1.5.5.7.1.8";
/** Those whose meaning is minded here; a certificate with another critical one must not count. */
const minded = new Set<string>([
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_certificatePolicies,
  ipResourcesId,
  asResourcesId,
]);
const sha256WithRsa = "1.2.840.113549.1.1.11";

/** Throws {@link RejectedSource} if it isn't one. */
export function readResourceCertificate(der: Uint8Array): ResourceCertificate {
  try {
    return read(der);
  } catch (error) {
    if (error instanceof RejectedSource) throw error;
    throw notOfRpki();
  }
}

function read(der: Uint8Array): ResourceCertificate {
  const x509 = new X509Certificate(der);
  const { tbsCertificate, signatureAlgorithm } = AsnParser.parse(der, Certificate, { berOptions });
  const { validity, extensions = [] } = tbsCertificate;
  const known = new Map(extensions.map((one) => [one.extnID, one]));
  const extension = <T>(id: string, type: new () => T): T | undefined => {
    const value = known.get(id)?.extnValue.buffer;
    return value && AsnParser.parse(value, type);
  };
  const isAuthority = extension(id_ce_basicConstraints, BasicConstraints)?.cA === true;
  const usage = extension(id_ce_keyUsage, KeyUsage)?.toNumber() ?? 0;
  const needed = isAuthority ? KeyUsageFlags.keyCertSign : KeyUsageFlags.digitalSignature;
  const subjectKey = extension(id_ce_subjectKeyIdentifier, SubjectKeyIdentifier);
  const issuerKey = extension(id_ce_authorityKeyIdentifier, AuthorityKeyIdentifier)?.keyIdentifier;
  const named = known.get(ipResourcesId);
  const isSound =
    known.size === extensions.length &&
    extensions.every(({ extnID, critical }) => !critical || minded.has(extnID)) &&
    signatureAlgorithm.algorithm === sha256WithRsa &&
    isStrong(x509.publicKey) &&
    (usage & needed) !== 0 &&
    (isAuthority || !known.has(asResourcesId));
  if (!isSound || named?.critical !== true || subjectKey === undefined) throw notOfRpki();
  return {
    x509,
    subjectKey: hexOf(subjectKey),
    issuerKey: issuerKey && hexOf(issuerKey),
    validFrom: validity.notBefore.getTime().getTime(),
    validTo: validity.notAfter.getTime().getTime(),
    isAuthority,
    resources: readIpResources(named.extnValue.buffer),
  };
}

/** RFC 7935: RSA with 2048 bits, the one kind of key in the RPKI. */
function isStrong({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  return asymmetricKeyType === "rsa" && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2_048;
}

function hexOf({ buffer }: { readonly buffer: ArrayBuffer }): string {
  return Buffer.from(buffer).toString("hex");
}

function notOfRpki(): RejectedSource {
  return new RejectedSource("one of its certificates isn't a certificate of the RPKI");
}
