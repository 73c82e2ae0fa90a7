import type { StaffMember } from "@graticule/api/desk-changes";

type Holder = Pick<StaffMember, "roles" | "secondFactor">;

const forOrders = ["intake", "reviewer", "approver"] as const;
type OrderRole = (typeof forOrders)[number];

/** What an order lacks: roles that no one at the desk has; else people, since an order takes three different ones. */
export function missingForOrders(
  staff: readonly Holder[],
): readonly OrderRole[] | "people" | "nobody" {
  const present = staff.filter(({ secondFactor }) => secondFactor);
  const having = (role: OrderRole) => present.filter(({ roles }) => roles.includes(role));
  const missing = forOrders.filter((role) => having(role).length === 0);
  if (missing.length > 0) return missing;
  const three = having("intake").some((enteredBy) =>
    having("reviewer").some((proposer) =>
      having("approver").some((approver) => new Set([enteredBy, proposer, approver]).size === 3),
    ),
  );
  return three ? "nobody" : "people";
}

/** Whether a member of the desk can read reports of abuse. */
export const hasReportReader = (staff: readonly Holder[]): boolean =>
  staff.some(({ roles, secondFactor }) => secondFactor && roles.includes("safety"));
