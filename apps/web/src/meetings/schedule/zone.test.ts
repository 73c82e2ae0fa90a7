import { momentOf, wallOf } from "@graticule/schedule/zone";
import { expect, test } from "vitest";
import { wallField, wallOfField } from "./zone.ts";

test("wall times go to moments and back in odd zones too", () => {
  for (const zone of ["Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "UTC"]) {
    const wall = wallOfField("2026-07-01T08:15") ?? Number.NaN;
    expect(wallField(wallOf(momentOf(wall, zone), zone))).toBe("2026-07-01T08:15");
  }
  expect(wallOfField("")).toBeUndefined();
  expect(wallOfField("2026-13-01T08:15")).toBeUndefined();
});
