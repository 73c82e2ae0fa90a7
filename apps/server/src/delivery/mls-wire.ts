import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import type { CommitHead, Proposer } from "./conversation.ts";
import { TlsReader, Unreadable, u8, u16, u32, u64, vector } from "./tls-bytes.ts";

/**
 * The few messages of MLS (RFC 9420) that the delivery service itself makes and reads: proposals of an external sender
 * (section 12.1.8), the head of a commit that travels in the open (section 6.2), and key packages (section 10). It
 * holds no secret of any group; the only key here is the one that proposes.
 */

const mls10 = 1;
/** MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519 (section 17.1): the one suite of all our groups. */
const suite = 1;
const wire = { publicMessage: 1, keyPackage: 5 } as const;
const content = { proposal: 2, commit: 3 } as const;
const sender = { member: 1, external: 2 } as const;
const proposal = { add: 1, remove: 3 } as const;
const basicCredential = 1;
const fromKeyPackage = 1;
const byReference = 2;

/** With a key of its own that lives as long as the process. */
export function createProposer(): Proposer {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  return {
    sender: x,
    propose({ group, epoch }, what) {
      const body =
        what.kind === "add"
          ? Buffer.concat([u16(proposal.add), keyPackageOf(bytesOf(what.keyPackage))])
          : Buffer.concat([u16(proposal.remove), u32(what.leaf)]);
      const framed = Buffer.concat([
        ...[vector(Buffer.from(group)), u64(epoch)],
        // The first and only one of the group's external senders; no authenticated data.
        ...[u8(sender.external), u32(0), vector(Buffer.alloc(0))],
        ...[u8(content.proposal), body],
      ]);
      const signed = labelled(
        "FramedContentTBS",
        Buffer.concat([u16(mls10), u16(wire.publicMessage), framed]),
      );
      const auth = vector(sign(null, signed, privateKey));
      const authenticated = Buffer.concat([u16(wire.publicMessage), framed, auth]);
      return {
        message: textOf(Buffer.concat([u16(mls10), authenticated])),
        ref: refOf(authenticated),
      };
    },
  };
}

/** Undefined: it is no commit of a member that travels in the open. */
export function readCommit(text: string): CommitHead | undefined {
  return readable(() => {
    const bytes = new TlsReader(bytesOf(text));
    if (bytes.u16() !== mls10 || bytes.u16() !== wire.publicMessage) return undefined;
    const group = bytes.vector().toString();
    const epoch = bytes.u64();
    if (bytes.u8() !== sender.member) return undefined;
    const leaf = bytes.u32();
    bytes.vector();
    if (bytes.u8() !== content.commit) return undefined;
    const refs = readRefs(new TlsReader(bytes.vector()));
    return { group, epoch, leaf, refs, hasPath: bytes.u8() === 1 };
  });
}

function readRefs(bytes: TlsReader): readonly string[] | undefined {
  const refs: string[] = [];
  while (!bytes.isAtEnd) {
    if (bytes.u8() !== byReference) return undefined;
    refs.push(textOf(bytes.vector()));
  }
  return refs;
}

/** Whom a key package names: the identity and the display name of its credential. */
export interface KeyPackageHead {
  readonly identity: string;
  readonly name: string;
}

/**
 * Undefined: it is not one of our suite, its signatures don't hold, or its credential is not one of ours. Whether the
 * credential was made with the link's secret only members can tell.
 */
export function readKeyPackage(text: string): KeyPackageHead | undefined {
  return readable(() => {
    const bytes = new TlsReader(keyPackageOf(bytesOf(text)));
    if (bytes.u16() !== mls10 || bytes.u16() !== suite) return undefined;
    bytes.vector();
    const leaf = readLeaf(bytes);
    bytes.vector();
    const tbs = bytes.since(0);
    const isSigned = leaf?.isSigned("KeyPackageTBS", tbs, bytes.vector());
    return isSigned === true && bytes.isAtEnd ? leaf?.head : undefined;
  });
}

function readLeaf(bytes: TlsReader) {
  const begin = bytes.position;
  bytes.vector();
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: textOf(bytes.vector()) },
    format: "jwk",
  });
  if (bytes.u16() !== basicCredential) return undefined;
  const head = readCredential(bytes.vector());
  // Its capabilities: versions, suites, extensions, proposals, credentials.
  for (let list = 0; list < 5; list += 1) bytes.vector();
  if (bytes.u8() !== fromKeyPackage) return undefined;
  // Not before, not after: nobody's clock decides here.
  bytes.u64();
  bytes.u64();
  bytes.vector();
  const tbs = bytes.since(begin);
  const isSigned = (label: string, what: Buffer, signature: Buffer): boolean =>
    verify(null, labelled(label, what), key, signature);
  return isSigned("LeafNodeTBS", tbs, bytes.vector()) ? { head, isSigned } : undefined;
}

function readCredential(bytes: Buffer): KeyPackageHead | undefined {
  const told: unknown = JSON.parse(bytes.toString());
  if (!Array.isArray(told)) return undefined;
  const [identity, name] = told;
  return typeof identity === "string" && typeof name === "string" ? { identity, name } : undefined;
}

/** The key package without the head of its message. */
function keyPackageOf(message: Buffer): Buffer {
  const bytes = new TlsReader(message);
  if (bytes.u16() !== mls10 || bytes.u16() !== wire.keyPackage)
    throw new Unreadable("no key package");
  return message.subarray(bytes.position);
}

/** Section 5.1.2. */
function labelled(label: string, what: Buffer): Buffer {
  return Buffer.concat([vector(Buffer.from(`MLS 1.0 ${label}`)), vector(what)]);
}

/** Section 5.2. */
function refOf(authenticated: Buffer): string {
  const input = [vector(Buffer.from("MLS 1.0 Proposal Reference")), vector(authenticated)];
  return textOf(createHash("sha256").update(Buffer.concat(input)).digest());
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, "base64url");
}

/** What can't be read is undefined. */
function readable<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return undefined;
    // A public key that is none.
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}
