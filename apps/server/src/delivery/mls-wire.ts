import {
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import type { VoucherTold } from "@graticule/api/keys";
import type { CommitHead, Proposer } from "@graticule/delivery/ports";
import { must, TlsReader, Unreadable, u8, u16, u32, u64, vector } from "./tls-bytes.ts";
import {
  basicCredential,
  hasCapabilities,
  mls10,
  passUpdatePath,
  passVectors,
  suite,
} from "./update-path.ts";
import { readWelcomed } from "./welcomed.ts";

/**
 * The few messages of MLS (RFC 9420) that the delivery service makes or reads: proposals of an
 * external sender (section 12.1.8), the heads of commits in public messages (section 6.2), and key
 * packages (section 10). It holds no secret of any group; its only key signs proposals.
 */

const wire = { publicMessage: 1, keyPackage: 5 } as const;
const content = { proposal: 2, commit: 3 } as const;
const sender = { member: 1, external: 2 } as const;
const proposal = { add: 1, remove: 3 } as const;
const fromKeyPackage = 1;
const byReference = 2;

/** Not before 0, not after 2^64 - 1: committers check lifetimes, and no clock is to decide. */
const forEver = Buffer.from("0000000000000000ffffffffffffffff", "hex");
/** Keeps a byte order mark as text, as it is in the bytes that are signed. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Only tests which public keys can be sealed to. */
const { privateKey: probe } = generateKeyPairSync("x25519");

/** Its key lives as long as the process. */
export function createProposer(): Proposer {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  return {
    sender: x,
    propose({ group, epoch }, what) {
      const added = what.kind === "add" ? keyPackageOf(bytesOf(what.keyPackage)) : undefined;
      const body =
        what.kind === "remove" ? [u16(proposal.remove), u32(what.leaf)] : [u16(proposal.add)];
      const framed = Buffer.concat([
        ...[vector(Buffer.from(group)), u64(epoch)],
        // The group's only external sender; no authenticated data.
        ...[u8(sender.external), u32(0), vector(Buffer.alloc(0))],
        ...[u8(content.proposal), ...body, ...(added === undefined ? [] : [added])],
      ]);
      const signed = labelled(
        "FramedContentTBS",
        Buffer.concat([u16(mls10), u16(wire.publicMessage), framed]),
      );
      const auth = vector(sign(null, signed, privateKey));
      const authenticated = Buffer.concat([u16(wire.publicMessage), framed, auth]);
      return {
        message: textOf(Buffer.concat([u16(mls10), authenticated])),
        ref: refOf("Proposal", authenticated),
        welcomeRef: added && refOf("KeyPackage", added),
      };
    },
  };
}

/**
 * The head of a member's commit in a public message that holds proposals by reference alone.
 * Undefined: it is none, or is incomplete or not canonically encoded, or its welcome is none.
 */
export function readCommit(text: string, welcome?: string): CommitHead | undefined {
  return readable(() => {
    const bytes = new TlsReader(bytesOf(text));
    if (bytes.u16() !== mls10 || bytes.u16() !== wire.publicMessage) return undefined;
    const group = utf8.decode(bytes.vector());
    const epoch = bytes.u64();
    if (bytes.u8() !== sender.member) return undefined;
    const leaf = bytes.u32();
    bytes.vector();
    if (bytes.u8() !== content.commit) return undefined;
    const refs = readRefs(bytes.inner());
    const path = bytes.u8();
    must(path <= 1);
    if (path === 1) passUpdatePath(bytes);
    // The signature, the tags of confirmation and of membership.
    passVectors(3)(bytes);
    must(bytes.isAtEnd);
    const welcomed = welcome === undefined ? [] : readWelcomed(new TlsReader(bytesOf(welcome)));
    return { group, epoch, leaf, refs, hasPath: path === 1, welcomed: welcomed.map(textOf) };
  });
}

/** Proposals by value are refused. */
function readRefs(bytes: TlsReader): readonly string[] {
  const refs: string[] = [];
  while (!bytes.isAtEnd) {
    must(bytes.u8() === byReference);
    refs.push(textOf(bytes.vector()));
  }
  return refs;
}

export interface KeyPackageHead {
  readonly identity: string;
  readonly name: string;
  /** base64url. */
  readonly signatureKey: string;
  /** That they have the meeting's link, base64url: see link-proof.ts. */
  readonly proof: string;
  /** In a vouched meeting: see voucher-proof.ts. */
  readonly voucher: VoucherTold | undefined;
}

/**
 * Undefined: it is not as our pages make it, its signatures don't hold, or nothing can be sealed to
 * its keys; adding one like that would make every member's next commit fail.
 */
export function readKeyPackage(text: string): KeyPackageHead | undefined {
  return readable(() => {
    const bytes = new TlsReader(keyPackageOf(bytesOf(text)));
    must(bytes.u16() === mls10 && bytes.u16() === suite);
    const initKey = bytes.vector();
    const leaf = readLeaf(bytes);
    // No extensions.
    must(bytes.vector().length === 0);
    const tbs = bytes.since(0);
    must(leaf.isSigned("KeyPackageTBS", tbs, bytes.vector()) && bytes.isAtEnd);
    must(takesSecrets(initKey) && takesSecrets(leaf.encryptionKey));
    must(!initKey.equals(leaf.encryptionKey));
    return leaf.head;
  });
}

function readLeaf(bytes: TlsReader) {
  const begin = bytes.position;
  const encryptionKey = bytes.vector();
  const signatureKey = bytes.vector();
  // Keys of small order are refused here: browsers disagree about signatures under them.
  const key = publicKeyOf("Ed25519", signatureKey);
  must(bytes.u16() === basicCredential);
  const head = { ...readCredential(bytes.vector()), signatureKey: textOf(signatureKey) };
  must(hasCapabilities(bytes) && bytes.u8() === fromKeyPackage);
  must(bytes.take(16).equals(forEver));
  // No extensions.
  must(bytes.vector().length === 0);
  const tbs = bytes.since(begin);
  const isSigned = (label: string, what: Buffer, signature: Buffer): boolean =>
    verify(null, labelled(label, what), key, signature);
  must(isSigned("LeafNodeTBS", tbs, bytes.vector()));
  return { head, encryptionKey, isSigned };
}

/** Throws where the point is of small order (RFC 9180 section 7.1.4). */
function takesSecrets(raw: Buffer): boolean {
  return diffieHellman({ privateKey: probe, publicKey: publicKeyOf("X25519", raw) }).length > 0;
}

function publicKeyOf(curve: "Ed25519" | "X25519", raw: Buffer): KeyObject {
  return createPublicKey({ key: { kty: "OKP", crv: curve, x: textOf(raw) }, format: "jwk" });
}

/** In canonical form only, so that every member reads the same. */
function readCredential(bytes: Buffer): Omit<KeyPackageHead, "signatureKey"> {
  const text = utf8.decode(bytes);
  const told: unknown = JSON.parse(text);
  const [identity, name, proof, voucher, ...rest] = Array.isArray(told) ? told : [];
  must(typeof identity === "string" && typeof name === "string");
  must(typeof proof === "string" && rest.length === 0);
  must(JSON.stringify(told) === text && bytesOf(proof).length > 0);
  return { identity, name, proof, voucher: voucher === undefined ? voucher : readVoucher(voucher) };
}

/** `[signature, signer]`, or with the delegation's identity, signature and host key. */
function readVoucher(told: unknown): VoucherTold {
  const parts: readonly unknown[] = Array.isArray(told) ? told : [];
  const [signature = "", signer = "", identity, given, host] = parts.map((part) => {
    must(typeof part === "string");
    return part;
  });
  for (const bytes of [signature, signer, given, host]) must(bytesOf(bytes ?? "").length >= 0);
  if (parts.length === 2) return { signature, signer };
  must(parts.length === 5 && identity !== undefined && given !== undefined && host !== undefined);
  return { signature, signer, delegation: { identity, signature: given, host } };
}

/** The key package without the head of its message. */
function keyPackageOf(message: Buffer): Buffer {
  const bytes = new TlsReader(message);
  must(bytes.u16() === mls10 && bytes.u16() === wire.keyPackage);
  return message.subarray(bytes.position);
}

/** Section 5.1.2. */
function labelled(label: string, what: Buffer): Buffer {
  return Buffer.concat([vector(Buffer.from(`MLS 1.0 ${label}`)), vector(what)]);
}

/** Section 5.2. */
function refOf(what: "Proposal" | "KeyPackage", bytes: Buffer): string {
  const input = [vector(Buffer.from(`MLS 1.0 ${what} Reference`)), vector(bytes)];
  return textOf(createHash("sha256").update(Buffer.concat(input)).digest());
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}

/** Canonical base64url only, since others may read another form differently. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, "base64url");
  if (textOf(bytes) !== text) throw new Unreadable("no base64url");
  return bytes;
}

function readable<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return undefined;
    // Of node:crypto, for an invalid public key.
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}
