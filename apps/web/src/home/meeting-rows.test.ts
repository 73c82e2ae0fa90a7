import type { MeetingSummary } from "@graticule/api/meetings";
import { expect, test } from "vitest";
import { newHost } from "../links/link-fragment.ts";
import { accountRows, keptRows } from "./meeting-rows.ts";

const meeting = (code: string, more: Partial<MeetingSummary> = {}): MeetingSummary => ({
  code,
  title: `About ${code}`,
  createdAt: "2026-11-01T10:00:00Z",
  inProgress: false,
  encryption: "end-to-end",
  ...more,
});

const now = Date.parse("2026-11-29T10:00:00Z");

const kept = (code: string) => ({ code, title: `Kept ${code}`, secret: "s3cret", keptAt: 1 });

test("what comes next is first; meetings without a time follow, newest first", () => {
  const { open } = accountRows(
    [
      meeting("old-noti-mea"),
      meeting("lat-late-lat", { nextStartsAt: "2026-12-02T10:00:00Z" }),
      meeting("new-noti-mea", { createdAt: "2026-11-05T10:00:00Z" }),
      meeting("soo-soon-soo", { nextStartsAt: "2026-11-30T10:00:00Z" }),
    ],
    [],
    now,
  );
  expect(open.map(({ code }) => code)).toEqual([
    "soo-soon-soo",
    "lat-late-lat",
    "new-noti-mea",
    "old-noti-mea",
  ]);
});

test("running meetings come before everything, and one about to begin can be joined", () => {
  const { open } = accountRows(
    [
      meeting("lat-late-lat", { nextStartsAt: "2026-11-29T10:16:00Z" }),
      meeting("soo-soon-soo", { nextStartsAt: "2026-11-29T10:15:00Z" }),
      meeting("any-time-any"),
      meeting("run-runs-run", { inProgress: true }),
    ],
    [],
    now,
  );
  expect(open.map((row) => [row.code, row.now])).toEqual([
    ["run-runs-run", "in-progress"],
    ["soo-soon-soo", "open"],
    ["lat-late-lat", undefined],
    ["any-time-any", undefined],
  ]);
});

test("ended meetings are separate, the latest first, with the day of their deletion", () => {
  const deletedAt = "2026-12-02T10:00:00Z";
  const { open, ended } = accountRows(
    [
      meeting("ear-earl-ear", { endedAt: "2026-11-02T10:00:00Z", deletedAt }),
      meeting("one-open-one"),
      meeting("las-last-las", { endedAt: "2026-11-09T10:00:00Z" }),
    ],
    [kept("ear-earl-ear")],
    now,
  );
  expect(open.map(({ code }) => code)).toEqual(["one-open-one"]);
  expect(ended.map(({ code }) => code)).toEqual(["las-last-las", "ear-earl-ear"]);
  expect(ended[1]).toMatchObject({
    secret: "s3cret",
    when: { kind: "ended", endedAt: "2026-11-02T10:00:00Z", deletedAt },
  });
});

test("an ended meeting of the account is not listed again as this browser's", () => {
  const ended = meeting("end-ende-end", { endedAt: "2026-11-02T10:00:00Z" });
  expect(keptRows([kept("end-ende-end")], [ended])).toEqual([]);
});

test("the account's meeting has the secret kept in this browser, and is listed once", () => {
  const served = [meeting("one-only-one")];
  expect(accountRows(served, [kept("one-only-one")], now).open[0]?.secret).toBe("s3cret");
  expect(keptRows([kept("one-only-one"), kept("oth-ersb-row")], served)).toEqual([
    {
      code: "oth-ersb-row",
      title: "Kept oth-ersb-row",
      secret: "s3cret",
      kept: "links",
      now: undefined,
      when: { kind: "anytime" },
    },
  ]);
});

// Broken on purpose: listed only with a host link → the host key of the first stays, and no one sees it.
test("whatever this browser keeps of a meeting is listed, and says whether a host key would be lost", async () => {
  const { hostSeed } = await newHost();
  const bare = { code: "bar-bare-bar", title: "Bare", keptAt: 1, hostSeed };
  const rows = keptRows([bare, kept("oth-ersb-row")], []);
  expect(rows.map((row) => [row.code, row.secret, row.kept])).toEqual([
    ["bar-bare-bar", undefined, "links-and-host-key"],
    ["oth-ersb-row", "s3cret", "links"],
  ]);
  const [served] = accountRows([meeting("bar-bare-bar")], [bare], now).open;
  expect(served?.kept).toBe("links-and-host-key");
  expect(accountRows([meeting("new-noti-mea")], [bare], now).open[0]?.kept).toBeUndefined();
});

test("a repeating meeting says so while it has a next time", () => {
  const repeat = { every: "week", interval: 1 } as const;
  const next = meeting("a", { repeat, nextStartsAt: "2026-11-30T10:00:00Z" });
  expect(accountRows([next], [], now).open[0]?.when).toEqual({
    kind: "at",
    startsAt: "2026-11-30T10:00:00Z",
    repeats: true,
  });
  expect(accountRows([meeting("b", { repeat })], [], now).open[0]?.when).toEqual({
    kind: "anytime",
  });
});
