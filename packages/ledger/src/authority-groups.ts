import type { Day } from "./day.ts";
import { type AuthorityShown, authorityShown, type NameAt, type Stories } from "./story.ts";

export interface AskedOn {
  readonly today: Day;
  readonly nameAt: NameAt;
}

/** By name; those who may not be named are one for each reason. */
export interface AuthorityGroup {
  authority:
    | { kind: "named"; name: string }
    | { kind: "sealed"; until: Day }
    | { kind: "taken-down" };
  /** For {@link indexesBehind}. */
  behind: string;
}
export const takenDownGroup: AuthorityGroup = {
  authority: { kind: "taken-down" },
  behind: "authority:taken-down",
};

/**
 * By request. INVARIANT: all that may not be told share one row, so none are seen to belong
 * together.
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
    else if (by.kind === "taken-down") groups.set(request, takenDownGroup);
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
