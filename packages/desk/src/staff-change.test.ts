import { expect, test } from "vitest";
import {
  isBarredFrom,
  type LookedAt,
  mayConfirm,
  mayDecline,
  mayHold,
  mayPropose,
  takesOnly,
} from "./staff-change.ts";

test("a change only takes where it gives no role, and ends no liaison except along with all roles", () => {
  const held = { roles: ["intake", "reviewer"], liaisonTo: ["one"] } as const;
  const takes = (roles: readonly ("intake" | "approver")[], ...liaisonTo: readonly string[]) =>
    takesOnly(held, { roles, liaisonTo });
  expect(takes(["intake"], "one")).toBe(true);
  expect(takes(["intake"], "one", "two")).toBe(true);
  expect(takes([])).toBe(true);
  expect(takes(["intake"])).toBe(false);
  expect(takes(["intake"], "two")).toBe(false);
  expect(takes(["approver"], "one")).toBe(false);
  expect(takesOnly(held, { ...held, newKey: true })).toBe(false);
});

test("someone who acts under the terms of service is liaison to no authority", () => {
  expect(mayHold({ roles: ["appeals", "safety"], liaisonTo: ["one"] })).toBe("safety-and-liaison");
  expect(mayHold({ roles: ["appeals", "safety"], liaisonTo: [] })).toBe("yes");
  expect(mayHold({ roles: ["appeals"], liaisonTo: ["one"] })).toBe("yes");
});

const colleague: LookedAt = {
  isProposer: false,
  byAdministrator: false,
  signed: "by-another",
  isConcerned: false,
  takes: true,
  asksNewKey: false,
  waits: false,
  isLiaison: false,
  isProposerLiaison: false,
  isOutdated: false,
  isBroughtBack: false,
  approver: "yes",
  isOnlyApprover: false,
  member: "yes",
};

test("removing another's roles is confirmed by an approver who is neither the proposer nor the one concerned", () => {
  expect(mayConfirm(colleague)).toBe("yes");
  expect(mayConfirm({ ...colleague, isProposer: true })).toBe("proposed-it");
  expect(mayConfirm({ ...colleague, isConcerned: true })).toBe("about-you");
  expect(mayConfirm({ ...colleague, approver: "no" })).toBe("no-such-role");
  expect(mayConfirm({ ...colleague, approver: "too-new" })).toBe("too-new");
  expect(mayConfirm({ ...colleague, isBroughtBack: true })).toBe("brought-back");
  expect(mayConfirm({ ...colleague, approver: "new-key" })).toBe("new-key");
  // A new key is confirmed by another than who has lost theirs.
  const another = { ...colleague, takes: false, asksNewKey: true };
  expect(mayConfirm({ ...another, isConcerned: true })).toBe("about-you");
  expect(mayConfirm(another)).toBe("yes");
  // The person concerned may accept a change that gives them something.
  expect(mayConfirm({ ...colleague, isConcerned: true, takes: false })).toBe("yes");
});

test("a proposal is signed by who made it, or by any member for an administrator, and before it is confirmed", () => {
  const waits = { ...colleague, signed: "no" } as const;
  expect(mayConfirm(waits)).toBe("not-proposed");
  expect(mayConfirm({ ...waits, approver: "too-new" })).toBe("too-new");
  expect(mayPropose(waits)).toBe("no-such-role");
  const own = { ...waits, isProposer: true };
  expect(mayPropose(own)).toBe("yes");
  expect(mayPropose({ ...own, approver: "no" })).toBe("yes");
  expect(mayPropose({ ...own, member: "no" })).toBe("no-such-role");
  expect(mayPropose({ ...own, member: "new-key" })).toBe("new-key");
  expect(mayPropose({ ...own, isBroughtBack: true })).toBe("brought-back");
  expect(mayPropose({ ...own, signed: "by-them" })).toBe("signed-it");
  const administrators = { ...waits, byAdministrator: true };
  expect(mayPropose(administrators)).toBe("yes");
  expect(mayPropose({ ...administrators, isConcerned: true, asksNewKey: true })).toBe("about-you");
  // Else no one could confirm it.
  expect(mayPropose({ ...administrators, isOnlyApprover: true })).toBe("only-approver");
  expect(mayPropose({ ...own, isOnlyApprover: true })).toBe("yes");
  // One who signed it confirms nothing, and can still stop it.
  const signed = { ...administrators, signed: "by-them" } as const;
  expect(mayPropose(signed)).toBe("signed-it");
  expect(mayConfirm(signed)).toBe("signed-it");
  expect(mayDecline(signed)).toBe("yes");
});

test("a liaison has no part in what authorities reach: they neither sign, confirm nor decline it", () => {
  const liaison = { ...colleague, isLiaison: true };
  expect(mayConfirm(liaison)).toBe("is-liaison");
  expect(mayDecline(liaison)).toBe("is-liaison");
  const since = { ...colleague, isProposerLiaison: true };
  expect([mayConfirm(since), mayDecline(since)]).toEqual(["proposer-is-liaison", "yes"]);
  const outdated = { ...colleague, isOutdated: true };
  expect([mayConfirm(outdated), mayDecline(outdated)]).toEqual(["appointed-since", "yes"]);
  expect(mayPropose({ ...liaison, signed: "no", isProposer: true })).toBe("is-liaison");
  for (const kind of ["authority", "disputed-places", "geofeed"]) {
    expect(isBarredFrom(kind, { liaisonTo: ["one"] })).toBe(true);
    expect(isBarredFrom(kind, { liaisonTo: [] })).toBe(false);
  }
  expect(isBarredFrom("staff", { liaisonTo: ["one"] })).toBe(false);
});

test("the person concerned declines what no one could confirm, and stops nothing that two colleagues can do", () => {
  const concerned = { ...colleague, isConcerned: true };
  expect(mayDecline({ ...concerned, approver: "no", waits: true })).toBe("yes");
  expect(mayDecline({ ...concerned, waits: true })).toBe("yes");
  expect(mayDecline(concerned)).toBe("about-you");
  expect(mayDecline({ ...concerned, approver: "no" })).toBe("no-such-role");
  expect(mayDecline({ ...concerned, isProposer: true, waits: true })).toBe("proposed-it");
  expect(mayDecline({ ...colleague, approver: "too-new" })).toBe("yes");
  expect(mayDecline({ ...colleague, approver: "new-key" })).toBe("yes");
  expect(mayDecline({ ...colleague, isProposer: true })).toBe("proposed-it");
  expect(mayDecline({ ...colleague, isBroughtBack: true })).toBe("yes");
});
