import fc from "fast-check";
import { expect, test } from "vitest";
import {
  canonicalText,
  checkedBlock,
  extra,
  localBlock,
  proxyBlock,
  proxyLine,
  rawBlock,
} from "../../tests/proxy-headers.ts";
import { crc32c, type HeaderFault, readProxyHeader } from "./proxy-header.ts";

/** A million inputs with `npm run soak`. */
const numRuns = process.env["GRATICULE_SOAK"] === "1" ? 1_000_000 : 4_000;

const request = Buffer.from("GET / HTTP/1.1\r\n");
const refused = (fault: HeaderFault) => ({ kind: "fault", fault });

const address = fc.oneof(fc.ipV4(), fc.ipV6());
const extras = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: 255 }).filter((kind) => kind !== 3),
      fc.uint8Array({ maxLength: 200 }),
    )
    .map(([kind, value]) => extra(kind, value)),
  { maxLength: 4 },
);
const header = fc.oneof(
  address.map((source) => ({ source, bytes: proxyLine(source) })),
  fc
    .tuple(address, extras)
    .map(([source, more]) => ({ source, bytes: proxyBlock(source, ...more) })),
  fc.tuple(address, extras).map(([source, more]) => ({
    source,
    bytes: checkedBlock(source, ...more),
  })),
);

test("a header tells its source, however its bytes come in, and takes none of the client's (attack 60)", () => {
  fc.assert(
    fc.property(header, fc.uint8Array({ maxLength: 5 }), ({ source, bytes }, after) => {
      for (let came = 0; came < bytes.length; came += 1) {
        expect(readProxyHeader(bytes.subarray(0, came))).toEqual({ kind: "more" });
      }
      const read = readProxyHeader(Buffer.concat([bytes, after]));
      expect(read).toEqual({ kind: "header", source: canonicalText(source), length: bytes.length });
    }),
  );
});

test("a mapped source is its IPv4 address", () => {
  for (const mapped of ["::ffff:203.0.113.7", "::FFFF:cb00:7107", "0:0:0:0:0:ffff:cb00:7107"]) {
    expect(readProxyHeader(proxyLine(mapped))).toMatchObject({ source: "203.0.113.7" });
    expect(readProxyHeader(proxyBlock(mapped))).toMatchObject({ source: "203.0.113.7" });
  }
});

test("a balancer's own connection has no source, whatever stands in its header", () => {
  const [bare, full] = [localBlock, rawBlock(0x20, 0x11, Buffer.alloc(100, 7))];
  for (const bytes of [bare, full]) {
    const read = readProxyHeader(Buffer.concat([bytes, request]));
    expect(read).toEqual({ kind: "header", source: undefined, length: bytes.length });
  }
});

test.each([
  "PROXY TCP4 203.0.113.7 192.0.2.1 4711\r\n",
  "PROXY TCP4 203.0.113.7 192.0.2.1 4711 443 \r\n",
  "PROXY TCP4 203.0.113.7  192.0.2.1 4711 443\r\n",
  "PROXY TCP4 203.0.113.07 192.0.2.1 4711 443\r\n",
  "PROXY TCP4 203.0.113 192.0.2.1 4711 443\r\n",
  "PROXY TCP4 203.0.113.7 here 4711 443\r\n",
  "PROXY TCP4 2001:db8::7 2001:db8::1 4711 443\r\n",
  "PROXY TCP6 203.0.113.7 192.0.2.1 4711 443\r\n",
  "PROXY TCP6 2001:db8::7 192.0.2.1 4711 443\r\n",
  "PROXY TCP6 fe80::7%eth0 2001:db8::1 4711 443\r\n",
  "PROXY TCP4 203.0.113.7 192.0.2.1 65536 443\r\n",
  "PROXY TCP4 203.0.113.7 192.0.2.1 04711 443\r\n",
  "PROXY TCP4 203.0.113.7 192.0.2.1 -1 443\r\n",
  "PROXY TCP4 203.0.113.7 192.0.2.1 4711 443\nGET / HTTP/1.1\r\n",
  "PROXY TCP4 203.0.113.7 192.0.2.1 4711 443\n\r\n",
  "PROXY UDP4 203.0.113.7 192.0.2.1 4711 443\r\n",
  "PROXY UNKNOWNS\r\n",
  "PROXY \r\n",
  `PROXY TCP4 ${"1".repeat(107)}`,
  `PROXY UNKNOWN ${"f".repeat(92)}\r\n`,
])("a line that isn't exactly one is refused: %j (attack 60)", (line) => {
  expect(readProxyHeader(Buffer.from(line))).toEqual(refused("malformed"));
});

test("the longest line that may be is read to its end", () => {
  const line = Buffer.from(`PROXY UNKNOWN ${"f".repeat(91)}\r\n`);
  expect(line.length).toBe(107);
  expect(readProxyHeader(line)).toEqual(refused("no-address"));
  expect(readProxyHeader(line.subarray(0, 106))).toEqual({ kind: "more" });
});

const addresses = Buffer.alloc(12, 1);
test.each([
  ["another version", rawBlock(0x11, 0x11, addresses)],
  ["an unassigned command", rawBlock(0x22, 0x11, addresses)],
  ["addresses cut off", rawBlock(0x21, 0x11, addresses.subarray(1))],
  ["IPv6 with IPv4's length", rawBlock(0x21, 0x21, addresses)],
  ["a value beyond the end", proxyBlock("203.0.113.7", Buffer.from([4, 0, 2, 0]))],
  ["half a value's head", proxyBlock("203.0.113.7", Buffer.from([4, 0]))],
  ["a wrong checksum", proxyBlock("203.0.113.7", extra(3, Buffer.alloc(4)))],
  ["a short checksum", proxyBlock("203.0.113.7", extra(3, Buffer.alloc(3)))],
  ["more than 4 kB", proxyBlock("203.0.113.7", extra(4, Buffer.alloc(4_096)))],
])("a block with %s is refused (attack 60)", (_, block) => {
  expect(readProxyHeader(block)).toEqual(refused("malformed"));
});

test("what is too long is refused before it has come (attack 60)", () => {
  const head = proxyBlock("203.0.113.7", extra(4, Buffer.alloc(4_096))).subarray(0, 16);
  expect(readProxyHeader(head)).toEqual(refused("malformed"));
});

test.each([
  ["UNKNOWN", Buffer.from("PROXY UNKNOWN\r\n")],
  ["UNKNOWN with addresses", Buffer.from("PROXY UNKNOWN 203.0.113.7 192.0.2.1 4711 443\r\n")],
  ["no family", rawBlock(0x21, 0x00, Buffer.alloc(0))],
  ["no family, and addresses", rawBlock(0x21, 0x00, addresses)],
  ["UDP", rawBlock(0x21, 0x12, addresses)],
  ["a Unix socket", rawBlock(0x21, 0x31, Buffer.alloc(216))],
])("%s tells no address, and is refused (attack 60)", (_, block) => {
  expect(readProxyHeader(block)).toEqual(refused("no-address"));
});

test("two headers are refused, and what is none (attack 60)", () => {
  for (const first of [proxyLine("203.0.113.7"), proxyBlock("203.0.113.7"), localBlock]) {
    for (const second of [proxyLine("198.51.100.7"), proxyBlock("198.51.100.7"), localBlock]) {
      const read = readProxyHeader(Buffer.concat([first, second, request]));
      expect(read).toEqual(refused("doubled"));
    }
  }
  expect(readProxyHeader(request)).toEqual(refused("missing"));
  expect(readProxyHeader(Buffer.from("PROPFIND"))).toEqual(refused("missing"));
  expect(readProxyHeader(Buffer.from("\r\n\r\nGET"))).toEqual(refused("missing"));
});

test("the checksum is that of RFC 4960", () => {
  expect(crc32c(Buffer.from("123456789"))).toBe(0xe306_9283);
});

test("one wrong byte in a header with a checksum never makes another address (attack 60)", () => {
  const wrong = fc.tuple(address, extras, fc.nat(), fc.integer({ min: 1, max: 255 }));
  fc.assert(
    fc.property(wrong, ([source, more, place, change]) => {
      const bytes = checkedBlock(source, ...more);
      const at = place % bytes.length;
      // Another family's addresses would be longer, and the checksum could be taken for a part.
      fc.pre(at !== 13);
      bytes[at] = (bytes[at] ?? 0) ^ change;
      const read = readProxyHeader(bytes);
      if (read.kind !== "header" || read.source === undefined) return;
      expect(read.source).toBe(canonicalText(source));
    }),
    { numRuns },
  );
});

test("an address read from any bytes stands in them, and more bytes never change it (attack 60)", () => {
  const piece = fc.oneof(
    header.map(({ bytes }) => bytes),
    fc.constantFrom(localBlock, request, Buffer.from("\r\n"), Buffer.from("PROXY TCP4 ")),
    fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
    fc.string({ unit: fc.constantFrom(..."0123456789.:aF \r\n"), maxLength: 40 }).map(Buffer.from),
  );
  const mutations = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 3 });
  const input = fc.tuple(fc.array(piece, { maxLength: 4 }), mutations, fc.nat());
  fc.assert(
    fc.property(input, ([pieces, changes, cut]) => {
      const bytes = Buffer.concat(pieces);
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
      const read = readProxyHeader(bytes);
      const early = readProxyHeader(bytes.subarray(0, cut % (bytes.length + 1)));
      if (early.kind !== "more" && !(read.kind === "fault" && read.fault === "doubled")) {
        expect(early).toEqual(read);
      }
      if (read.kind === "header")
        expect(read.source).toBe(sourceIn(bytes.subarray(0, read.length)));
    }),
    { numRuns },
  );
});

/** Reads a header that is known to be one, by its form alone. */
function sourceIn(bytes: Buffer): string | undefined {
  if (bytes[0] === 0x50) return canonicalText(bytes.toString("latin1").split(" ")[2] ?? "");
  if (bytes[12] === 0x20) return undefined;
  const source = bytes.subarray(16, bytes[13] === 0x11 ? 20 : 32);
  const hex = source.toString("hex").match(/..../g) ?? [];
  return source.length === 4 ? source.join(".") : canonicalText(hex.join(":"));
}
