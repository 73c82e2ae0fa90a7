import {
  DisconnectReason,
  LeaveRequest,
  LeaveRequest_Action,
  SignalRequest,
} from "@livekit/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ClientFrames, leaveFrame } from "./client-frames.ts";

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
/** RSV1 in the first frame: permessage-deflate. */
const compressed = 0x40;

/** A frame whose payload and mask look like heads of frames, so that a wrong count is seen. */
function frame({ opcode, fin, length, masked = true }: Frame): Buffer {
  const mark = masked ? 0x80 : 0;
  const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const head = Buffer.alloc(2 + extended);
  head[0] = (fin ? 0x80 : 0) | opcode;
  head[1] = mark | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) head.writeUInt16BE(length, 2);
  if (extended === 8) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, Buffer.alloc((masked ? 4 : 0) + length, 0xff)]);
}

/** Each in a message of one or several frames, each of those with control frames behind it. */
const messages = fc.array(
  fc.record({
    opcode: fc.constantFrom(text, binary, text | compressed, binary | compressed),
    lengths: fc.array(fc.constantFrom(0, 1, 125, 126, 127, 65_535, 65_536), {
      ...{ minLength: 1, maxLength: 3 },
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

/** Where a chunk ends: so far from the end of one of the frames. */
const cuts = fc.array(
  fc.record({
    frame: fc.nat(40),
    off: fc.oneof(fc.constant(0), fc.integer({ min: -15, max: 15 })),
  }),
);

test("a message may begin behind a whole one and nowhere else, however the bytes are cut into chunks", () => {
  fc.assert(
    fc.property(messages, cuts, (sent, cutAt) => {
      const written = sent.flatMap(framesOf);
      const bytes = Buffer.concat(written.map((one) => one.bytes));
      const ends = written.map((_, at) =>
        written.slice(0, at + 1).reduce((size, one) => size + one.bytes.length, 0),
      );
      const boundaries = new Set([0, ...ends.filter((_, at) => written[at]?.ends)]);
      const places = cutAt.map(({ frame: at, off }) => (ends[at % ends.length] ?? 0) + off);
      const chunks = [...places.filter((at) => at > 0 && at < bytes.length), bytes.length];
      const frames = new ClientFrames();
      let from = 0;
      for (const to of chunks.sort((a, b) => a - b)) {
        frames.pass(bytes.subarray(from, to));
        from = to;
        expect(frames.betweenMessages).toBe(boundaries.has(to));
      }
    }),
  );
});

test("byte by byte, each kind of head is understood, and no boundary is seen within one", () => {
  const one = (opcode: number, fin: boolean, length: number) => ({ opcode, fin, length });
  const begun = [one(binary, false, 126), one(ping, true, 0), one(ping, true, 125)];
  const all = [one(text, true, 0), one(binary, true, 65_536), ...begun];
  const frames = new ClientFrames();
  const seen: number[] = [];
  const bytes = Buffer.concat([...all, one(continuation, true, 125)].map(frame));
  for (let at = 0; at < bytes.length; at++) {
    frames.pass(bytes.subarray(at, at + 1));
    if (frames.betweenMessages) seen.push(at + 1);
  }
  expect(seen).toEqual([6, 6 + 14 + 65_536, bytes.length]);
});

test.each([
  ["does not mask", frame({ opcode: binary, fin: true, length: 3, masked: false })],
  [
    "names a length that nobody sends",
    Buffer.concat([Buffer.from([0x82]), Buffer.alloc(13, 0xff)]),
  ],
])("after a frame that %s no message may begin any more", (_what, bytes) => {
  const frames = new ClientFrames();
  frames.pass(bytes);
  expect(frames.betweenMessages).toBe(false);
  frames.pass(frame({ opcode: binary, fin: true, length: 3 }));
  expect(frames.betweenMessages).toBe(false);
});

test("the message by which the gate leaves is the one that livekit-client sends, masked", () => {
  const bytes = leaveFrame();
  expect([...bytes.subarray(0, 2)]).toEqual([0x82, 0x80 | (bytes.length - 6)]);
  const mask = bytes.subarray(2, 6);
  const payload = bytes.subarray(6).map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  const reason = DisconnectReason.CLIENT_INITIATED;
  const value = new LeaveRequest({ reason, action: LeaveRequest_Action.DISCONNECT });
  const sent = new SignalRequest({ message: { case: "leave", value } }).toBinary();
  expect([...payload]).toEqual([...sent]);
  expect(leaveFrame().equals(bytes)).toBe(false);
});
