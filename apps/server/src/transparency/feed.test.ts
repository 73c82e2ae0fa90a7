import type { Day } from "@graticule/ledger/day";
import { encodeEntry } from "@graticule/ledger/leaf";
import { addEntry, noStories, type Stories } from "@graticule/ledger/story";
import { entryOf, recordAt } from "@graticule/ledger/tests/sample-log";
import { expect, test } from "vitest";
import { atomFeed, followedEntries } from "./feed.ts";
import type { LogView } from "./followed-log.ts";

// Was: the order was gone. Someone of intake alone enters 60 requests, and no reader of the feed sees it.
// Broken on purpose: a last `slice(-newest)` over all kinds.
test("a crowd of one kind of entry hides none of another in the feed", () => {
  const crowd = Array.from({ length: 60 }, (_, at) => 10 + at);
  const kinds = new Map([
    ["order-approved", [3]],
    ["request-received", crowd],
  ]);
  const told = followedEntries({ stories: { kinds } as unknown as Stories });
  expect(told[0]).toBe(3);
  expect(told.slice(1)).toEqual(crowd.slice(-50));
});

// Broken on purpose: without `on`, the meeting was ended a second time, on the day of the request.
test("an act that a later request comes close to shows in the feed as linked, with its own day and that request's story", () => {
  const act = { kind: "terms-act", act: recordAt(1), what: "end-meeting", host: "ab".repeat(32) };
  const asked = { branch: "court", demands: [], meetings: [] };
  const entries = [
    { ...act, day: "2026-03-01", requests: [] },
    { kind: "request-received", day: "2026-05-05", request: 7, ...asked },
    { ...act, day: "2026-05-05", on: "2026-03-01", requests: [7] },
  ].map(entryOf);
  const stories = noStories();
  for (const entry of entries) addEntry(stories, entry);
  const parts = { stories, today: "2026-05-05" as Day, nameAt: () => undefined };
  const told = entries.map((entry, index) => ({
    index,
    leaf: new TextDecoder().decode(encodeEntry(entry)),
    texts: {},
  }));
  const feed = atomFeed(parts as unknown as LogView, told, {
    publicUrl: "https://meet.example",
    serviceName: "Meet",
  });
  const [linked, , first] = feed.split("<entry>").slice(1);
  expect(first).toContain("<title>A meeting was ended under the terms of service.</title>");
  expect(first).not.toContain('rel="related"');
  expect(linked).toContain(
    "<title>A meeting was ended under the terms of service on 2026-03-01. It is now linked to request 7.</title>",
  );
  expect(linked).toContain('href="https://meet.example/transparency/requests/7"');
});
