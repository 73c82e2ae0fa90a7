import type { Day } from "@graticule/ledger/day";
import { append, edgeRoot, emptyEdge } from "@graticule/ledger/edge";
import { encodeEntry } from "@graticule/ledger/leaf";
import { leafHash } from "@graticule/ledger/merkle";
import { formatNote } from "@graticule/ledger/note";
import { entryOf, recordAt } from "@graticule/ledger/tests/sample-log";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "../public-record/translate.ts";
import { createFollowedLog } from "./followed-log.ts";
import type { ShownHead, TransparencyStore } from "./store.ts";

const today = "2026-11-25" as Day;
const leaves = Array.from({ length: 60 }, (_, at) =>
  encodeEntry(
    entryOf(
      at % 3 === 0
        ? {
            kind: "outside-act",
            day: today,
            what: "0".repeat(64),
            forcedBy: "1".repeat(64),
            on: today,
          }
        : { kind: "order-effect", day: today, order: recordAt(at) },
    ),
  ),
);

function noteOf(size: number): Uint8Array {
  const hashes = leaves.slice(0, size).map((leaf) => leafHash(sha256, leaf));
  const root = Buffer.from(edgeRoot(sha256, append(sha256, emptyEdge, hashes).edge));
  const signature = { name: "log.test", keyId: new Uint8Array(4), signature: new Uint8Array(64) };
  const text = `log.test\n${size}\n${root.toString("base64")}\n`;
  return formatNote({ text, signatures: [signature] });
}

test("a reader who asks while the log is being read gets a signed size, never one in between", async () => {
  const sizes = fc.array(fc.nat({ max: leaves.length }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.scheduler(), async (grown, scheduler) => {
      const shown = [...grown].sort((one, other) => one - other);
      let asked = 0;
      const store: TransparencyStore = {
        head: scheduler.scheduleFunction(async (): Promise<ShownHead> => {
          const size = shown[Math.min(asked, shown.length - 1)] ?? 0;
          asked += 1;
          return { size, note: noteOf(size), removals: 0, today };
        }),
        leaves: scheduler.scheduleFunction(async (from: number, until: number) =>
          leaves.slice(from, until).map((leaf) => ({ leaf, name: null })),
        ),
        namesTakenDown: async () => [],
        entries: async () => [],
      };
      const log = { error: () => expect.fail("the log is whole") };
      const followed = createFollowedLog({ store, isSound: () => true, log, atOnce: 7 });
      const told = shown.map(async () => {
        const view = await followed.view();
        if (view === "cannot-check") return expect.fail("the log is whole");
        const { size, outsideActs } = view.figures();
        // Broken on purpose: this fails if a reader who has enough doesn't wait for one that reads
        // on.
        expect(shown).toContain(size);
        expect(outsideActs).toBe(Math.ceil(size / 3));
      });
      await scheduler.waitFor(Promise.all(told));
    }),
  );
});
