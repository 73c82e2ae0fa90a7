import fc from "fast-check";
import { expect, test } from "vitest";
import { isTimeZone, momentOf, wallOf } from "./zone.ts";

test("a zone name is one that has rules", () => {
  expect(["Europe/Paris", "UTC", "Asia/Hong_Kong"].every(isTimeZone)).toBe(true);
  expect(["", "Nowhere/Land", "+02:00", "-0500", "CET; DROP"].some(isTimeZone)).toBe(false);
});

const zone = fc.constantFrom(
  ...["Europe/Paris", "America/St_Johns", "Australia/Lord_Howe", "Asia/Tehran", "Asia/Kathmandu"],
  ...["Africa/Casablanca", "America/Sao_Paulo", "Pacific/Apia", "UTC"],
);
const moment = fc
  .integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) })
  .map((ms) => ms - (ms % 1000));

test("what clocks show leads back to its moment, or to the first time that they showed it", () => {
  fc.assert(
    fc.property(moment, zone, (ms, timeZone) => {
      const back = momentOf(wallOf(ms, timeZone), timeZone);
      expect(back).toBeLessThanOrEqual(ms);
      expect(wallOf(back, timeZone)).toEqual(wallOf(ms, timeZone));
    }),
  );
});
