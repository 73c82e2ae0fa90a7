import { forgeKeys } from "@graticule/e2ee/attacks/forge";
import { makeKeyPackage } from "@graticule/e2ee/keys";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partsOf, suite } from "../../tests/delivery/page-parts.ts";
import { readKeyPackage } from "./mls-wire.ts";
import { vector } from "./tls-bytes.ts";

/** Points of small order on Curve25519: they give no secret (RFC 7748 section 6.1). */
const smallOrder = {
  zero: new Uint8Array(32),
  one: Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0)),
};

/** A key package, encoded as our pages encode it. */
const { keyPackage, publicPart, privatePart } = await makeKeyPackage(partsOf("ann"));
const bytes = Buffer.from(keyPackage, "base64url");

function withByte(at: number, turn: number): string {
  const spoilt = Buffer.from(bytes);
  spoilt[at] = (spoilt[at] ?? 0) ^ turn;
  return spoilt.toString("base64url");
}

async function forged(differences: Parameters<typeof forgeKeys>[1]): Promise<string> {
  return (await forgeKeys(partsOf("ann"), differences)).keyPackage;
}

describe("a key package", () => {
  test("made by a page names its identity and its name", async () => {
    expect(readKeyPackage(keyPackage)).toMatchObject({ identity: "ann", name: "Name of ann" });
    expect(readKeyPackage(await forged({}))).toEqual(readKeyPackage(keyPackage));
    const name = "Zoë \u202e\u0000 \"'] 𝒜";
    const odd = await makeKeyPackage({ ...partsOf("z"), seat: { identity: "z", name } });
    expect(readKeyPackage(odd.keyPackage)).toMatchObject({ identity: "z", name });
  });

  test("is refused with any byte changed, cut anywhere, or longer", () => {
    for (let at = 0; at < bytes.length; at += 1) {
      for (const turn of [1, 0x80, 0xff])
        expect(readKeyPackage(withByte(at, turn))).toBeUndefined();
      expect(readKeyPackage(bytes.subarray(0, at).toString("base64url"))).toBeUndefined();
    }
    const longer = Buffer.concat([bytes, Buffer.alloc(1)]);
    expect(readKeyPackage(longer.toString("base64url"))).toBeUndefined();
  });

  test.each(["A", "=", "==", "\n", " "])("is refused with %j after it", (more) => {
    expect(readKeyPackage(keyPackage + more)).toBeUndefined();
  });

  test.each([
    ["of another suite", { whole: { cipherSuite: "MLS_128_DHKEMP256_AES128GCM_SHA256_P256" } }],
    ["with an extension", { whole: { extensions: [extension()] } }],
    ["whose leaf has an extension", { leaf: { extensions: [extension()] } }],
    ["to which nothing can be sealed", { whole: { initKey: smallOrder.zero } }],
    ["to which nothing can be sealed, otherwise", { whole: { initKey: smallOrder.one } }],
    ["whose leaf takes no secrets", { leaf: { hpkePublicKey: smallOrder.zero } }],
    ["whose leaf takes no secrets, otherwise", { leaf: { hpkePublicKey: smallOrder.one } }],
    ["with a key that is too short", { whole: { initKey: new Uint8Array(31) } }],
    ["with no key", { leaf: { hpkePublicKey: new Uint8Array() } }],
    ["of yesterday", { leaf: { lifetime: { notBefore: 0n, notAfter: 1_700_000_000n } } }],
    [
      "of tomorrow",
      { leaf: { lifetime: { notBefore: 9_000_000_000n, notAfter: 2n ** 64n - 1n } } },
    ],
    [
      "with a certificate",
      { leaf: { credential: { credentialType: "x509", certificates: [new Uint8Array(9)] } } },
    ],
    [
      "with a credential of another kind that says the same",
      { leaf: { credential: { credentialType: 0xf001, data: credentialBytes() } } },
    ],
    [
      "whose leaf is not signed",
      { whole: { leafNode: { ...publicPart.leafNode, signature: new Uint8Array(64) } } },
    ],
    [
      "that takes no basic credentials",
      { leaf: { capabilities: capable({ credentials: ["x509"] }) } },
    ],
    // A key package that our pages can't read would stop everyone's next commit.
    [
      "that also takes other credentials",
      { leaf: { capabilities: capable({ credentials: ["basic", "x509"] }) } },
    ],
    [
      "that also knows another suite",
      {
        leaf: {
          capabilities: capable({
            ciphersuites: [
              "MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519",
              "MLS_128_DHKEMP256_AES128GCM_SHA256_P256",
            ],
          }),
        },
      },
    ],
    ["that also knows an extension", { leaf: { capabilities: capable({ extensions: [0xff01] }) } }],
    ["that also knows a proposal", { leaf: { capabilities: capable({ proposals: [0xf00a] }) } }],
    ["that speaks no MLS 1.0", { leaf: { capabilities: capable({ versions: [] }) } }],
    ["that knows no suite of ours", { leaf: { capabilities: capable({ ciphersuites: [] }) } }],
  ] as readonly (readonly [string, Parameters<typeof forgeKeys>[1]])[])(
    "%s is refused, though well signed",
    async (_, differences) => {
      expect(readKeyPackage(await forged(differences))).toBeUndefined();
    },
  );

  test("with one key for both purposes is refused, though well signed", async () => {
    const initKey = publicPart.initKey;
    const both = { whole: { initKey }, leaf: { hpkePublicKey: initKey } };
    expect(readKeyPackage(await forged(both))).toBeUndefined();
  });

  test.each([
    ["no JSON", Buffer.from("ann")],
    ["no UTF-8", Buffer.concat([Buffer.from('["ann","'), Buffer.of(0xff), Buffer.from('","p"]')])],
    ["another spelling, after a byte order mark", Buffer.from('\ufeff["ann","Ann","AAAA"]')],
    ["two parts", Buffer.from('["ann","Ann"]')],
    ["four parts", Buffer.from('["ann","Ann","p","more"]')],
    ["a number", Buffer.from('["ann",7,"p"]')],
    ["an object", Buffer.from('{"0":"ann","1":"Ann","2":"p"}')],
    ["another spelling, with a space", Buffer.from('["ann", "Ann","AAAA"]')],
    ["another spelling, of a letter", Buffer.from('["\\u0061nn","Ann","AAAA"]')],
    ["a proof that isn't base64url", Buffer.from('["ann","Ann","AA=="]')],
    ["no proof", Buffer.from('["ann","Ann",""]')],
  ])("with a credential of %s is refused, though well signed", async (_, identity) => {
    const leaf = { credential: { credentialType: "basic" as const, identity } };
    expect(readKeyPackage(await forged({ leaf }))).toBeUndefined();
  });

  test("with a credential as a page encodes it is read, so the others are refused for their encoding", async () => {
    const identity = Buffer.from('["ann","Ann","AAAA"]');
    const leaf = { credential: { credentialType: "basic" as const, identity } };
    expect(readKeyPackage(await forged({ leaf }))).toMatchObject({
      identity: "ann",
      proof: "AAAA",
    });
  });

  test("with a length in more bytes than it needs is refused, though well signed", async () => {
    const tbs = bytes.subarray(4, -66);
    // The init key's length, after version and suite.
    expect(tbs[4]).toBe(32);
    const signed = async (what: Buffer): Promise<string> => {
      const label = vector(Buffer.from("MLS 1.0 KeyPackageTBS"));
      const { signaturePrivateKey } = privatePart;
      const content = Buffer.concat([label, vector(what)]);
      const signature = await suite.signature.sign(signaturePrivateKey, content);
      return Buffer.concat([bytes.subarray(0, 4), what, vector(signature)]).toString("base64url");
    };
    expect(await signed(tbs)).toBe(keyPackage);
    const longer = Buffer.concat([tbs.subarray(0, 4), Buffer.of(0x40, 32), tbs.subarray(5)]);
    expect(readKeyPackage(await signed(longer))).toBeUndefined();
  });
});

function credentialBytes(): Uint8Array {
  const { credential } = publicPart.leafNode;
  return credential.credentialType === "basic" ? credential.identity : new Uint8Array();
}

function extension() {
  return { extensionType: 0xff01, extensionData: new Uint8Array(3) };
}

function capable(less: object) {
  const { capabilities } = publicPart.leafNode;
  return { ...capabilities, ...less };
}

test("a key package with parts cut out, doubled or swapped is refused", () => {
  const piece = fc.tuple(fc.nat(bytes.length), fc.nat(40), fc.uint8Array({ maxLength: 40 }));
  fc.assert(
    fc.property(piece, ([at, length, put]) => {
      const parts = [bytes.subarray(0, at), put, bytes.subarray(at + length)];
      const made = Buffer.concat(parts);
      fc.pre(!made.equals(bytes));
      expect(readKeyPackage(made.toString("base64url"))).toBeUndefined();
    }),
  );
});
