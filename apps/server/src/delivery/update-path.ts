import { must, type TlsReader } from "./tls-bytes.ts";

export const mls10 = 1;
/** MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519 (section 17.1): the one suite of all our groups. */
export const suite = 1;
export const basicCredential = 1;
const fromCommit = 3;

/** Versions, suites, extensions, proposals, credentials: exactly those of our pages. */
export function hasCapabilities(bytes: TlsReader): boolean {
  const ours = [[mls10], [suite], [], [], [basicCredential]];
  return ours.every((list) => bytes.u16s().join() === list.join());
}

/**
 * Reads over the path of a commit (RFC 9420 section 7.6). Its content is for members; here it only
 * has to be complete and readable. @throws Unreadable
 */
export function passUpdatePath(bytes: TlsReader): void {
  passLeaf(bytes);
  each(bytes.inner(), (node) => {
    node.vector();
    each(node.inner(), passVectors(2));
  });
}

/** Members check its keys and signature. */
function passLeaf(bytes: TlsReader): void {
  passVectors(2)(bytes);
  must(bytes.u16() === basicCredential);
  bytes.vector();
  must(hasCapabilities(bytes) && bytes.u8() === fromCommit);
  // The parent hash; no extensions.
  bytes.vector();
  must(bytes.vector().length === 0);
  bytes.vector();
}

export function passVectors(count: number): (bytes: TlsReader) => void {
  return (bytes) => {
    for (let passed = 0; passed < count; passed += 1) bytes.vector();
  };
}

function each(list: TlsReader, pass: (bytes: TlsReader) => void): void {
  while (!list.isAtEnd) pass(list);
}
