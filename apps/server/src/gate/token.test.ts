import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { KeyRing, RegisteredKey } from "../accounts/key-ring.ts";
import { mintRequestToken } from "../media/engine-token.ts";
import { verifyToken } from "./token.ts";

const key: RegisteredKey = {
  id: "key-1",
  secret: "a-secret-of-at-least-thirty-two-bytes",
  owner: { kind: "account", accountId: "account-1" },
};
const keyRing: KeyRing = { find: (id) => (id === key.id ? key : undefined) };
const nowMs = 1_800_000_000_000;
const now = nowMs / 1000;

const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64url");
const good = {
  iss: "key-1",
  sub: "person",
  nbf: now - 60,
  exp: now + 60,
  video: { room: "room", roomJoin: true },
};

function sign(payload: string | Buffer, header = '{"alg":"HS256"}', secret = key.secret): string {
  const signed = `${base64(header)}.${base64(payload)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function outcome(claims: object): string {
  return verifyToken(sign(JSON.stringify(claims)), keyRing, nowMs).kind;
}

test("a token of a registered key is verified, with room and identity", () => {
  const verified = verifyToken(sign(JSON.stringify(good)), keyRing, nowMs);
  expect(verified).toMatchObject({
    kind: "verified",
    token: { room: "room", identity: "person", key },
  });
});

// Was: the engine kept a tenant's empty rooms for 126 years, and would have recorded to where the token said.
test("a token's wishes for its room record nothing, and keep no empty room for longer than an hour", () => {
  const configOf = (roomConfig: unknown) => {
    const verified = verifyToken(sign(JSON.stringify({ ...good, roomConfig })), keyRing, nowMs);
    return verified.kind === "verified" ? verified.token.claims["roomConfig"] : verified.kind;
  };
  const wishes = { metadata: "m", maxParticipants: 5, agents: [{ agentName: "a" }] };
  const egress = { room: { file: { filepath: "/etc/x", s3: { endpoint: "http://10.0.0.1" } } } };
  expect(configOf({ ...wishes, egress })).toEqual(wishes);
  expect(configOf({ emptyTimeout: 4e9, departure_timeout: "4000000000" })).toEqual({
    emptyTimeout: 3_600,
    departure_timeout: 3_600,
  });
  expect(configOf({ departureTimeout: 20, empty_timeout: "x" })).toEqual({
    departureTimeout: 20,
    empty_timeout: 0,
  });
  expect(configOf([egress])).toEqual({});
});

test("no other algorithm is accepted, whatever the signature (attack 12)", () => {
  const payload = JSON.stringify(good);
  for (const alg of ["none", "None", "HS384", "HS512", "RS256", "ES256", "", "hs256"]) {
    const token = sign(payload, JSON.stringify({ alg }));
    expect(verifyToken(token, keyRing, nowMs).kind).toBe("unauthorized");
  }
  const unsigned = `${base64('{"alg":"none"}')}.${base64(payload)}.`;
  expect(verifyToken(unsigned, keyRing, nowMs).kind).toBe("malformed");
  expect(verifyToken(sign(payload, "{}"), keyRing, nowMs).kind).toBe("unauthorized");
  expect(verifyToken(sign(payload, '{"alg":"HS256","crit":["b64"]}'), keyRing, nowMs).kind).toBe(
    "unauthorized",
  );
});

test("a token signed with RSA is refused (attack 12)", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const signed = `${base64('{"alg":"RS256"}')}.${base64(JSON.stringify(good))}`;
  const signature = createSign("sha256").update(signed).sign(privateKey, "base64url");
  expect(verifyToken(`${signed}.${signature}`, keyRing, nowMs).kind).toBe("malformed");
});

test("a wrong secret, an unknown key and a changed payload verify nothing", () => {
  const payload = JSON.stringify(good);
  expect(verifyToken(sign(payload, undefined, "other"), keyRing, nowMs).kind).toBe("unauthorized");
  expect(outcome({ ...good, iss: "key-2" })).toBe("unauthorized");
  expect(outcome({ ...good, iss: undefined })).toBe("unauthorized");
  const [header, , signature] = sign(payload).split(".");
  const changed = base64(JSON.stringify({ ...good, sub: "other" }));
  expect(verifyToken(`${header}.${changed}.${signature}`, keyRing, nowMs).kind).toBe(
    "unauthorized",
  );
});

test.each([
  ["expires this second", { exp: now }, "verified"],
  ["expired within the leeway", { exp: now - 9 }, "verified"],
  ["expired at the leeway", { exp: now - 10 }, "unauthorized"],
  ["has no expiry", { exp: undefined }, "unauthorized"],
  ["has an expiry that is text", { exp: `${now + 60}` }, "unauthorized"],
  ["is valid from within the leeway", { nbf: now + 10 }, "verified"],
  ["becomes valid later", { nbf: now + 11 }, "unauthorized"],
  ["was issued later", { iat: now + 11 }, "unauthorized"],
  ["has a null nbf", { nbf: null }, "unauthorized"],
])("a token that %s (attack 12)", (_name, change, expected) => {
  expect(outcome({ ...good, ...change })).toBe(expected);
});

test.each([
  ["no room", { video: { roomJoin: true } }],
  ["an empty room", { video: { roomJoin: true, room: "" } }],
  ["a room that isn't text", { video: { roomJoin: true, room: ["room"] } }],
  ["a room of more than 256 bytes", { video: { roomJoin: true, room: "é".repeat(129) } }],
  ["NUL in the room", { video: { roomJoin: true, room: "a\0b" } }],
  ["no identity", { sub: undefined, jti: "x" }],
  ["an empty identity", { sub: "" }],
])("a token with %s is unfit (attack 8)", (_name, change) => {
  expect(outcome({ ...good, ...change })).toBe("unfit");
});

test.each([
  ["no grants", { video: undefined }],
  ["a grant that is text", { video: { room: "room", roomJoin: "true" } }],
  ["no right to join", { video: { room: "room", roomCreate: true } }],
])("a token with %s does not open the door", (_name, change) => {
  expect(outcome({ ...good, ...change })).toBe("unauthorized");
});

test.each([
  ["a name twice", '{"iss":"key-1","sub":"a","sub":"b","exp":1,"video":{}}'],
  ["a name twice, once escaped", '{"iss":"key-1","sub":"a","\\u0073ub":"b","video":{}}'],
  ["a name twice inside", '{"iss":"key-1","video":{"room":"a","room":"b"}}'],
  ["__proto__ twice", '{"iss":"key-1","__proto__":1,"__proto__":2}'],
  ["a lone surrogate", '{"iss":"key-1","sub":"\\ud800"}'],
  ["a lone surrogate in a name", '{"iss":"key-1","\\udc00":1}'],
  ["1e400", '{"iss":"key-1","exp":1e400}'],
  ["deep nesting", `{"iss":"key-1","a":${"[".repeat(3000)}${"]".repeat(3000)}}`],
  ["a list", '["key-1"]'],
  ["text behind", '{"iss":"key-1"}x'],
  ["nothing", ""],
  ["a byte order mark", '\ufeff{"iss":"key-1"}'],
])("a payload with %s is malformed (attack 12)", (_name, payload) => {
  expect(verifyToken(sign(payload), keyRing, nowMs).kind).toBe("malformed");
});

test("a payload that isn't UTF-8 is malformed (attack 12)", () => {
  const bytes = Buffer.concat([
    Buffer.from('{"iss":"key-1","sub":"'),
    Buffer.from([0xc3, 0x28, 0x22, 0x7d]),
  ]);
  expect(verifyToken(sign(bytes), keyRing, nowMs).kind).toBe("malformed");
});

test("a token of a megabyte is refused before it is read (attack 12)", () => {
  const token = sign(JSON.stringify({ ...good, metadata: "x".repeat(1_000_000) }));
  expect(verifyToken(token, keyRing, nowMs).kind).toBe("malformed");
});

test("__proto__ as a claim gives no rights (attack 12)", () => {
  const payload = `{"iss":"key-1","sub":"a","exp":${now + 60},"__proto__":{"video":{"room":"r","roomJoin":true}}}`;
  expect(verifyToken(sign(payload), keyRing, nowMs).kind).toBe("unauthorized");
});

test("no text makes the check throw, and no unsigned one is verified (attack 12)", () => {
  const part = fc.oneof(fc.string(), fc.json(), fc.base64String());
  fc.assert(
    fc.property(part, part, part, (header, payload, signature) => {
      const texts = [
        `${header}.${payload}.${signature}`,
        `${base64(header)}.${base64(payload)}.${base64(signature)}`,
        `${base64('{"alg":"HS256"}')}.${base64(payload)}.${"A".repeat(43)}`,
      ];
      for (const text of texts) expect(verifyToken(text, keyRing, nowMs).kind).not.toBe("verified");
    }),
    { numRuns: process.env["GRATICULE_SOAK"] === "1" ? 20_000 : 500 },
  );
});

test("one changed character anywhere voids a token", () => {
  const token = sign(JSON.stringify(good));
  fc.assert(
    fc.property(fc.nat(token.length - 2), fc.constantFrom(..."AQgw-_"), (at, letter) => {
      fc.pre(token[at] !== letter);
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      expect(verifyToken(changed, keyRing, nowMs).kind).not.toBe("verified");
    }),
  );
});

test("the engine's token keeps what a participant may do and drops the rest (attack 21)", () => {
  const claims = {
    ...good,
    name: "Ann",
    kind: "agent",
    kindDetails: ["x"],
    sip: { admin: true },
    agent: { admin: true },
    attributes: { a: "b" },
    video: {
      ...good.video,
      canPublish: false,
      canPublishSources: ["camera"],
      hidden: true,
      roomAdmin: true,
      roomCreate: true,
      roomList: true,
      roomRecord: true,
      ingressAdmin: true,
      recorder: true,
      agent: true,
      destinationRoom: "elsewhere",
    },
  };
  const verified = verifyToken(sign(JSON.stringify(claims)), keyRing, nowMs);
  if (verified.kind !== "verified") throw new Error(verified.kind);
  const engineKey = { id: "engine", secret: "engine-secret" };
  const signed = mintRequestToken(verified.token.claims, engineKey, nowMs);
  expect(JSON.parse(Buffer.from(signed.split(".")[1] ?? "", "base64url").toString())).toEqual({
    iss: "engine",
    sub: "person",
    name: "Ann",
    attributes: { a: "b" },
    nbf: now - 10,
    exp: now + 60,
    video: {
      roomJoin: true,
      room: "room",
      canPublish: false,
      canPublishSources: ["camera"],
      hidden: true,
    },
  });
});
