import { expect, test } from "vitest";
import { entryOf, recordAt } from "../tests/sample-log.ts";
import type { Entry } from "./entry.ts";
import { addEntry, noStories } from "./story.ts";
import { entriesOfRequest, historyOf } from "./thread.ts";

const hash = "0123456789abcdef".repeat(4);
const order = { order: recordAt(1) };

function threadsFrom(entries: readonly object[]) {
  const stories = noStories();
  const made: Entry[] = entries.map((one) => entryOf({ day: "2026-11-25", ...one }));
  for (const entry of made) addEntry(stories, entry);
  return stories.threads;
}

const received = { authority: hash, branch: "court", demands: [], meetings: [] };

test("a request's story has everything that came of it, and nothing of another's", () => {
  const threads = threadsFrom([
    { kind: "request-received", request: 1, ...received },
    { kind: "request-received", request: 2, ...received },
    {
      kind: "order-approved",
      request: 1,
      ...order,
      meeting: hash,
      places: ["CN"],
      from: "2026-11-25",
      until: "2026-11-25",
      law: { sealedUntil: "2026-11-26" },
      reason: { sealedUntil: "2026-11-26" },
    },
    { kind: "order-effect", ...order },
    { kind: "sealed-slot", slot: 0, holds: hash },
    { kind: "appeal-made", ...order },
    { kind: "terms-act", act: recordAt(9), what: "suspend-account", host: hash, requests: [1, 2] },
    { kind: "terms-review", act: recordAt(9), request: 1, outcome: "stands" },
    { kind: "look", request: 1, meeting: hash, ordinal: 1 },
    {
      kind: "sealed-opened",
      entry: 4,
      salt: hash,
      held: { kind: "order-told", ...order, law: hash, reason: hash },
    },
    { kind: "text-removed", entry: 9, text: "law", ground: "mistake" },
    { kind: "text-removed", entry: 1, text: "authority", ground: "mistake" },
    { kind: "outside-act", what: hash, forcedBy: hash, on: "2026-11-25" },
    { kind: "text-removed", entry: 12, text: "what", ground: "mistake" },
    { kind: "terms-act", act: recordAt(8), what: "end-meeting", host: hash, requests: [] },
    { kind: "request-received", request: 3, ...received },
    {
      ...{ kind: "terms-act", act: recordAt(8), what: "end-meeting", host: hash },
      ...{ on: "2026-11-25", requests: [3] },
    },
    { kind: "change-proposed", change: recordAt(7), what: "platform-rule", says: hash },
    { kind: "platform-rule-lifted", rule: recordAt(7) },
  ]);
  const story = [0, 2, 3, 5, 6, 7, 8, 9, 10];
  expect(entriesOfRequest(threads, 1)).toEqual(story);
  expect(entriesOfRequest(threads, 2)).toEqual([1, 6, 7, 11]);
  // Broken on purpose: without the acts' own threads, the act begins with its link.
  expect(entriesOfRequest(threads, 3)).toEqual([14, 15, 16]);
  expect(entriesOfRequest(threads, 4)).toEqual([]);
  // Each of them shows all of it; an act shows itself, a slot what it held.
  for (const index of [0, 2, 3, 5, 8, 9, 10]) expect(historyOf(threads, index)).toEqual(story);
  expect(historyOf(threads, 6)).toEqual([6, 7]);
  expect(historyOf(threads, 4)).toEqual([4, 9, 10]);
  expect(historyOf(threads, 12)).toEqual([12, 13]);
  expect(historyOf(threads, 14)).toEqual([14, 16]);
  // Broken on purpose: a lifting without its change's thread → [17].
  expect(historyOf(threads, 17)).toEqual([17, 18]);
  expect(historyOf(threads, 19)).toEqual([]);
});

test("a meeting's name is in the story of every request that names the meeting, and of no other", () => {
  const other = "fedcba9876543210".repeat(4);
  const named = { ...received, meetings: [hash] };
  const threads = threadsFrom([
    { kind: "request-received", request: 1, ...named },
    { kind: "request-received", request: 2, ...received, meetings: [other] },
    // On one day a correction can come first.
    { kind: "request-corrected", request: 3, branch: "court", demands: [], meetings: [] },
    { kind: "request-received", request: 3, ...named },
    { kind: "meeting-named", meeting: hash, title: hash },
    { kind: "text-removed", entry: 4, text: "title", ground: "host-withdrew" },
    { kind: "request-received", request: 4, ...named, meetings: [other, hash] },
    { kind: "meeting-named", meeting: other, title: hash },
  ]);
  expect(entriesOfRequest(threads, 1)).toEqual([0, 4, 5]);
  expect(entriesOfRequest(threads, 2)).toEqual([1, 7]);
  expect(entriesOfRequest(threads, 3)).toEqual([2, 3]);
  expect(entriesOfRequest(threads, 4)).toEqual([4, 5, 6, 7]);
  // Everything about the meeting, and about what else its requests name.
  for (const index of [4, 5]) expect(historyOf(threads, index)).toEqual([0, 4, 5, 6, 7]);
  expect(historyOf(threads, 7)).toEqual([1, 4, 5, 6, 7]);
});

test("what is known of an order before its approval is still in the story", () => {
  const approved = {
    kind: "order-approved",
    request: 1,
    ...order,
    meeting: hash,
    places: ["CN"],
    from: "2026-11-25",
    until: "2026-11-25",
    reason: hash,
    law: hash,
  };
  const threads = threadsFrom([{ kind: "order-effect", ...order }, approved]);
  expect(entriesOfRequest(threads, 1)).toEqual([0, 1]);
  expect(historyOf(threads, 0)).toEqual([0, 1]);
});
