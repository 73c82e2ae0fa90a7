import { nextStarts } from "@graticule/schedule/occurrences";
import { momentOf } from "@graticule/schedule/zone";
import { expect, test } from "vitest";
import { wallOfField } from "../../i18n/zone.ts";
import { calendarFile } from "./calendar-file.ts";
import { checkUrlOf, invitationText, type MeetingInvitation } from "./invitation.ts";

const code = "abc-defg-hij";
const secret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
const joinUrl = `https://meet.example/m/${code}#${secret}`;
const now = Date.parse("2026-11-24T12:00:00Z");

const fileOf = (schedule: MeetingInvitation["schedule"], title = "Seminar"): string => {
  const text = calendarFile({ title, joinUrl, schedule }, { code, now });
  if (text === undefined) throw new Error("no calendar file");
  return text;
};

interface Component {
  readonly name: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly parts: readonly Component[];
}

/** A small reader of RFC 5545: unfolds, and keeps parameters with the names. */
function parse(text: string): Component {
  const lines = text
    .replaceAll(/\r\n[ \t]/g, "")
    .split("\r\n")
    .filter((line) => line !== "");
  const read = (name: string): Component => {
    const values = new Map<string, string[]>();
    const parts: Component[] = [];
    for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
      if (line === `END:${name}`) return { name, values, parts };
      const [key = "", ...rest] = line.split(":");
      if (key === "BEGIN") parts.push(read(rest.join(":")));
      else values.set(key, [...(values.get(key) ?? []), rest.join(":")]);
    }
    throw new Error(`${name} has no end`);
  };
  lines.shift();
  return read("VCALENDAR");
}

const part = (component: Component, name: string): Component => {
  const found = component.parts.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const wallOfStamp = (text: string): number =>
  wallOfField(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?$/, "$1-$2-$3T$4:$5:$6")) ??
  Number.NaN;
const offsetOf = (text: string): number =>
  (text.startsWith("-") ? -1 : 1) *
  (Number(text.slice(1, 3)) * 60 + Number(text.slice(3, 5))) *
  60_000;

/** The moment of a wall time, using only the VTIMEZONE in the file. */
function momentByFile(zone: Component, wall: number): number {
  const changes = zone.parts
    .flatMap(({ values }) =>
      [...(values.get("DTSTART") ?? []), ...(values.get("RDATE") ?? [])].map((at) => ({
        at: wallOfStamp(at),
        to: offsetOf(values.get("TZOFFSETTO")?.[0] ?? ""),
      })),
    )
    .sort((a, b) => a.at - b.at);
  const last = changes.filter(({ at }) => at <= wall).at(-1);
  if (last === undefined) throw new Error("before the first change");
  return wall - last.to;
}

test("a meeting without a time has no calendar file", () => {
  expect(calendarFile({ title: "Now", joinUrl, schedule: {} }, { code, now })).toBeUndefined();
});

test("a single meeting is in UTC, whatever zone it was created in", () => {
  const event = part(
    parse(
      fileOf({
        startsAt: "2026-12-03T08:00:00.000Z",
        durationMinutes: 45,
        timeZone: "America/New_York",
      }),
    ),
    "VEVENT",
  );
  expect(event.values.get("DTSTART")).toEqual(["20261203T080000Z"]);
  expect(event.values.get("DTEND")).toEqual(["20261203T084500Z"]);
  expect(event.values.get("DTSTAMP")).toEqual(["20261124T120000Z"]);
  expect(event.values.get("UID")).toEqual([`${code}@meet.example`]);
});

const zones = ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"];
/** A Thursday morning, and a Sunday soon after clocks change. */
const times = [Date.UTC(2026, 11, 3, 9), Date.UTC(2026, 11, 6, 3, 30)];

test("a repeating meeting keeps its hour when clocks change, by the file alone", () => {
  for (const [timeZone, first] of zones.flatMap((zone) => times.map((at) => [zone, at] as const))) {
    const startsAt = new Date(momentOf(first, timeZone)).toISOString();
    const repeat = { every: "week", interval: 1 } as const;
    const file = parse(fileOf({ startsAt, durationMinutes: 60, timeZone, repeat }));
    const event = part(file, "VEVENT");
    const zone = part(file, "VTIMEZONE");
    expect(event.values.get("RRULE")).toEqual(["FREQ=WEEKLY"]);
    expect(event.values.get(`DTSTART;TZID=${timeZone}`)?.map(wallOfStamp)).toEqual([first]);
    expect(zone.values.get("TZID")).toEqual([timeZone]);
    const timetable = { startsAt: Date.parse(startsAt), timeZone, repeat };
    for (const [week, start] of nextStarts(timetable, { fromMs: 0, most: 104 }).entries()) {
      expect(momentByFile(zone, first + week * 7 * 86_400_000)).toBe(start);
    }
  }
});

test("a zone without changes, and UTC itself, are written plainly", () => {
  const startsAt = "2026-12-03T08:00:00.000Z";
  const repeat = { every: "day", interval: 2, count: 4 } as const;
  const utc = parse(fileOf({ startsAt, timeZone: "UTC", repeat }));
  expect(utc.parts.map(({ name }) => name)).toEqual(["VEVENT"]);
  expect(part(utc, "VEVENT").values.get("DTSTART")).toEqual(["20261203T080000Z"]);
  expect(part(utc, "VEVENT").values.get("RRULE")).toEqual(["FREQ=DAILY;INTERVAL=2;COUNT=4"]);
  const kathmandu = parse(fileOf({ startsAt, timeZone: "Asia/Kathmandu", repeat }));
  const observance = part(part(kathmandu, "VTIMEZONE"), "STANDARD");
  expect(observance.values.get("TZOFFSETTO")).toEqual(["+0545"]);
  expect(part(kathmandu, "VTIMEZONE").parts).toHaveLength(1);
});

test("a repetition until a day ends in UTC, as RFC 5545 asks with a zone", () => {
  const event = part(
    parse(
      fileOf({
        startsAt: "2026-12-03T08:00:00.000Z",
        timeZone: "Europe/Paris",
        repeat: { every: "month", interval: 1, until: "2027-03-03T22:59:59.000Z" },
      }),
    ),
    "VEVENT",
  );
  expect(event.values.get("RRULE")).toEqual(["FREQ=MONTHLY;UNTIL=20270303T225959Z"]);
});

test("a title can't add lines of its own to the file (attack 31)", () => {
  const title = "Tea\r\nATTACH:https://evil.example;x\nEND:VEVENT, and; more\\";
  const file = parse(fileOf({ startsAt: "2026-12-03T08:00:00.000Z" }, title));
  const event = part(file, "VEVENT");
  expect(file.parts).toHaveLength(1);
  expect(event.values.has("ATTACH")).toBe(false);
  expect(event.values.get("SUMMARY")).toEqual([
    "Tea\\nATTACH:https://evil.example\\;x\\nEND:VEVENT\\, and\\; more\\\\",
  ]);
});

test("the file and the invitation hold full links to join and to check, and no host secret", () => {
  const schedule = { startsAt: "2026-12-03T08:00:00.000Z" };
  const event = part(parse(fileOf(schedule)), "VEVENT");
  expect(event.values.get("URL;VALUE=URI")).toEqual([joinUrl]);
  const text = invitationText({ title: "Seminar", joinUrl, schedule }, { code, when: "Thursday" });
  expect(text.split("\n")).toEqual([
    "You’re invited: Seminar",
    "Thursday",
    "",
    "Join:",
    joinUrl,
    "",
    "Will I get in? Check beforehand:",
    `https://meet.example/check/${code}#${secret}`,
  ]);
  expect(event.values.get("DESCRIPTION")?.[0]).toContain(`/check/${code}#${secret}`);
  expect(checkUrlOf(`https://meet.example/m/${code}`, code)).toBe(
    `https://meet.example/check/${code}`,
  );
  expect(`${fileOf(schedule)}${text}`).not.toMatch(/manage/);
});
