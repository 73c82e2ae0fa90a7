import { JoinResponse, ReconnectResponse, SignalResponse } from "@livekit/protocol";
import { expect, test } from "vitest";
import { PingTerms } from "./ping-terms.ts";

/** One binary WebSocket message of the engine. */
function messageOf(response: SignalResponse): Buffer {
  const payload = response.toBinary();
  const { length } = payload;
  const long = Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  long.writeUInt32BE(length, 6);
  const head =
    length < 126
      ? [0x82, length]
      : length < 65_536
        ? [0x82, 126, length >> 8, length & 0xff]
        : long;
  return Buffer.concat([Buffer.from(head), payload]);
}

const join = (terms: object, people = 0) =>
  new SignalResponse({
    message: {
      case: "join",
      value: new JoinResponse({
        room: { name: "r" },
        otherParticipants: Array.from({ length: people }, (_, at) => ({ identity: `p${at}` })),
        serverVersion: "1.13.5",
        subscriberPrimary: true,
        pingTimeout: 15,
        pingInterval: 5,
        serverInfo: { region: "x" },
        fastPublish: true,
        ...terms,
      }),
    },
  });

/** What a client gets of a message that comes in parts of so many bytes. */
function passed(message: Buffer, size = message.length): Buffer {
  const terms = new PingTerms();
  const whole = Buffer.from(message);
  for (let at = 0; at < whole.length; at += size)
    if (terms.shorten(whole.subarray(at, at + size))) break;
  return whole;
}

test.each([
  ["short", 0, 1],
  ["short, at once", 0, 100_000],
  ["of some hundred bytes", 40, 7],
  ["of a large room", 9_000, 4_096],
])(
  "a client pings each second, and notices a silence after 3 s: a message %s",
  (_, people, size) => {
    const got = passed(messageOf(join({}, people)), size);
    expect(got.equals(messageOf(join({ pingTimeout: 3, pingInterval: 1 }, people)))).toBe(true);
  },
);

test.each([
  ["terms that are shorter already", join({ pingTimeout: 2, pingInterval: 1 })],
  ["no terms", join({ pingTimeout: 0, pingInterval: 0 })],
  ["terms of another form", join({ pingTimeout: 300, pingInterval: 900 })],
  [
    "a resumption",
    new SignalResponse({ message: { case: "reconnect", value: new ReconnectResponse() } }),
  ],
  ["a pong", new SignalResponse({ message: { case: "pong", value: 15n } })],
])("%s pass as they are", (_, response) => {
  expect(passed(messageOf(response))).toEqual(messageOf(response));
});

test("only the first message is read, and text and fragments pass as they are", () => {
  const message = messageOf(join({}));
  const twice = passed(Buffer.concat([message, message]));
  expect(twice.subarray(message.length)).toEqual(message);
  for (const first of [0x81, 0x02, 0x89]) {
    const other = Buffer.concat([Buffer.from([first]), message.subarray(1)]);
    expect(passed(other)).toEqual(other);
  }
});
