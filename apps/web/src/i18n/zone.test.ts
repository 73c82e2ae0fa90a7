import { momentOf, wallOf } from "@graticule/schedule/zone";
import { expect, test } from "vitest";
import { momentField, momentOfField, ownZone, wallField, wallOfField, zoneOrOwn } from "./zone.ts";

test("wall times convert to moments and back, in odd zones too", () => {
  for (const zone of ["Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "UTC"]) {
    const wall = wallOfField("2026-07-01T08:15") ?? Number.NaN;
    expect(wallField(wallOf(momentOf(wall, zone), zone))).toBe("2026-07-01T08:15");
  }
  expect(wallOfField("")).toBeUndefined();
  expect(wallOfField("2026-13-01T08:15")).toBeUndefined();
});

test("a field is in the time of its zone, in summer and in winter", () => {
  for (const [text, moment] of [
    ["2026-07-01T18:00", "2026-07-01T22:00:00.000Z"],
    ["2026-12-01T18:00", "2026-12-01T23:00:00.000Z"],
  ] as const) {
    expect(momentOfField(text, "America/New_York")).toBe(moment);
    expect(momentField(moment, "America/New_York")).toBe(text);
  }
  expect(momentOfField("", "America/New_York")).toBeUndefined();
});

test("a meeting without a zone, or with an unknown one, has the browser's", () => {
  expect(zoneOrOwn("Asia/Tokyo")).toBe("Asia/Tokyo");
  expect(zoneOrOwn(undefined)).toBe(ownZone());
  expect(zoneOrOwn("Mars/Olympus")).toBe(ownZone());
});
