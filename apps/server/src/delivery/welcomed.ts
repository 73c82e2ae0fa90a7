import { must, type TlsReader } from "./tls-bytes.ts";
import { mls10, passVectors, suite } from "./update-path.ts";

const welcomeWire = 3;

/**
 * References of the key packages to which a welcome is sealed (RFC 9420 section 12.4.3.1), in its
 * order. @throws Unreadable
 */
export function readWelcomed(bytes: TlsReader): readonly Buffer[] {
  must(bytes.u16() === mls10 && bytes.u16() === welcomeWire && bytes.u16() === suite);
  const refs: Buffer[] = [];
  const secrets = bytes.inner();
  while (!secrets.isAtEnd) {
    refs.push(secrets.vector());
    passVectors(2)(secrets);
  }
  // The sealed group info.
  passVectors(1)(bytes);
  must(refs.length > 0 && bytes.isAtEnd);
  return refs;
}
