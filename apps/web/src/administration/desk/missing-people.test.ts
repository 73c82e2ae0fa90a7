import { deskRoles } from "@graticule/desk/staff";
import { expect, test } from "vitest";
import { hasReportReader, missingForOrders } from "./missing-people.ts";

const holding = (...roles: (typeof deskRoles)[number][]) => ({ roles, secondFactor: true });

test("the roles that no one has are missing", () => {
  expect(missingForOrders([])).toEqual(["intake", "reviewer", "approver"]);
  expect(missingForOrders([holding("reviewer"), holding("safety")])).toEqual([
    "intake",
    "approver",
  ]);
});

test("two people in three roles are one too few; three people are enough", () => {
  const two = [holding("intake", "reviewer"), holding("approver")];
  expect(missingForOrders(two)).toBe("people");
  expect(missingForOrders([...two, holding("safety")])).toBe("people");
  expect(missingForOrders([...two, holding("reviewer")])).toBe("nobody");
});

test("people without a second factor do not count", () => {
  const without = { roles: [...deskRoles], secondFactor: false };
  expect(missingForOrders([without])).toEqual(["intake", "reviewer", "approver"]);
  expect(hasReportReader([without])).toBe(false);
  expect(hasReportReader([holding("appeals"), holding("approver")])).toBe(false);
  expect(hasReportReader([holding("safety")])).toBe(true);
});
