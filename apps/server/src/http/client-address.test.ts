import type { IncomingMessage } from "node:http";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createClientAddress, createPeerAddress } from "./client-address.ts";

function request(peer: string | undefined, headers: Record<string, string> = {}): IncomingMessage {
  return { socket: { remoteAddress: peer }, headers } as unknown as IncomingMessage;
}

const direct = createClientAddress([]);
const proxied = createClientAddress(["10.0.0.0/8", "2001:db8:ffff::/48", "::1"]);

test("without a configured proxy every header is ignored (attack 1)", () => {
  const forged = {
    "x-forwarded-for": "198.51.100.7",
    "cf-connecting-ip": "198.51.100.8",
    "x-real-ip": "198.51.100.9",
    forwarded: "for=198.51.100.10",
  };
  expect(direct(request("203.0.113.5", forged))).toBe("203.0.113.5");
});

test("a peer that is not a configured proxy can't forge its address (attack 1)", () => {
  expect(proxied(request("203.0.113.5", { "x-forwarded-for": "198.51.100.7" }))).toBe(
    "203.0.113.5",
  );
});

test("behind a proxy only X-Forwarded-For counts (attack 1)", () => {
  const forged = { "cf-connecting-ip": "198.51.100.8", "x-real-ip": "198.51.100.9" };
  expect(proxied(request("10.1.1.1", forged))).toBe("10.1.1.1");
});

test.each([
  ["1.1.1.1, 198.51.100.7", "198.51.100.7"],
  ["1.1.1.1, 198.51.100.7, 10.2.2.2", "198.51.100.7"],
  ["198.51.100.7:4711", "198.51.100.7"],
  ["[2001:DB8::0:7]:4711", "2001:db8::7"],
  ["2001:db8::7", "2001:db8::7"],
  ["::ffff:198.51.100.7", "198.51.100.7"],
  ["10.3.3.3, 10.2.2.2", "10.3.3.3"],
  ["2001:db8:ffff::5", "2001:db8:ffff::5"],
])("the rightmost untrusted hop of %s is %s (attack 1)", (header, expected) => {
  expect(proxied(request("10.1.1.1", { "x-forwarded-for": header }))).toBe(expected);
});

test.each([
  "198.51.100.7, unknown",
  "198.51.100.7, garbage",
  "198.51.100.7, 08.8.8.8",
  "198.51.100.7, _hidden",
  "198.51.100.7,",
  "198.51.100.7, fe80::1%eth0",
  "198.51.100.7, [::1",
  "",
  ",",
  `198.51.100.7, ${"x".repeat(10_000)}`,
  `198.51.100.7${", 10.0.0.1".repeat(1_000)}`,
])("garbage makes the address unknown, never the previous hop: %.40s (attack 1)", (header) => {
  expect(proxied(request("10.1.1.1", { "x-forwarded-for": header }))).toBe("unknown");
});

test("nothing that a client puts in the header changes the answer (attack 1)", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.ipV4(), (written, real) => {
      fc.pre(!real.startsWith("10."));
      const header = { "x-forwarded-for": `${written}, ${real}` };
      expect(proxied(request("10.1.1.1", header))).toBe(real);
    }),
  );
});

test("a mapped peer is its IPv4 address, and is recognised as a proxy", () => {
  expect(direct(request("::ffff:203.0.113.5"))).toBe("203.0.113.5");
  expect(proxied(request("::ffff:10.1.1.1", { "x-forwarded-for": "198.51.100.7" }))).toBe(
    "198.51.100.7",
  );
  const mapped = createClientAddress(["::ffff:10.0.0.0/104"]);
  expect(mapped(request("10.1.1.1", { "x-forwarded-for": "198.51.100.7" }))).toBe("198.51.100.7");
});

test("a socket that has already gone has an unknown address", () => {
  expect(direct(request(undefined))).toBe("unknown");
});

test.each(["10.0.0.0/33", "nonsense", "10.0.0.0/x", "::/129", "10.0.0.1/-1"])(
  "a proxy list with %s is refused",
  (entry) => {
    expect(() => createClientAddress([entry])).toThrow(TypeError);
  },
);

test("a connection's key is its peer in canonical text, or a configured proxy, shared by everyone behind it", () => {
  const peerOf = createPeerAddress(["10.0.0.0/8", "::1"]);
  const of = (remoteAddress: string | undefined) => peerOf({ remoteAddress });
  expect(of("203.0.113.5")).toBe("203.0.113.5");
  expect(of("::ffff:203.0.113.5")).toBe("203.0.113.5");
  expect(of("2001:DB8::0:7")).toBe("2001:db8::7");
  expect([of("10.1.1.1"), of("::ffff:10.1.1.1"), of("::1")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(of(undefined)).toBe("unknown");
});
