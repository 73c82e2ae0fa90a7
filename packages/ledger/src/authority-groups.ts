import type { Day } from "./day.ts";
import { type AuthorityShown, authorityShown, type NameAt, type Stories } from "./story.ts";

export interface AskedOn {
  readonly today: Day;
  readonly nameAt: NameAt;
}

/** Of whoever may be named by that name; all others in one for each reason not to. */
export interface AuthorityGroup {
  authority:
    | { kind: "named"; name: string }
    | { kind: "sealed"; until: Day }
    | { kind: "taken-down" };
  /** What names the entries behind it. */
  behind: string;
}
export const nobodyTold: AuthorityGroup = {
  authority: { kind: "taken-down" },
  behind: "authority:taken-down",
};

/**
 * Of each request that has an order the row that it is counted in. INVARIANT: requests of whoever may not be told are
 * in one row, all of them, so that nobody sees which are of the same one.
 */
export function groupAuthorities(
  stories: Stories,
  { nameAt }: AskedOn,
): ReadonlyMap<number, AuthorityGroup> {
  const groups = new Map<number, AuthorityGroup>();
  const named = new Map<string, AuthorityGroup>();
  const shut = new Map<number, Extract<AuthorityShown, { kind: "sealed" }>>();
  const numbers = [...stories.threads.ordersOf.keys()].sort((one, other) => one - other);
  for (const request of numbers) {
    const by = authorityShown(stories, stories.requests.get(request) ?? {}, nameAt);
    if (by.kind === "sealed") shut.set(request, by);
    else if (by.kind === "taken-down") groups.set(request, nobodyTold);
    else {
      const { name, at } = by;
      const group = named.get(name) ?? {
        authority: { kind: "named", name },
        behind: `authority:${at}`,
      };
      named.set(name, group);
      groups.set(request, group);
    }
  }
  const last = [...shut.values()]
    .map(({ until }) => until)
    .sort()
    .at(-1);
  if (last !== undefined) {
    const authority = { kind: "sealed" as const, until: last };
    for (const request of shut.keys())
      groups.set(request, { authority, behind: "authority:sealed" });
  }
  return groups;
}
