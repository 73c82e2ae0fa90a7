import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Beacons, createBeacons } from "./responder.ts";
import { attributeType, buildStun, isSignedWith, parseStun, xorMappedAddress } from "./stun.ts";

/** An independent implementation of ICE and STUN, pion's: tools/beacon-peer. */
const folder = join(import.meta.dirname, "../../../../tools/beacon-peer");
const scratch = mkdtempSync(join(tmpdir(), "graticule-beacon-peer-"));
const program = join(scratch, "beacon-peer");

beforeAll(() => {
  const env = {
    ...process.env,
    CGO_ENABLED: "0",
    GOTOOLCHAIN: "local",
    GOFLAGS: "-mod=readonly -buildvcs=false",
  };
  const built = spawnSync("go", ["build", "-o", program, "."], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  if (built.status !== 0) {
    throw new Error(`tools/beacon-peer can't be built (Go 1.24 or newer): ${built.stderr}`);
  }
}, 240_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface PeerMessage {
  readonly datagram: string;
  readonly password: string;
  readonly kind: "request" | "response";
  readonly username: string;
  readonly address: string;
  readonly port: number;
}

function peer(args: readonly string[], input = ""): readonly PeerMessage[] {
  const { status, stdout, stderr } = spawnSync(program, args, {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`beacon-peer ${args[0]}: ${stderr}`);
  return JSON.parse(stdout) as readonly PeerMessage[];
}

const iceText = fc.string({
  unit: fc.constantFrom(..."ABCxyz0189+/"),
  minLength: 4,
  maxLength: 256,
});
const endpoint = fc.record({
  address: fc.oneof(fc.ipV4(), fc.constantFrom("::1", "2001:db8::7", "fe80::1:0:0:2")),
  port: fc.integer({ min: 0, max: 65_535 }),
});

test("pion reads our pings and answers, and would have written the same bytes", () => {
  const given = fc.sample(
    fc.record({
      id: fc.uint8Array({ minLength: 12, maxLength: 12 }),
      password: iceText,
      ufrag: iceText,
      other: iceText,
      endpoint,
      isPing: fc.boolean(),
    }),
    1_000,
  );
  const wanted = given.map(({ id, password, ufrag, other, endpoint, isPing }) => {
    const transaction = Buffer.from(id).toString("latin1");
    const username = `${ufrag}:${other}`;
    const ping = [
      { type: attributeType.username, value: Buffer.from(username) },
      { type: attributeType.priority, value: Buffer.from("6e0001ff", "hex") },
      { type: attributeType.iceControlled, value: Buffer.from(id.subarray(0, 8)) },
    ];
    const kind = isPing ? ("request" as const) : ("response" as const);
    const attributes = isPing ? ping : [xorMappedAddress(endpoint, transaction)];
    const datagram = buildStun({ kind, transaction, attributes, password }).toString("base64");
    const heard = isPing ? { username, address: "", port: 0 } : { username: "", ...endpoint };
    return { datagram, password, kind, ...heard };
  });
  const asked = wanted.map(({ datagram, password }) => ({ datagram, password }));
  expect(peer(["read"], JSON.stringify(asked))).toEqual(wanted);
});

test("we read pion's checks and answers", () => {
  const [seed = 1] = fc.sample(fc.integer({ min: 1, max: 2 ** 31 }), 1);
  const made = peer(["make", String(seed), "1000"]);
  expect(made).toHaveLength(1_000);
  for (const { datagram, password, kind, username } of made) {
    const bytes = Buffer.from(datagram, "base64");
    const message = parseStun(bytes) ?? expect.fail(`unread: ${datagram}`);
    expect(message).toMatchObject({ kind, username });
    expect(isSignedWith(password, bytes, message)).toBe(true);
    expect(isSignedWith(`${password}x`, bytes, message)).toBe(false);
  }
});

test("pion rejects any of our messages that was changed", () => {
  const datagram = buildStun({
    kind: "request",
    transaction: "123456789012",
    password: "password",
    attributes: [],
  });
  const other = [{ datagram: datagram.toString("base64"), password: "passw0rd" }];
  expect(() => peer(["read"], JSON.stringify(other))).toThrow("message 0");
});

for (const address of ["127.0.0.1", "::1"]) {
  test(`pion's agent connects from ${address}, and is silent once it has gone`, async () => {
    const listen = [{ address, port: 0, advertise: address }];
    const beacons = await createBeacons({ listen, pingMs: 100, silentMs: 1_000 });
    const agent = spawn(program, ["connect", address], { stdio: ["pipe", "pipe", "inherit"] });
    try {
      const lines = createInterface({ input: agent.stdout })[Symbol.asyncIterator]();
      const theirs = JSON.parse((await lines.next()).value ?? "{}");
      const opened = beacons.open("join", offerOf(theirs.ufrag, theirs.password));
      if (opened.kind !== "answer") expect.fail(opened.kind);
      agent.stdin.write(`${JSON.stringify(halfOf(opened.sdp))}\n`);
      const { local, remote } = JSON.parse((await lines.next()).value ?? "{}");
      expect([local, remote]).toEqual([address, address]);
      await untilKind(beacons, "live");
      expect(beacons.pathsOf("join")).toMatchObject({ paths: [{ address }] });
      agent.stdin.end();
      await untilKind(beacons, "silent");
    } finally {
      agent.kill();
      await beacons.shut();
    }
  });
}

function offerOf(ufrag: string, password: string): string {
  const media = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel";
  return [media, `a=ice-ufrag:${ufrag}`, `a=ice-pwd:${password}`, "a=mid:0", ""].join("\r\n");
}

function halfOf(answer: string) {
  const find = (name: string) => new RegExp(`^a=${name}:(.+)\r$`, "m").exec(answer)?.[1];
  const candidates = answer.match(/candidate:.+(?=\r\n)/g);
  return { ufrag: find("ice-ufrag"), password: find("ice-pwd"), candidates };
}

function untilKind(beacons: Beacons, kind: string): Promise<void> {
  return new Promise((done) => {
    const look = (): void => {
      if (beacons.pathsOf("join").kind !== kind) return;
      stop();
      done();
    };
    const stop = beacons.onChange(look);
    look();
  });
}
