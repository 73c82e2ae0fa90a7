import { isIPv4, isIPv6 } from "node:net";
import { canonical } from "./client-address.ts";

/** `no-address`: the balancer says that it doesn't know whose connection this is. */
export type HeaderFault = "missing" | "malformed" | "no-address" | "doubled" | "unfinished";

/**
 * What the first bytes of a connection say. `source`: canonical text; undefined: the connection is
 * the balancer's own. `length`: of the header; what follows it is the client's.
 */
export type HeaderRead =
  | { readonly kind: "header"; readonly source: string | undefined; readonly length: number }
  | { readonly kind: "fault"; readonly fault: HeaderFault }
  | { readonly kind: "more" };

const more = { kind: "more" } as const;
const fault = (name: HeaderFault) => ({ kind: "fault", fault: name }) as const;

const word = Buffer.from("PROXY ");
const signature = Buffer.from("\r\n\r\n\0\r\nQUIT\n");

/** With its line's end; the specification's bound. */
const longestLine = 107;
/** Of the binary form. Balancers add a few values of some hundred bytes at most. */
const longestBlock = 4_096;

/**
 * Reads the header of the PROXY protocol, version 1 (a line) or 2 (binary), from all that came so
 * far. See doc/proxy-protocol.txt of HAProxy. A second header that comes later than the first is
 * left to the client's protocol, in which it makes no sense.
 */
export function readProxyHeader(bytes: Buffer): HeaderRead {
  const read = readFirst(bytes);
  if (read.kind !== "header") return read;
  const rest = bytes.subarray(read.length);
  const isDoubled = [word, signature].some((mark) => rest.subarray(0, mark.length).equals(mark));
  return isDoubled ? fault("doubled") : read;
}

function readFirst(bytes: Buffer): HeaderRead {
  if (couldBegin(bytes, signature)) return bytes.length < 16 ? more : readBlock(bytes);
  if (couldBegin(bytes, word)) return readLine(bytes);
  return fault("missing");
}

function couldBegin(bytes: Buffer, mark: Buffer): boolean {
  const common = Math.min(bytes.length, mark.length);
  return bytes.subarray(0, common).equals(mark.subarray(0, common));
}

const port = "(0|[1-9][0-9]{0,4})";
const lineForm = new RegExp(`^PROXY (TCP4|TCP6) ([^ ]+) ([^ ]+) ${port} ${port}$`);

function readLine(bytes: Buffer): HeaderRead {
  const end = bytes.subarray(0, longestLine).indexOf("\r\n");
  if (end < 0) return bytes.length < longestLine ? more : fault("malformed");
  const line = bytes.toString("latin1", 0, end);
  if (/^PROXY UNKNOWN( |$)/.test(line)) return fault("no-address");
  const [, family, source = "", target = "", ...ports] = lineForm.exec(line) ?? [];
  const fits = family === "TCP4" ? isIPv4 : isPlainIPv6;
  const isValid =
    family !== undefined &&
    [source, target].every(fits) &&
    ports.every((one) => Number(one) <= 65_535);
  if (!isValid) return fault("malformed");
  return { kind: "header", source: canonical(source), length: end + 2 };
}

const isPlainIPv6 = (text: string): boolean => isIPv6(text) && !text.includes("%");

const version2 = { local: 0x20, proxy: 0x21 } as const;
/** Bytes of an address, by family and transport: TCP over IPv4 and over IPv6. */
const addressSizes: ReadonlyMap<unknown, number> = new Map([
  [0x11, 4],
  [0x21, 16],
]);

function readBlock(bytes: Buffer): HeaderRead {
  const [command, family] = bytes.subarray(12);
  const length = 16 + bytes.readUInt16BE(14);
  if (command !== version2.local && command !== version2.proxy) return fault("malformed");
  if (length > longestBlock) return fault("malformed");
  if (bytes.length < length) return more;
  if (command === version2.local) return { kind: "header", source: undefined, length };
  const size = addressSizes.get(family);
  if (size === undefined) return fault("no-address");
  // Both addresses and both ports.
  const extras = 16 + 2 * (size + 2);
  if (extras > length || !extrasHold(bytes.subarray(0, length), extras)) return fault("malformed");
  return { kind: "header", source: addressText(bytes.subarray(16, 16 + size)), length };
}

function addressText(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join(".");
  const groups = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(2 * at).toString(16));
  return canonical(groups.join(":"));
}

const checksumKind = 3;

/** Whether the values behind the addresses fill the header, and its checksum is right if it has one. */
function extrasHold(header: Buffer, from: number): boolean {
  for (let at = from; at < header.length; ) {
    if (at + 3 > header.length) return false;
    const value = at + 3;
    const end = value + header.readUInt16BE(at + 1);
    if (end > header.length) return false;
    if (header[at] === checksumKind && !(end === value + 4 && isChecked(header, value)))
      return false;
    at = end;
  }
  return true;
}

/** The checksum is counted with zeros in its own place. */
function isChecked(header: Buffer, at: number): boolean {
  const blank = Buffer.from(header).fill(0, at, at + 4);
  return crc32c(blank) === header.readUInt32BE(at);
}

/** RFC 4960, appendix B; not the CRC of `node:zlib`. */
export function crc32c(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f6_3b78 : 0);
  }
  return ~crc >>> 0;
}
