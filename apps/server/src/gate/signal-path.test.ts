import { gzipSync } from "node:zlib";
import { JoinRequest, WrappedJoinRequest } from "@livekit/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJoinRequest } from "./join-request.ts";
import { parseSignalTarget } from "./signal-path.ts";

const runs = process.env["GRATICULE_SOAK"] === "1" ? 20_000 : 500;
const kindOf = (target: string, authorization: string[] = []) =>
  parseSignalTarget(target, authorization).kind;

/** `join_request` as a client writes it. */
function wrap(inner: Uint8Array, compression = 0): string {
  const message = new WrappedJoinRequest({ compression, joinRequest: new Uint8Array(inner) });
  return Buffer.from(message.toBinary()).toString("base64url");
}

function reread(canonical: string): JoinRequest {
  const wrapped = WrappedJoinRequest.fromBinary(Buffer.from(canonical, "base64url"));
  expect(wrapped.compression).toBe(0);
  return JoinRequest.fromBinary(wrapped.joinRequest);
}

test.each([
  "//rtc",
  "/rtc/",
  "/rtc//v1",
  "/%72tc",
  "/%2frtc",
  "/rtc%2fv1",
  "/RTC",
  "/rtc/v2",
  "/rtc/v1/",
  "/rtc/../rtc",
  "/rtc/./v1",
  "/rtc;x",
  "/rtc#a",
  "\\rtc",
  "/rtc\\v1",
  "http://engine/rtc",
  "rtc",
  "*",
  "",
  "/",
  "/whip",
  "/whip/v1",
  "/agent",
  "/twirp/livekit.RoomService/ListRooms",
  "/rtc/validate/",
  "/rtc/v1/validate/x",
  "/rtc\0",
  "/ rtc",
  "/rtc /v1",
])("%j is not one of the four paths (attack 7)", (path) => {
  expect(kindOf(`${path}?access_token=t`)).toBe("not-found");
});

test("no text but the four paths passes for one (attack 7)", () => {
  const four = ["/rtc", "/rtc/v1", "/rtc/validate", "/rtc/v1/validate"];
  const piece = fc.constantFrom(
    "/",
    "rtc",
    "v1",
    "validate",
    "%72",
    "%2f",
    ".",
    "..",
    ";",
    "\\",
    "//",
    " ",
    "R",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((all) => all.join("")),
      ),
      (path) => {
        fc.pre(!path.includes("?"));
        if (kindOf(`${path}?access_token=t`) !== "not-found") expect(four).toContain(path);
      },
    ),
    { numRuns: runs },
  );
});

test("a newer client's unknown parameters are dropped, known ones are rewritten", () => {
  const outcome = parseSignalTarget(
    "/rtc?access_token=a.b.c&sdk=js&protocol=15&device_model=Jo%C3%A3o%27s+phone&future=1&%6fs=x",
    [],
  );
  expect(outcome).toEqual({
    kind: "signal",
    request: {
      path: "/rtc",
      validate: false,
      token: "a.b.c",
      reconnect: false,
      query: "sdk=js&protocol=15&device_model=Jo%C3%A3o's%20phone&os=x",
    },
  });
});

test.each([
  ["no token", "/rtc", []],
  ["an empty token", "/rtc?access_token=", []],
  ["two query tokens", "/rtc?access_token=a&access_token=a", []],
  ["two query tokens, one escaped", "/rtc?access_token=a&access%5ftoken=b", []],
  ["a header token beside one in the query", "/rtc?access_token=a", ["Bearer a"]],
  ["a header token beside an empty one in the query", "/rtc?access_token=", ["Bearer a"]],
  ["two header tokens", "/rtc", ["Bearer a", "Bearer a"]],
  ["Basic instead of Bearer", "/rtc", ["Basic a"]],
  ["another room", "/rtc?access_token=a&room=x", []],
  ["an empty room", "/rtc?access_token=a&room", []],
  ["another identity", "/rtc?access_token=a&publish=x", []],
  ["another identity, escaped", "/rtc?access_token=a&%70ublish=x", []],
  [
    "another identity beside a join request",
    `/rtc/v1?access_token=a&publish=x&join_request=${wrap(new JoinRequest().toBinary())}`,
    [],
  ],
  ["broken escapes", "/rtc?access_token=a&os=%zz", []],
  ["bad UTF-8", "/rtc?access_token=a&os=%c3%28", []],
  ["control characters", "/rtc?access_token=a&os=%0d%0aX-Forwarded-For:%201.2.3.4", []],
  ["a long value", `/rtc?access_token=a&os=${"x".repeat(257)}`, []],
  ["many parameters", `/rtc?access_token=a${"&x=1".repeat(70)}`, []],
  ["no join request in the newer protocol", "/rtc/v1?access_token=a", []],
])("a request with %s is malformed (attack 8)", (_name, target, authorization) => {
  expect(kindOf(target, [...authorization])).toBe("malformed");
});

test("the token may be in the header", () => {
  expect(parseSignalTarget("/rtc", ["Bearer a.b.c"])).toMatchObject({
    request: { token: "a.b.c" },
  });
});

test("a resumption is recognised in both protocol versions (attack 10)", () => {
  const request = wrap(new JoinRequest({ reconnect: true, participantSid: "PA_x" }).toBinary());
  const targets = [
    "/rtc?access_token=a&reconnect=1&sid=PA_x",
    "/rtc?access_token=a&reconnect=true",
    `/rtc/v1?access_token=a&join_request=${request}`,
    `/rtc?access_token=a&join_request=${request}`,
  ];
  for (const target of targets) {
    expect(parseSignalTarget(target, [])).toMatchObject({ request: { reconnect: true } });
  }
});

test("a join request keeps its known fields only, gzipped or not", () => {
  const request = new JoinRequest({
    clientInfo: { version: "2.23.0", protocol: 16 },
    metadata: "m",
    participantAttributes: { a: "1", b: "2" },
    publisherOffer: { type: "offer", sdp: "v=0\r\n".repeat(500) },
    reconnect: true,
    participantSid: "PA_x",
  });
  const unknown = Buffer.concat([request.toBinary(), Buffer.from([0xfa, 0x01, 0x02, 0x68, 0x69])]);
  for (const text of [wrap(unknown), wrap(gzipSync(unknown), 1)]) {
    const parsed = parseJoinRequest(text);
    expect(parsed?.reconnect).toBe(true);
    expect(reread(parsed?.canonical ?? "").toJson()).toEqual(request.toJson());
  }
});

test("a request without client_info gets an empty one: the engine fails without it", () => {
  const parsed = parseJoinRequest(wrap(new JoinRequest({ reconnect: true }).toBinary()));
  expect(reread(parsed?.canonical ?? "").clientInfo).toBeDefined();
});

test.each([
  ["an unknown compression", wrap(new JoinRequest().toBinary(), 2)],
  ["invalid gzip", wrap(Buffer.from("hello"), 1)],
  [
    "gzip that breaks off",
    wrap(gzipSync(new JoinRequest({ metadata: "x" }).toBinary()).subarray(0, 15), 1),
  ],
  ["a gzip bomb", wrap(gzipSync(Buffer.alloc(5_000_000)), 1)],
  ["reconnect twice", wrap(Buffer.from([0x38, 0x00, 0x38, 0x01]))],
  ["client_info twice", wrap(Buffer.from([0x0a, 0x00, 0x0a, 0x00]))],
  ["a field of the wrong type", wrap(Buffer.from([0x3a, 0x01, 0x01]))],
  ["a length beyond the end", wrap(Buffer.from([0x1a, 0x7f, 0x61]))],
  ["an endless varint", wrap(Buffer.from([0x38, ...Array<number>(11).fill(0xff)]))],
  ["a group", wrap(Buffer.from([0x0b, 0x0c]))],
  ["field number 0", wrap(Buffer.from([0x02, 0x00]))],
  ["text that isn't base64", "***"],
  ["too much text", "A".repeat(50_000)],
])("a join request with %s is malformed (attack 12)", (_name, text) => {
  expect(parseJoinRequest(text)).toBeUndefined();
});

test("no bytes make the reader throw, and others can read what is passed on (attack 12)", () => {
  const request = new JoinRequest({ clientInfo: { version: "1" }, metadata: "m", reconnect: true });
  const valid = Buffer.from(request.toBinary());
  const mutated = fc
    .tuple(fc.nat(valid.length - 1), fc.nat(255), fc.nat(valid.length))
    .map(([at, byte, length]) => {
      const bytes = Buffer.from(valid);
      bytes[at] = byte;
      return new Uint8Array(bytes.subarray(0, length));
    });
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 60 }), mutated);
  fc.assert(
    fc.property(bytes, fc.constantFrom(0, 1), (inner, compression) => {
      const parsed = parseJoinRequest(wrap(inner, compression));
      if (parsed === undefined) return;
      const wrapped = WrappedJoinRequest.fromBinary(Buffer.from(parsed.canonical, "base64url"));
      let request: JoinRequest;
      try {
        request = JoinRequest.fromBinary(wrapped.joinRequest);
      } catch {
        // Broken inside a field: the engine itself answers 400.
        return;
      }
      expect(request.reconnect).toBe(parsed.reconnect);
    }),
    { numRuns: runs },
  );
});

test("attributes are a flat object of strings, rewritten", () => {
  const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const ok = parseSignalTarget(`/rtc?access_token=a&attributes=${text({ a: "b" })}`, []);
  expect(ok).toMatchObject({ request: { query: "attributes=eyJhIjoiYiJ9" } });
  for (const value of [{ a: 1 }, ["a"], "a", null, { a: { b: "c" } }]) {
    expect(kindOf(`/rtc?access_token=a&attributes=${text(value)}`)).toBe("malformed");
  }
});
