import { expect, test } from "vitest";
import { type GuardedScope, type GuardNews, guardFrames } from "./frame-guard.ts";
import type { OutgoingFrame } from "./sealed-frame.ts";

const open: OutgoingFrame = {
  data: Uint8Array.from([1, 2, 3]).buffer,
  timestamp: 1,
  getMetadata: () => ({ synchronizationSource: 1 }),
};
const silent: OutgoingFrame = { ...open, data: new ArrayBuffer(0) };

type Transformer = Parameters<NonNullable<GuardedScope["onrtctransform"]>>[0]["transformer"];

/** A worker's scope as the media client leaves it: whatever reaches the client is kept. */
function scope(ofBrowser: "script transform" | "streams") {
  const heard: { readonly data: { readonly writableStream: WritableStream<OutgoingFrame> } }[] = [];
  const transforms: Transformer[] = [];
  const told: GuardNews["data"][] = [];
  const guarded: GuardedScope = {
    onmessage: (event) => void heard.push(event.data),
    postMessage: ({ data }) => void told.push(data),
    ...(ofBrowser === "streams"
      ? {}
      : { onrtctransform: (event) => void transforms.push(event.transformer) }),
  };
  guardFrames(guarded);
  const say = (data: unknown) => guarded.onmessage?.({ data } as MessageEvent);
  return { guarded, heard, transforms, told, say };
}

/** Where frames leave. */
function leaving() {
  const left: OutgoingFrame[] = [];
  const writable = new WritableStream<OutgoingFrame>({ write: (frame) => void left.push(frame) });
  return { left, writable };
}

async function handsOn(writable: WritableStream<OutgoingFrame>): Promise<void> {
  const writer = writable.getWriter();
  for (const frame of [open, silent, open]) await writer.write(frame);
}

test("of what the client hands on to a stream of the page nothing leaves open, and the page is told once (attack 42)", async () => {
  const { heard, told, say } = scope("streams");
  const { left, writable } = leaving();
  const data = { participantIdentity: "me", trackId: "mine", writableStream: writable };
  say({ kind: "encode", data });
  await handsOn(heard[0]?.data.writableStream ?? leaving().writable);
  expect(left).toEqual([silent]);
  expect(told).toEqual([{ leak: "open" }]);
});

test("nor to the browser's own transform (attack 42)", async () => {
  const { guarded, transforms, told } = scope("script transform");
  const { left, writable } = leaving();
  const readable = new ReadableStream<OutgoingFrame>();
  const options = { kind: "encode", participantIdentity: "me", trackId: "mine" } as const;
  guarded.onrtctransform?.({ transformer: { options, readable, writable } });
  expect(transforms[0]?.readable).toBe(readable);
  await handsOn(transforms[0]?.writable ?? leaving().writable);
  expect(left).toEqual([silent]);
  expect(told).toEqual([{ leak: "open" }]);
});

test.each(["script transform", "streams"] as const)(
  "a track offered under the id of one's own reaches the client by no word (%s; attack 42)",
  (ofBrowser) => {
    const { guarded, heard, transforms, told, say } = scope(ofBrowser);
    const mine = { participantIdentity: "me", trackId: "mine" };
    say({ kind: "encode", data: { ...mine, writableStream: leaving().writable } });
    const twin = { participantIdentity: "bob", trackId: "mine" };
    say({ kind: "decode", data: twin });
    say({ kind: "removeTransform", data: twin });
    const { writable } = leaving();
    const readable = new ReadableStream<OutgoingFrame>();
    const options = { kind: "decode", ...twin } as const;
    guarded.onrtctransform?.({ transformer: { options, readable, writable } });
    expect(heard).toHaveLength(1);
    expect(transforms).toEqual([]);
    expect(new Set(told.map((news) => JSON.stringify(news)))).toEqual(
      new Set([JSON.stringify({ mixedUp: { kind: "sent" } })]),
    );
  },
);

test("everything else reaches the client as it is", () => {
  const { heard, told, say } = scope("streams");
  const words = [
    { kind: "init", data: { loglevel: "info" } },
    { kind: "enable", data: { enabled: true, participantIdentity: "bob" } },
    { kind: "decode", data: { participantIdentity: "bob", trackId: "one" } },
    undefined,
  ];
  for (const word of words) say(word);
  expect(heard).toEqual(words);
  expect(told).toEqual([]);
});
