import { isIP } from "node:net";
import { parsePlace } from "@graticule/jurisdiction/place";
import { assert, test } from "vitest";
import { writeMmdb } from "../../tests/mmdb-writer.ts";
import { certify, ipResourcesOf, pemOf, signGeofeed } from "../../tests/small-rpki.ts";
import { readDelegated } from "./delegated.ts";
import { readMmdb } from "./mmdb.ts";
import { readMobileNetworks, saysMobile } from "./network-names.ts";
import { RejectedSource } from "./rejected-source.ts";
import { readBundle } from "./signatures/certificate-chain.ts";
import { readIpResources } from "./signatures/ip-resources.ts";
import { signatureBlockOf } from "./signatures/signature-block.ts";
import { verifySignature } from "./signatures/verify-signature.ts";
import { readCountryCsv, readGeofeed, readNetworkList } from "./text-formats.ts";

/** A million inputs with `npm run soak`, the same few thousand otherwise. */
const soak = process.env["GRATICULE_SOAK"] === "1";
const runs = soak ? 1_000_000 : 4_000;
const seed = soak ? Date.now() >>> 0 : 20_261_126;

/** Mulberry32; a failure's message has its seed. */
function dice(from: number): (below: number) => number {
  let state = from >>> 0;
  return (below) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const alphabet = '0123456789abcdef.:/,#;"\r\n \tFRUSXx-_\u0000é';
const prefixes = ["192.0.2.0/24", "198.51.100.7", "2001:db8::/32", "2001:db8:1::1", "10.0.0.0/8"];
const brokenPrefixes = ["10.0.0.1/8", "1.2.3", "256.0.0.0/8", "::/129", "1.2.3.0/024", "fe80::1%e"];
const codes = ["FR", "us", "UA", "HK"];
const brokenCodes = ["EU", "FRA", "F", "ZZ", "<b>"];

type Roll = ReturnType<typeof dice>;
const one = (roll: Roll, from: readonly string[]): string => from[roll(from.length)] as string;
const noise = (roll: Roll): string =>
  Array.from({ length: roll(40) }, () => alphabet[roll(alphabet.length)]).join("");

/** Gives each run its own dice, and names the seed where it fails. */
function tryMany(trial: (roll: Roll) => void, count = runs): void {
  for (let run = 0; run < count; run++) {
    try {
      trial(dice(seed + run));
    } catch (error) {
      throw new Error(`with the seed ${seed + run}`, { cause: error });
    }
  }
}

/** Undefined: rejected, as it should be; any other error is ours. */
function readOrReject<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RejectedSource) return undefined;
    throw error;
  }
}

test("of a geofeed exactly the lines that make sense are read, among any others", () => {
  tryMany((roll) => {
    const expected: string[] = [];
    let broken = 0;
    const lines = Array.from({ length: roll(6) }, () => {
      const code = one(roll, codes);
      switch (roll(4)) {
        case 0:
          expected.push(code.toUpperCase());
          return `${one(roll, ["", " "])}${one(roll, prefixes)},${code},,,`;
        case 1:
          broken += 1;
          return `${one(roll, brokenPrefixes)},${code},,,`;
        case 2:
          broken += 1;
          expected.push("");
          return `${one(roll, prefixes)},${one(roll, brokenCodes)},,,`;
        default:
          return `# ${noise(roll).replace(/\n/g, "")}`;
      }
    });
    const read = readGeofeed(lines.map((line) => `${line}\n`).join(""));
    const said = read.networks.map(({ value }) => read.places[value - 1]);
    assert(said.join() === expected.join(), `${said} for ${expected}`);
    assert(read.notUnderstood === broken, "lines not understood");
  });
});

test("every line of a list is read, or the whole list is rejected", () => {
  tryMany((roll) => {
    const lines = Array.from({ length: 1 + roll(5) }, () => one(roll, prefixes));
    const shapes = [
      (line: string) => line,
      (line: string) => `${line} # ${noise(roll).replace(/\n/g, "")}`,
      (line: string) => `"${line}",${noise(roll).replace(/[#;\n]/g, "")}`,
      (line: string) =>
        line.includes("/") ? `${line},XX,,,` : `ExitAddress ${line} 2026-11-26 01:02:03`,
    ];
    const shape = shapes[roll(shapes.length)] ?? String;
    const text = lines.map((line) => `${shape(line)}\n`).join("");
    assert(readNetworkList(text).length === lines.length, text);
    const bad = `${text}${shape(one(roll, brokenPrefixes))}\n`;
    assert(readOrReject(() => readNetworkList(bad)) === undefined, bad);
  });
});

test("from noise a list or geofeed reads nothing that no line begins with, and never crashes", () => {
  tryMany((roll) => {
    const text = `${noise(roll)}\n${one(roll, prefixes)}${noise(roll)}\n`;
    const begun = text.split(/\n/).filter((line) => {
      const [word = ""] = line.replace(/^[\s"]*(ExitAddress )?/, "").split(/[\s/,"#;]/);
      return isIP(word) !== 0;
    });
    const feed = readGeofeed(text);
    assert(feed.networks.length <= begun.length, text);
    for (const place of feed.places) assert(parsePlace(place) === place, place);
    const listed = readOrReject(() => readNetworkList(text)) ?? [];
    assert(listed.length <= begun.length, text);
  });
});

test("of a country file with tabs or a heading exactly the lines are read, or the whole file is rejected", () => {
  tryMany((roll) => {
    const codes = Array.from({ length: 1 + roll(5) }, () =>
      one(roll, ["FR", "HK", "UA", "None", "-", ""]),
    );
    const separator = one(roll, [",", "\t"]);
    const isNamed = roll(2) === 0;
    const lines = codes.map((code, at) =>
      [`192.0.${at}.0`, `192.0.${at}.255`, ...(isNamed ? ["x"] : []), code].join(separator),
    );
    const heading = isNamed ? [["first", "last", "name", "country_code"].join(separator)] : [];
    const text = [...heading, ...lines].map((line) => `${line}\n`).join("");
    const read = readCountryCsv(text);
    const said = read.networks.map(({ value }) => read.places[value - 1] ?? "none");
    const expected = codes.map((code) => parsePlace(code) ?? "none");
    assert(said.join() === expected.join(), `${said} for ${text}`);
    const bad = `${text}${one(roll, brokenPrefixes)}${separator}FR\n`;
    assert(readOrReject(() => readCountryCsv(bad)) === undefined, bad);
  });
});

test("of a table of names exactly the ranges named as mobile are read, or the whole table is rejected", () => {
  tryMany((roll) => {
    const letters = "aMOBILEcelLGSM5é- _\u0301\ufffd";
    const names = Array.from({ length: 1 + roll(5) }, () =>
      roll(3) === 0
        ? one(roll, ["X-MOBILE", "a Móvil", "K-CELL", "IMMOBILE", "None"])
        : Array.from({ length: roll(12) }, () => letters[roll(letters.length)]).join(""),
    );
    const lines = names.map(
      (name, at) => `192.0.${at}.0\t192.0.${at}.255\t${roll(70_000)}\tFR\t${name}`,
    );
    const text = lines.map((line) => `${line}\n`).join("");
    const read = readOrReject(() => readMobileNetworks(text)) ?? [];
    const expected = names.flatMap((name, at) =>
      saysMobile(name) ? [0xc000_0000 + at * 256] : [],
    );
    const firsts = read.map(({ network }) => network.first[0]);
    assert(firsts.join() === expected.join(), text);
    const bad = `${text}${one(roll, brokenPrefixes)}\t192.0.2.1\t1\tFR\tA-MOBILE\n`;
    assert(readOrReject(() => readMobileNetworks(bad)) === undefined, bad);
    const cut = text.slice(0, roll(text.length));
    const left = readOrReject(() => readMobileNetworks(cut)) ?? [];
    assert(
      left.every(({ network }) => firsts.includes(network.first[0])),
      cut,
    );
    readOrReject(() => readMobileNetworks(`${text}${noise(roll)}\n`));
  });
});

test("of registries' statistics no line gives a place that it does not name, among any others", () => {
  tryMany((roll) => {
    const codes = Array.from({ length: 1 + roll(4) }, () => one(roll, ["FR", "HK", "EU", "ZZ"]));
    const statuses = codes.map(() => one(roll, ["allocated", "assigned", "reserved", "available"]));
    const records = codes.map(
      (code, at) => `ripencc|${code}|ipv4|192.0.${at}.0|256|20200101|${statuses[at]}|x`,
    );
    const head = [
      "2|nro|20261101|1|19830101|20261101|+0000",
      `nro|*|ipv4|*|${codes.length}|summary`,
    ];
    const text = [...head, ...records].map((line) => `${line}\n`).join("");
    const read = readDelegated(text);
    const said = read.networks.map(({ value }) => read.places[value - 1] ?? "none");
    const expected = codes.map((code, at) =>
      /^a[ls]/.test(statuses[at] ?? "") ? (parsePlace(code) ?? "none") : "none",
    );
    assert(said.join() === expected.join(), `${said} for ${text}`);
    const bytes = Buffer.from(text);
    for (let change = 1 + roll(4); change > 0; change--) bytes[roll(bytes.length)] = roll(128);
    const places = readOrReject(() => readDelegated(bytes.toString("latin1")))?.places ?? [];
    for (const place of places) assert(parsePlace(place) === place, place);
  });
});

test("a database with any bytes changed is read or rejected, and never crashes or hangs", () => {
  const whole = writeMmdb({
    networks: { "1.0.0.0/12": "AU", "16.0.0.0/8": "CN", "2a00::/12": "GB" },
    builtAt: Date.UTC(2026, 10, 1),
  });
  tryMany((roll) => {
    const bytes = Buffer.from(whole.subarray(0, roll(4) === 0 ? roll(whole.length) : undefined));
    for (let change = 1 + roll(6); change > 0; change--) {
      if (bytes.length > 0) bytes[roll(bytes.length)] = roll(256);
    }
    readOrReject(() => readMmdb(bytes));
  });
});

const signedLines = "192.0.2.0/25,FR,,,\n192.0.2.128/25,DE,,,\n";
const mark = "Signature: 192.0.2.0/24";

function signedBy(der: Buffer): string {
  return `${signedLines}# RPKI ${mark}\n# ${der.toString("base64")}\n# End ${mark}\n`;
}

/** Cut off or not, with some bytes changed. */
function spoilt(roll: Roll, from: Buffer): Buffer {
  const bytes = Buffer.from(from.subarray(0, roll(8) === 0 ? roll(from.length) : undefined));
  for (let change = 1 + roll(3); change > 0; change--) {
    if (bytes.length > 0) bytes[roll(bytes.length)] = roll(256);
  }
  return bytes;
}

test("of a text a signature is taken whole or not at all, and its lines are all those before", () => {
  const whole = signedBy(Buffer.from("a signature that nobody reads"));
  tryMany((roll) => {
    const bytes = roll(2) === 0 ? spoilt(roll, Buffer.from(whole)) : undefined;
    const at = roll(whole.length);
    const text =
      bytes?.toString("latin1") ?? `${whole.slice(0, at)}${noise(roll)}${whole.slice(at)}`;
    const block = readOrReject(() => signatureBlockOf(text));
    if (block === undefined) return;
    const before = text.slice(0, text.indexOf("# RPKI Signature:"));
    assert(block.content.replace(/\r\n/g, "\n") === before.replace(/\r\n/g, "\n"), text);
    assert(block.der.length > 0 && block.range.width > 0, text);
  });
});

test("addresses of a certificate are read or refused, and never crash", () => {
  const whole = ipResourcesOf({ ipv4: ["192.0.2.0/24", "10.0.0.0-10.1.2.3"], ipv6: "inherit" });
  tryMany((roll) => {
    const der = new Uint8Array(spoilt(roll, whole)).buffer;
    const read = readOrReject(() => readIpResources(der));
    const named = [read?.[1], read?.[4]].flatMap((list) =>
      list === "inherit" ? [] : (list ?? []),
    );
    for (const { width, first, last } of named) {
      assert(first.length === width && last.length === width, "an address has all its words");
    }
  });
});

// Each of these takes some milliseconds.
test("a signed geofeed with anything changed says what was signed, or is rejected", () => {
  const now = Date.UTC(2026, 10, 26);
  const anchor = certify({ name: "anchor", isAuthority: true, ipv4: ["0.0.0.0/0"] });
  const signer = certify({ name: "signer", issuer: anchor, ipv4: ["192.0.2.0/24"] });
  const whole = signGeofeed(signedLines, { range: "192.0.2.0/24", signer });
  const der = signatureBlockOf(whole)?.der ?? Buffer.alloc(0);
  const pem = pemOf(anchor);
  const kinds = [
    (roll: Roll) => [signedBy(spoilt(roll, der)), pem],
    (roll: Roll) => [spoilt(roll, Buffer.from(whole)).toString("latin1"), pem],
    (roll: Roll) => [whole, pemOf({ ...anchor, der: spoilt(roll, anchor.der) })],
  ];
  tryMany((roll) => {
    const [text = "", trusted = ""] = kinds[roll(kinds.length)]?.(roll) ?? [];
    const read = readOrReject(() => {
      const signature = verifySignature(text, readBundle(trusted), now);
      assert(signature?.held.of(1).length === 1 && signature.held.of(4).length === 0, text);
      return readGeofeed(text, { within: [signature.about], held: signature.held });
    });
    const said = read?.networks.map(({ value }) => read.places[value - 1]).join() ?? "FR,DE";
    assert(said === "FR,DE", text);
  }, runs / 40);
});
