import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { attributeType, buildStun, isSignedWith, parseStun, xorMappedAddress } from "./stun.ts";

const soak = process.env["GRATICULE_SOAK"] === "1";
const runs = soak ? 1_000_000 : 5_000;

/** RFC 5769 section 2: password and messages. */
const password = "VOkJxbRl1RmTxUk/WvJxBt";
const request = hex(`
  00 01 00 58 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae 80 22 00 10 53 54 55 4e 20 74 65 73 74 20 63 6c
  69 65 6e 74 00 24 00 04 6e 00 01 ff 80 29 00 08 93 2f f9 b1 51 26 3b 36 00 06 00 09 65 76 74 6a 3a 68 36 76
  59 20 20 20 00 08 00 14 9a ea a7 0c bf d8 cb 56 78 1e f2 b5 b2 d3 f2 49 c1 b5 71 a2 80 28 00 04 e5 7a 3b cf`);
const responseIpv4 = hex(`
  01 01 00 3c 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae 80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20
  00 20 00 08 00 01 a1 47 e1 12 a6 43 00 08 00 14 2b 91 f5 99 fd 9e 90 c3 8c 74 89 f9 2a f9 ba 53 f0 6b e7 d7
  80 28 00 04 c0 7d 4c 96`);
const responseIpv6 = hex(`
  01 01 00 48 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae 80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20
  00 20 00 14 00 02 a1 47 01 13 a9 fa a5 d3 f1 79 bc 25 f4 b5 be d2 b9 d9 00 08 00 14 a3 82 95 4e 4b e6 7b f1
  17 84 c9 7c 82 92 c2 75 bf e3 ed 41 80 28 00 04 c8 fb 0b 4c`);
/** With long-term credentials: neither their password nor a fingerprint. */
const longTerm = hex(`
  00 01 00 60 21 12 a4 42 78 ad 34 33 c6 ad 72 c0 29 da 41 2e 00 06 00 12 e3 83 9e e3 83 88 e3 83 aa e3 83 83
  e3 82 af e3 82 b9 00 00 00 15 00 1c 66 2f 2f 34 39 39 6b 39 35 34 64 36 4f 4c 33 34 6f 4c 39 46 53 54 76 79
  36 34 73 41 00 14 00 0b 65 78 61 6d 70 6c 65 2e 6f 72 67 00 00 08 00 14 f6 70 24 65 6d d6 4a 3e 02 b8 e0 71
  2e 85 c9 a2 8c a8 96 66`);
const transaction = request.toString("latin1", 8, 20);

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(/\s/g, ""), "hex");
}

function isSigned(datagram: Buffer, key = password): boolean {
  const message = parseStun(datagram);
  return message !== undefined && isSignedWith(key, datagram, message);
}

test("the messages of RFC 5769 are read as it says", () => {
  expect(parseStun(request)).toMatchObject({ kind: "request", username: "evtj:h6vY", transaction });
  expect(parseStun(responseIpv4)).toMatchObject({ kind: "response", transaction });
  expect(parseStun(responseIpv6)).toMatchObject({ kind: "response", transaction });
  for (const datagram of [request, responseIpv4, responseIpv6]) {
    expect(isSigned(datagram)).toBe(true);
    expect(isSigned(datagram, `${password}x`)).toBe(false);
  }
  expect(parseStun(longTerm)).toBeUndefined();
});

test("an unknown mandatory attribute, or anything after the signature, makes a message unreadable", () => {
  const build = (type: number): Buffer =>
    buildStun({
      kind: "request",
      transaction,
      password,
      attributes: [{ type, value: Buffer.from("1234") }],
    });
  expect(parseStun(build(0x0003))).toBeUndefined();
  expect(parseStun(build(0x8003))).toBeDefined();
  const behind = (type: number, value: Buffer): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(value.length, 2);
    const before = build(0x8003);
    return framed(Buffer.concat([before.subarray(0, -8), head, value, Buffer.alloc(8)]));
  };
  expect(parseStun(behind(attributeType.username, Buffer.from("name")))).toBeUndefined();
  expect(parseStun(behind(0x001c, Buffer.alloc(32)))).toBeDefined();
  const short = build(0x8003);
  short.writeUInt16BE(16, 20 + 8 + 2);
  expect(parseStun(framed(short))).toBeUndefined();
});

test("a length that isn't the datagram's makes a message unreadable", () => {
  const datagram = Buffer.from(request);
  for (const by of [-4, 4, 8]) {
    datagram.writeUInt16BE(request.length - 20 + by, 2);
    expect(parseStun(fingerprinted(datagram))).toBeUndefined();
  }
});

test("addresses are mapped as in RFC 5769", () => {
  const ipv4 = xorMappedAddress({ address: "192.0.2.1", port: 32_853 }, transaction);
  const ipv6Address = "2001:db8:1234:5678:11:2233:4455:6677";
  const ipv6 = xorMappedAddress({ address: ipv6Address, port: 32_853 }, transaction);
  expect(ipv4.value).toEqual(responseIpv4.subarray(40, 48));
  expect(ipv6.value).toEqual(responseIpv6.subarray(40, 60));
});

test("a shortened IPv6 address is mapped like its long form", () => {
  const pairs = [
    ["::1", "0:0:0:0:0:0:0:1"],
    ["2001:db8::", "2001:db8:0:0:0:0:0:0"],
    ["fe80::1:2", "fe80:0:0:0:0:0:1:2"],
    ["::", "0:0:0:0:0:0:0:0"],
  ];
  for (const [short = "", long = ""] of pairs) {
    const [one, other] = [short, long].map((address) => xorMappedAddress({ address, port: 9 }, ""));
    expect(one).toEqual(other);
  }
});

test("what is built is read back, and is signed with its password alone", () => {
  const text = fc.string({ unit: fc.constantFrom(..."abcXYZ019+/:"), maxLength: 300 });
  fc.assert(
    fc.property(
      fc.constantFrom("request" as const, "response" as const),
      fc.uint8Array({ minLength: 12, maxLength: 12 }),
      text,
      text,
      text,
      (kind, id, username, key, other) => {
        const transaction = Buffer.from(id).toString("latin1");
        const value = Buffer.from(username);
        const datagram = buildStun({
          kind,
          transaction,
          password: key,
          attributes: [{ type: attributeType.username, value }],
        });
        expect(parseStun(datagram)).toMatchObject({ kind, transaction, username });
        expect(isSigned(datagram, key)).toBe(true);
        expect(isSigned(datagram, other)).toBe(key === other);
      },
    ),
  );
});

/** With the right length and fingerprint, so that neither gets a changed datagram rejected. */
function framed(datagram: Buffer): Buffer {
  if (datagram.length < 28) return datagram;
  datagram.writeUInt16BE(datagram.length - 20, 2);
  return fingerprinted(datagram);
}

function fingerprinted(datagram: Buffer): Buffer {
  datagram.writeUInt32BE(0x80280004, datagram.length - 8);
  const sum = crc32(datagram.subarray(0, datagram.length - 8));
  datagram.writeUInt32BE((sum ^ 0x5354554e) >>> 0, datagram.length - 4);
  return datagram;
}

test("no bytes make the reader throw, or pass as signed", () => {
  const changed = fc
    .tuple(
      fc.constantFrom(request, responseIpv4, responseIpv6, longTerm),
      fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }),
      fc.nat(120),
      fc.boolean(),
    )
    .map(([from, changes, cut, isFramed]) => {
      const datagram = Buffer.from(cut < 100 ? from : from.subarray(0, cut));
      for (const [at, byte] of changes) if (at < datagram.length) datagram[at] = byte;
      return isFramed ? framed(datagram) : datagram;
    });
  const any = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  const originals = [request, responseIpv4, responseIpv6];
  fc.assert(
    fc.property(fc.oneof(changed, any), (datagram) => {
      const message = parseStun(datagram);
      if (message === undefined || !isSignedWith(password, datagram, message)) return;
      const sameUpTo = (original: Buffer) =>
        original.subarray(4, message.signedBytes).equals(datagram.subarray(4, message.signedBytes));
      expect(originals.some(sameUpTo)).toBe(true);
    }),
    { numRuns: runs },
  );
});
