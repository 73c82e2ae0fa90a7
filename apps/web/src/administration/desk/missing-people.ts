import type { StaffMember } from "@graticule/api/desk-changes";

type Holder = Pick<StaffMember, "roles" | "secondFactor">;

const forOrders = ["intake", "reviewer", "approver"] as const;
type OrderRole = (typeof forOrders)[number];

/**
 * What an order lacks: roles that nobody has who can come to the desk; else people, since an order takes
 * three different ones.
 */
export function missingForOrders(
  staff: readonly Holder[],
): readonly OrderRole[] | "people" | "nobody" {
  const present = staff.filter(({ secondFactor }) => secondFactor);
  const having = (role: OrderRole) => present.filter(({ roles }) => roles.includes(role));
  const missing = forOrders.filter((role) => having(role).length === 0);
  if (missing.length > 0) return missing;
  const three = having("intake").some((typist) =>
    having("reviewer").some((proposer) =>
      having("approver").some((approver) => new Set([typist, proposer, approver]).size === 3),
    ),
  );
  return three ? "nobody" : "people";
}

/** Whether someone can come to the desk who reads reports of abuse. */
export const someoneReadsReports = (staff: readonly Holder[]): boolean =>
  staff.some(({ roles, secondFactor }) => secondFactor && roles.includes("safety"));
