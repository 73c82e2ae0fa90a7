import { createDecipheriv, hkdfSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Bytes } from "./bytes.ts";
import {
  clearBytesOf,
  type FrameFormat,
  type FrameUse,
  frameUses,
  mostFrames,
} from "./frame-format.ts";
import { keyIdOf, readKeyId } from "./key-id.ts";
import { joinFrame, LiveKitFormat, splitFrame } from "./livekit-format.ts";
import { SFrameFormat } from "./sframe-format.ts";

// Broken on purpose, each alone → fails: what was in a key's place goes on, sends, or opens; too
// short, used up (also by one), counted after the key is awaited, never counted; opens as
// another's, as one's own, as another use, twice, or unopened; a forged frame uses a counter up;
// one key or window for all; keys readable, not zeroed; bounds of a key id; how many bytes are
// clear; LiveKit's salt, info, nonce, trailer, first byte of sound. Not covered: that the default
// bound is `mostFrames`.

const ada = { leaf: 0, identity: "ada" };
const ben = { leaf: 1, identity: "ben" };
const cleo = { leaf: 700, identity: "cleo" };
const members = [ada, ben, cleo];

const epochOf = (own: { leaf: number }, place = 7, seed = 1) => ({
  place,
  ownLeaf: own.leaf,
  members,
  baseKey: new Uint8Array(32).fill(seed),
});

async function memberOf<F extends FrameFormat>(format: F, own: { leaf: number }): Promise<F> {
  await format.receive(epochOf(own));
  format.send(7);
  return format;
}

function bytesOf(sealed: Bytes | string): Bytes {
  if (typeof sealed === "string") throw new Error(`Not sealed: ${sealed}`);
  return sealed;
}

const anyUse = fc.constantFrom(...frameUses);
const anyFrame = fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes));
/** At least as long as what stays in the clear, as an encoder makes them. */
const longFrame = fc
  .uint8Array({ minLength: 11, maxLength: 300 })
  .map((bytes) => Uint8Array.from(bytes));

const formats = [
  ["SFrame", (how = {}) => new SFrameFormat(how)],
  ["LiveKit's format", (how = {}) => new LiveKitFormat(how)],
] satisfies [string, (how?: { framesPerKey?: number }) => FrameFormat][];

describe.each(formats)("%s", (_name, make) => {
  test("what one seals the others open, and it shows nothing of the frame but what may be read", async () => {
    const from = await memberOf(make(), ada);
    const to = await memberOf(make(), ben);
    await fc.assert(
      fc.asyncProperty(anyUse, longFrame, async (use, frame) => {
        const sealed = bytesOf(await from.seal(use, frame));
        expect(await to.open({ identity: "ada", use }, sealed)).toEqual(frame);
        const isSound = use === "sound" || use === "screen-sound";
        const clear = isSound ? 1 : clearBytesOf(use, frame);
        const hidden = Buffer.from(frame.subarray(clear)).toString("hex");
        if (hidden.length >= 16) expect(Buffer.from(sealed).toString("hex")).not.toContain(hidden);
      }),
    );
  });

  test("frames of any length open again, or are too short to be frames", async () => {
    const from = await memberOf(make(), ada);
    const to = await memberOf(make(), ben);
    for (const use of frameUses) {
      for (const length of [0, 1, 2, 3, 9, 10, 11]) {
        const frame = new Uint8Array(length).fill(0x40);
        const sealed = await from.seal(use, frame);
        if (sealed === "too-short") continue;
        expect(await to.open({ identity: "ada", use }, bytesOf(sealed))).toEqual(frame);
      }
    }
    expect(await from.seal("picture", new Uint8Array(9))).toBe("too-short");
    expect(typeof (await from.seal("message", new Uint8Array()))).toBe("object");
  });

  test("a frame with any byte changed does not open", async () => {
    const from = await memberOf(make(), ada);
    const to = await memberOf(make(), ben);
    const change = fc.record({ at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(anyUse, longFrame, change, async (use, frame, { at, by }) => {
        const sealed = bytesOf(await from.seal(use, frame));
        const place = at % sealed.length;
        sealed[place] = (sealed[place] ?? 0) ^ by;
        expect(typeof (await to.open({ identity: "ada", use }, sealed))).toBe("string");
      }),
    );
  });

  test("anything else is refused with a reason", async () => {
    const to = await memberOf(make(), ben);
    await fc.assert(
      fc.asyncProperty(anyUse, anyFrame, async (use, frame) => {
        expect(typeof (await to.open({ identity: "ada", use }, frame))).toBe("string");
      }),
    );
  });

  test("no nonce is used twice with one key, even when many frames are sealed at once (attack 45)", async () => {
    const from = await memberOf(make(), ada);
    const frame = new Uint8Array(20);
    const sealed = await Promise.all(
      Array.from({ length: 500 }, (_, at) => from.seal(frameUses[at % 5] as FrameUse, frame)),
    );
    expect(new Set(sealed.map((one) => Buffer.from(bytesOf(one)).toString("hex"))).size).toBe(500);
  });

  test("a key that has sealed all that it may seals nothing more, and the next epoch's starts from zero", async () => {
    const from = await memberOf(make({ framesPerKey: 3 }), ada);
    const frame = new Uint8Array(20);
    const seal = () => from.seal("picture", frame);
    const first = await Promise.all([seal(), seal(), seal(), seal()]);
    expect(first.map((one) => (typeof one === "string" ? one : "sealed"))).toEqual([
      ...["sealed", "sealed", "sealed", "used-up"],
    ]);
    expect(await seal()).toBe("used-up");
    await from.receive(epochOf(ada, 8, 2));
    from.send(8);
    expect(typeof (await seal())).toBe("object");
  });

  test("a frame opens as no one else's", async () => {
    const from = await memberOf(make(), ada);
    const to = await memberOf(make(), ben);
    const sealed = bytesOf(await from.seal("sound", Uint8Array.of(1, 2, 3)));
    expect(typeof (await to.open({ identity: "cleo", use: "sound" }, sealed))).toBe("string");
    expect(typeof (await to.open({ identity: "ben", use: "sound" }, sealed))).toBe("string");
    expect(typeof (await to.open({ identity: "stranger", use: "sound" }, sealed))).toBe("string");
  });

  test("one's own frames, sent back as another's or one's own, don't open", async () => {
    const from = await memberOf(make(), ada);
    const sealed = bytesOf(await from.seal("picture", new Uint8Array(40)));
    expect(await from.open({ identity: "ada", use: "picture" }, sealed)).toBe("not-theirs");
    expect(typeof (await from.open({ identity: "ben", use: "picture" }, sealed))).toBe("string");
  });

  test("nothing is sealed before an epoch is chosen, nor after that epoch is over", async () => {
    const format = make();
    const frame = Uint8Array.of(1, 2, 3);
    expect(await format.seal("sound", frame)).toBe("no-key");
    await format.receive(epochOf(ada));
    expect(await format.seal("sound", frame)).toBe("no-key");
    format.send(8);
    expect(await format.seal("sound", frame)).toBe("no-key");
    format.send(7);
    expect(typeof (await format.seal("sound", frame))).toBe("object");
    format.retire(7);
    expect(await format.seal("sound", frame)).toBe("no-key");
    await format.receive(epochOf(ada, 7, 2));
    expect(await format.seal("sound", frame)).toBe("no-key");
    format.send(7);
    await format.receive(epochOf(ada, 7, 3));
    expect(await format.seal("sound", frame)).toBe("no-key");
  });

  test("frames of an epoch open until it is over, whichever one is used for sending", async () => {
    const from = await memberOf(make(), ada);
    const to = await memberOf(make(), ben);
    const old = [
      bytesOf(await from.seal("sound", Uint8Array.of(1, 2, 3))),
      bytesOf(await from.seal("sound", Uint8Array.of(4, 5, 6))),
    ] as const;
    await from.receive(epochOf(ada, 8, 2));
    await to.receive(epochOf(ben, 8, 2));
    from.send(8);
    const next = bytesOf(await from.seal("sound", Uint8Array.of(7, 8, 9)));
    const expected = { identity: "ada", use: "sound" } as const;
    expect(await to.open(expected, next)).toEqual(Uint8Array.of(7, 8, 9));
    expect(await to.open(expected, old[0])).toEqual(Uint8Array.of(1, 2, 3));
    to.retire(7);
    expect(await to.open(expected, old[1])).toBe("no-key");
  });

  test("the given base key is zeroed", async () => {
    const keys = epochOf(ada);
    await make().receive(keys);
    expect(keys.baseKey).toEqual(new Uint8Array(32));
  });

  test("no key can be read, and the bytes that it was made from are zeroed", async () => {
    const { subtle } = crypto;
    const derived = vi.spyOn(subtle, "deriveBits");
    const made = [vi.spyOn(subtle, "importKey"), vi.spyOn(subtle, "deriveKey")];
    const from = await memberOf(make(), ada);
    await from.seal("message", Uint8Array.of(1));
    const keys = await Promise.all(
      made.flatMap(({ mock }) => mock.results.map(({ value }) => value)),
    );
    const bits = await Promise.all(derived.mock.results.map(({ value }) => value));
    vi.restoreAllMocks();
    expect(keys.filter(({ extractable }) => extractable)).toEqual([]);
    // 12 bytes are a salt.
    const raw = bits.filter(({ byteLength }) => byteLength !== 12);
    expect(raw).toHaveLength(1);
    for (const one of raw) expect(Buffer.from(one).every((byte) => byte === 0)).toBe(true);
  });
});

test("an engine can read a picture's VP8 header and nothing else", () => {
  const [whole, other] = [Uint8Array.of(0x10), Uint8Array.of(0x11)];
  expect(frameUses.map((use) => [clearBytesOf(use, whole), clearBytesOf(use, other)])).toEqual([
    ...[
      [0, 0],
      [10, 3],
      [10, 3],
      [0, 0],
      [0, 0],
    ],
  ]);
});

test("one key seals 2^32 frames", () => {
  expect(mostFrames).toBe(2 ** 32);
});

describe("LiveKit's format", () => {
  test("a frame is reassembled from its parts, and opens from no others", async () => {
    const from = await memberOf(new LiveKitFormat(), ada);
    const to = await memberOf(new LiveKitFormat(), ben);
    const expected = { identity: "ada", use: "message" } as const;
    // The first nonce is all zeros, as a missing one would be.
    await from.seal("message", Uint8Array.of(1));
    const frame = bytesOf(await from.seal("message", Uint8Array.of(1, 2, 3)));
    const parts = splitFrame(frame);
    expect([parts.iv.length, parts.place]).toEqual([12, 7]);
    expect(joinFrame(parts)).toEqual(frame);
    for (const wrong of [
      { ...parts, iv: new Uint8Array() },
      { ...parts, iv: new Uint8Array(99) },
      { ...parts, place: 8 },
      { ...parts, place: 256 + 8 },
    ]) {
      expect(typeof (await to.open(expected, joinFrame(wrong)))).toBe("string");
    }
    expect(await to.open(expected, joinFrame(parts))).toEqual(Uint8Array.of(1, 2, 3));
  });

  test.each([
    ["sound", 1],
    ["screen-sound", 1],
    ["message", 0],
  ] as const)("%s is sealed as LiveKit's clients do it", async (use, clear) => {
    const from = await memberOf(new LiveKitFormat(), ada);
    const frame = bytesOf(await from.seal(use, Uint8Array.of(1, 2, 3)));
    const base = new Uint8Array(32).fill(1);
    const given = hkdfSync("sha256", base, "", "Graticule LiveKit frames 1 ada", 32);
    const key = hkdfSync(
      ...(["sha256", new Uint8Array(given), "LKFrameEncryptionKey"] as const),
      ...([new Uint8Array(128), 16] as const),
    );
    const cipher = createDecipheriv("aes-128-gcm", new Uint8Array(key), frame.subarray(-14, -2));
    cipher.setAAD(frame.subarray(0, clear)).setAuthTag(frame.subarray(-30, -14));
    const opened = [...cipher.update(frame.subarray(clear, -30)), ...cipher.final()];
    expect([...frame.subarray(0, clear), ...opened]).toEqual([1, 2, 3]);
    expect([...frame.subarray(-2)]).toEqual([12, 7]);
  });

  test("no one outside the epoch has frames in it", async () => {
    const from = await memberOf(new LiveKitFormat(), ada);
    const to = await memberOf(new LiveKitFormat(), ben);
    const sealed = bytesOf(await from.seal("sound", Uint8Array.of(1)));
    expect(await to.open({ identity: "stranger", use: "sound" }, sealed)).toBe("not-theirs");
  });

  test("a frame without room for its tag is rejected, whatever key it names", async () => {
    const from = await memberOf(new LiveKitFormat(), ada);
    const frame = bytesOf(await from.seal("picture", new Uint8Array(10)));
    const expected = { identity: "ada", use: "picture" } as const;
    expect(await new LiveKitFormat().open(expected, frame)).toBe("no-key");
    expect(await new LiveKitFormat().open(expected, frame.slice(1))).toBe("unreadable");
  });
});

describe("SFrame", () => {
  test("a frame opens once, even if its copies come at the same moment or long after (attack 45)", async () => {
    const from = await memberOf(new SFrameFormat(), ada);
    const to = await memberOf(new SFrameFormat(), ben);
    const expected = { identity: "ada", use: "message" } as const;
    const sealed = bytesOf(await from.seal("message", Uint8Array.of(1)));
    const copies = await Promise.all(Array.from({ length: 20 }, () => to.open(expected, sealed)));
    expect(copies.filter((copy) => typeof copy !== "string")).toHaveLength(1);
    for (let at = 0; at < 10_000; at += 1) {
      await to.open(expected, bytesOf(await from.seal("message", Uint8Array.of(2))));
    }
    expect(await to.open(expected, sealed)).toBe("repeated");
  });

  test("a frame that doesn't open doesn't block the one that has its counter", async () => {
    const from = await memberOf(new SFrameFormat(), ada);
    const to = await memberOf(new SFrameFormat(), ben);
    const expected = { identity: "ada", use: "message" } as const;
    const sealed = bytesOf(await from.seal("message", Uint8Array.of(1)));
    const forged = sealed.slice().fill(0, -16);
    expect(await to.open(expected, forged)).toBe("unreadable");
    expect(await to.open(expected, sealed)).toEqual(Uint8Array.of(1));
  });

  test("a frame without room for its tag is rejected, whatever key it names", async () => {
    const from = await memberOf(new SFrameFormat(), ada);
    const frame = bytesOf(await from.seal("picture", new Uint8Array(10)));
    const expected = { identity: "ada", use: "picture" } as const;
    expect(await new SFrameFormat().open(expected, frame)).toBe("no-key");
    expect(await new SFrameFormat().open(expected, frame.slice(0, -1))).toBe("unreadable");
  });

  test("a frame of one use opens as no other", async () => {
    const from = await memberOf(new SFrameFormat(), ada);
    const to = await memberOf(new SFrameFormat(), ben);
    for (const use of frameUses) {
      const sealed = bytesOf(await from.seal(use, new Uint8Array(60)));
      for (const other of frameUses.filter((one) => one !== use)) {
        expect(typeof (await to.open({ identity: "ada", use: other }, sealed))).toBe("string");
      }
    }
  });

  test("two people in one epoch, and one person's uses, have different keys", async () => {
    const frame = Uint8Array.of(9, 9, 9, 9);
    const one = await memberOf(new SFrameFormat(), ada);
    const other = await memberOf(new SFrameFormat(), ben);
    const sealed = [
      await one.seal("sound", frame),
      await one.seal("screen-sound", frame),
      await one.seal("message", frame),
      await other.seal("sound", frame),
    ].map((bytes) => Buffer.from(bytesOf(bytes).subarray(-20, -16)).toString("hex"));
    expect(new Set(sealed).size).toBe(4);
  });

  test("a key id names use, leaf and place, and nothing else has one", () => {
    fc.assert(
      fc.property(anyUse, fc.nat(4_095), fc.nat(254), (use, leaf, place) => {
        expect(readKeyId(keyIdOf({ use, leaf, place }))).toEqual({ use, leaf, place });
      }),
    );
    expect(readKeyId(5 * 2 ** 20)).toBeUndefined();
    for (const [leaf, place] of [
      [4_096, 0],
      [0, 256],
      [-1, 0],
      [0, -1],
      [0.5, 0],
    ] as const) {
      expect(() => keyIdOf({ use: "sound", leaf, place })).toThrow(RangeError);
    }
  });
});
