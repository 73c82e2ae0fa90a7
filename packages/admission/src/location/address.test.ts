import { isIP, isIPv4 } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressPrefix, formatAddress, parseAddress } from "./address.ts";

const soak = process.env["GRATICULE_SOAK"] === "1";

const group = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  fc.integer({ min: 0, max: 15 }),
  fc.integer({ min: 0, max: 0xffff }),
);
const groups = fc.array(group, { minLength: 8, maxLength: 8 });
const octets = fc.array(fc.nat(255), { minLength: 4, maxLength: 4 });

/** How a browser's URL parser writes the address: an implementation that isn't ours. */
function urlForm(text: string): string {
  return new URL(`http://[${text}]/`).hostname.slice(1, -1);
}

function carriesIpv4(text: string): boolean {
  return /^(::ffff:[0-9a-f]+:[0-9a-f]+$|64:ff9b::|2002:|2001::|2001:0:)/.test(text);
}

describe("IPv4", () => {
  test("every address survives reading and writing", () => {
    fc.assert(
      fc.property(octets, (parts) => {
        const text = parts.join(".");
        const address = parseAddress(text);
        expect(address.kind).toBe("ipv4");
        expect(formatAddress(address)).toBe(text);
      }),
    );
  });

  test("text is accepted exactly where Node accepts it", () => {
    const near = fc.stringMatching(/^[0-9]{0,4}(\.[0-9]{0,4}){2,4}[.: x]?$/);
    fc.assert(
      fc.property(near, (text) => {
        expect(parseAddress(text).kind === "ipv4").toBe(isIPv4(text));
      }),
      { numRuns: soak ? 100_000 : 2000 },
    );
  });
});

describe("IPv6", () => {
  test("the canonical form is read, and written back the same", () => {
    fc.assert(
      fc.property(groups, (parts) => {
        const text = urlForm(parts.map((part) => part.toString(16)).join(":"));
        const address = parseAddress(text);
        expect(address.kind).not.toBe("unknown");
        if (!carriesIpv4(text)) expect(formatAddress(address)).toBe(text);
      }),
      { numRuns: soak ? 100_000 : 2000 },
    );
  });

  test("any other way to write the same address is unknown", () => {
    const style = fc.record({
      from: fc.nat(8),
      to: fc.nat(8),
      pad: fc.boolean(),
      up: fc.boolean(),
    });
    fc.assert(
      fc.property(groups, style, (parts, { from, to, pad, up }) => {
        const hex = parts.map((part) => part.toString(16).padStart(pad ? 4 : 1, "0"));
        const zeros = to > from && parts.slice(from, to).every((part) => part === 0);
        const plain = zeros
          ? `${hex.slice(0, from).join(":")}::${hex.slice(to).join(":")}`
          : hex.join(":");
        const text = up ? plain.toUpperCase() : plain;
        expect(parseAddress(text).kind !== "unknown").toBe(text === urlForm(text));
      }),
      { numRuns: soak ? 100_000 : 2000 },
    );
  });

  test("no address for Node, no address for us", () => {
    const near = fc.stringMatching(/^[0-9a-f:.%[\] ]{0,42}$/);
    fc.assert(
      fc.property(fc.oneof(near, fc.string()), (text) => {
        if (parseAddress(text).kind !== "unknown") expect(isIP(text)).not.toBe(0);
      }),
      { numRuns: soak ? 200_000 : 5000 },
    );
  });
});

describe("addresses that hide another (attack 3)", () => {
  test.each(["::ffff:8.8.8.8", "::ffff:808:808"])("mapped %s is its IPv4 address", (text) => {
    expect(parseAddress(text)).toEqual(parseAddress("8.8.8.8"));
  });

  test.each([
    "64:ff9b::8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
    "2001:0:4136:e378:8000:63bf:f7f7:f7f7",
  ])("%s carries an IPv4 address, and is doubtful", (text) => {
    const address = parseAddress(text);
    expect(address.kind).toBe("transition");
    expect(formatAddress(address)).toBe("8.8.8.8");
  });

  test.each([
    ...[
      "08.8.8.8",
      "8.8.8.08",
      "010.8.8.8",
      "0x8.8.8.8",
      "0x08080808",
      "134744072",
      "8.8.8",
      "8.8.2056",
    ],
    ...[
      "8.8.8.8.",
      "8.8.8.8:443",
      "8.8.8.8 ",
      " 8.8.8.8",
      "8.8.8.8\n",
      "8.8.8.8%eth0",
      "8.8.8.256",
      "8.8.8.-8",
    ],
    ...[
      "fe80::1%eth0",
      "[::1]",
      "[2001:db8::1]:443",
      "2001:db8::1.",
      "2001:0db8::1",
      "2001:DB8::1",
    ],
    ...["2001:db8:0:0:0:0:0:1", "2001:db8::0:1", "::FFFF:8.8.8.8", "::ffff:08.8.8.8", "::8.8.8.8"],
    ...[
      "1:2:3:4:5:6:7::",
      "1::2::3",
      ":::",
      ":1",
      "1:",
      "1:2:3:4:5:6:7:8:9",
      "12345::",
      "",
      "unknown",
      "::ffff:8.8.8",
    ],
    ...["0:0:0:0:0:ffff:8.8.8.8", "64:ff9b::08.8.8.8", "8.8.8.8::", "１.1.1.1"],
  ])("%j is not canonical, so unknown", (text) => {
    expect(parseAddress(text)).toEqual({ kind: "unknown" });
    expect(addressPrefix(text)).toBe("unknown");
  });
});

test("rate limits count by /24 and /48, a hidden IPv4 address by its own", () => {
  expect(addressPrefix("203.0.113.77")).toBe("203.0.113.0/24");
  expect(addressPrefix("::ffff:203.0.113.77")).toBe("203.0.113.0/24");
  expect(addressPrefix("2002:cb00:714d::1")).toBe("203.0.113.0/24");
  expect(addressPrefix("2a00:1450:4001:81b::200e")).toBe("2a00:1450:4001::/48");
});
