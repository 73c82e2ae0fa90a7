import {
  DisconnectReason,
  LeaveRequest,
  LeaveRequest_Action,
  SignalRequest,
} from "@livekit/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ClientFrames, closeFrame, leaveFrame, longestSignalMessage } from "./client-frames.ts";

interface Frame {
  readonly opcode: number;
  readonly fin: boolean;
  readonly length: number;
  readonly masked?: boolean;
}

const text = 1;
const binary = 2;
const continuation = 0;
const ping = 9;

/** A frame's head, without its mask. */
function head({ opcode, fin, length, masked = true }: Frame): Buffer {
  const mark = masked ? 0x80 : 0;
  const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const bytes = Buffer.alloc(2 + extended);
  bytes[0] = (fin ? 0x80 : 0) | opcode;
  bytes[1] = mark | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) bytes.writeUInt16BE(length, 2);
  if (extended === 8) bytes.writeBigUInt64BE(BigInt(length), 2);
  return bytes;
}

/** A frame whose payload and mask look like frame heads, so that a miscount shows. */
function frame(of: Frame): Buffer {
  return Buffer.concat([head(of), Buffer.alloc((of.masked === false ? 0 : 4) + of.length, 0xff)]);
}

/** Passes chunks as the gate does: an incomplete head comes again, with what follows it. */
class Sent {
  readonly frames = new ClientFrames();
  passed = 0;
  #held = Buffer.alloc(0);

  send(chunk: Buffer): void {
    const bytes = Buffer.concat([this.#held, chunk]);
    const size = this.frames.pass(bytes);
    this.passed += size;
    this.#held = Buffer.from(bytes.subarray(size));
    if (this.frames.fault === undefined) expect(this.#held.length).toBeLessThan(10);
  }
}

/** Each in one or several frames, each frame followed by control frames. */
const messages = fc.array(
  fc.record({
    opcode: fc.constantFrom(text, binary),
    lengths: fc.array(fc.constantFrom(0, 1, 125, 126, 127, 65_535, 65_536), {
      minLength: 1,
      maxLength: 3,
    }),
    pings: fc.array(fc.constantFrom(0, 4, 125), { maxLength: 2 }),
  }),
  { maxLength: 4 },
);
type Message = (typeof messages extends fc.Arbitrary<infer T> ? T : never)[number];

function framesOf({ opcode, lengths, pings }: Message): { bytes: Buffer; ends: boolean }[] {
  return lengths.flatMap((length, at) => {
    const ends = at === lengths.length - 1;
    const part = frame({ opcode: at === 0 ? opcode : continuation, fin: ends, length });
    const control = pings.map((ofPing) => frame({ opcode: ping, fin: true, length: ofPing }));
    return [part, ...control].map((bytes) => ({ bytes, ends }));
  });
}

/** Where a chunk ends, as a distance from the end of a frame. */
const cuts = fc.array(
  fc.record({
    frame: fc.nat(40),
    off: fc.oneof(fc.constant(0), fc.integer({ min: -15, max: 15 })),
  }),
);

/** These bytes in chunks, cut there. */
function chunksOf(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.filter((at) => at > 0 && at < bytes.length), bytes.length];
  ends.sort((a, b) => a - b);
  return ends.map((to, at) => bytes.subarray(at === 0 ? 0 : ends[at - 1], to));
}

test("a message may begin only after a whole one, however the bytes are cut into chunks", () => {
  fc.assert(
    fc.property(messages, cuts, (said, cutAt) => {
      const written = said.flatMap(framesOf);
      const bytes = Buffer.concat(written.map((one) => one.bytes));
      const ends = written.map((_, at) =>
        written.slice(0, at + 1).reduce((size, one) => size + one.bytes.length, 0),
      );
      const boundaries = new Set([0, ...ends.filter((_, at) => written[at]?.ends)]);
      const places = cutAt.map(({ frame: at, off }) => (ends[at % ends.length] ?? 0) + off);
      const sent = new Sent();
      for (const chunk of chunksOf(bytes, places)) {
        sent.send(chunk);
        expect(sent.frames.betweenMessages).toBe(boundaries.has(sent.passed));
      }
      expect(sent.passed).toBe(bytes.length);
    }),
  );
});

test("byte by byte, each kind of head is read, and no boundary is seen inside a frame", () => {
  const one = (opcode: number, fin: boolean, length: number) => ({ opcode, fin, length });
  const begun = [one(binary, false, 126), one(ping, true, 0), one(ping, true, 125)];
  const all = [one(text, true, 0), one(binary, true, 65_536), ...begun];
  const sent = new Sent();
  const seen = new Set<number>();
  const bytes = Buffer.concat([...all, one(continuation, true, 125)].map(frame));
  for (let at = 0; at < bytes.length; at++) {
    sent.send(bytes.subarray(at, at + 1));
    if (sent.frames.betweenMessages) seen.add(sent.passed);
  }
  expect([...seen]).toEqual([0, 6, 6 + 14 + 65_536, bytes.length]);
});

const whole = frame({ opcode: binary, fin: true, length: 3 });
const most = { opcode: binary, fin: true, length: longestSignalMessage };

test("the longest messages pass in a row, also in fragments with pings between (attack 13)", () => {
  const part = frame({ opcode: binary, fin: false, length: longestSignalMessage - 125 });
  const last = frame({ opcode: continuation, fin: true, length: 125 });
  const ofPing = frame({ opcode: ping, fin: true, length: 125 });
  const bytes = Buffer.concat([frame(most), part, ofPing, ofPing, last, frame(most), whole]);
  const sent = new Sent();
  sent.send(bytes);
  expect(sent.passed).toBe(bytes.length);
  expect(sent.frames.betweenMessages).toBe(true);
});

const begun = frame({ opcode: binary, fin: false, length: longestSignalMessage });
const unended = frame({ opcode: binary, fin: false, length: 1 });
const nothing = Buffer.alloc(0);

test.each([
  ["is longer than the bound", 1009, nothing, head({ ...most, length: longestSignalMessage + 1 })],
  ["announces 800 MiB", 1009, nothing, head({ ...most, length: 800 * 1024 * 1024 })],
  ["announces 2^64 - 1", 1009, nothing, Buffer.concat([Buffer.from([0x82]), Buffer.alloc(9, 255)])],
  ["ends an overlong message", 1009, begun, head({ opcode: continuation, fin: true, length: 1 })],
  ["continues an overlong one", 1009, begun, head({ opcode: continuation, fin: false, length: 1 })],
  ["begins another inside one", 1009, begun, head({ opcode: binary, fin: true, length: 1 })],
  ["is compressed", 1002, whole, head({ opcode: binary | 0x40, fin: true, length: 3 })],
  [
    "is compressed, of a message begun",
    1002,
    unended,
    head({ opcode: 0x40, fin: true, length: 3 }),
  ],
  ["has a second reserved bit", 1002, whole, head({ opcode: text | 0x20, fin: true, length: 3 })],
  ["has a third reserved bit", 1002, whole, head({ opcode: ping | 0x10, fin: true, length: 3 })],
  ["is not masked", 1002, whole, head({ opcode: binary, fin: true, length: 3, masked: false })],
  ["is a long ping", 1002, whole, head({ opcode: ping, fin: true, length: 126 })],
  ["is part of a ping", 1002, whole, head({ opcode: ping, fin: false, length: 3 })],
])(
  "a frame that %s is refused at its head, with %i, and nothing after it passes (attack 13)",
  (_what, code, before, bad) => {
    for (const cut of Array.from({ length: bad.length }, (_, at) => before.length + at)) {
      const sent = new Sent();
      for (const chunk of chunksOf(Buffer.concat([before, bad, whole]), [cut])) sent.send(chunk);
      expect(sent.frames.fault).toBe(code);
      expect(sent.passed).toBe(before.length);
      expect(sent.frames.betweenMessages).toBe(false);
      sent.send(whole);
      expect(sent.passed).toBe(before.length);
    }
  },
);

function unmasked(bytes: Buffer, first: number): Buffer {
  expect([...bytes.subarray(0, 2)]).toEqual([first, 0x80 | (bytes.length - 6)]);
  const mask = bytes.subarray(2, 6);
  return bytes.subarray(6).map((byte, at) => byte ^ (mask[at % 4] ?? 0)) as Buffer;
}

test("the gate leaves with the message that livekit-client sends, masked", () => {
  const bytes = leaveFrame();
  const reason = DisconnectReason.CLIENT_INITIATED;
  const value = new LeaveRequest({ reason, action: LeaveRequest_Action.DISCONNECT });
  const said = new SignalRequest({ message: { case: "leave", value } }).toBinary();
  expect([...unmasked(bytes, 0x82)]).toEqual([...said]);
  expect(leaveFrame().equals(bytes)).toBe(false);
});

test("a close carries its code, masked", () => {
  expect([...unmasked(closeFrame(1009), 0x88)]).toEqual([0x03, 0xf1]);
});
