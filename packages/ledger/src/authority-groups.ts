import type { Day } from "./day.ts";
import { type AuthorityShown, authorityShown, type NameAt, type Stories } from "./story.ts";

export interface AskedOn {
  readonly today: Day;
  readonly nameAt: NameAt;
}

/** By name; those who may not be named are one for each reason. No one else has orders. */
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

/** By request. INVARIANT: all that may not be told share one row, as if they were one. */
export function groupAuthorities(
  stories: Stories,
  { nameAt }: AskedOn,
): ReadonlyMap<number, AuthorityGroup> {
  const numbers = [...stories.threads.ordersOf.keys()].sort((one, other) => one - other);
  const shown = numbers.map(
    (one) => [one, authorityShown(stories, stories.requests.get(one) ?? {}, nameAt)] as const,
  );
  const untils = shown.flatMap(([, by]) => (by.kind === "sealed" ? [by.until] : []));
  const last = untils.sort().at(-1);
  const named = new Map<string, AuthorityGroup>();
  const groupOf = (by: AuthorityShown): AuthorityGroup => {
    if (by.kind === "taken-down" || by.kind === "not-in-register") return takenDownGroup;
    if (by.kind === "sealed") {
      return {
        authority: { kind: "sealed", until: last ?? by.until },
        behind: "authority:sealed",
      };
    }
    const { name, at } = by;
    const first: AuthorityGroup = { authority: { kind: "named", name }, behind: `authority:${at}` };
    const group = named.get(name) ?? first;
    named.set(name, group);
    return group;
  };
  return new Map(shown.map(([request, by]) => [request, groupOf(by)]));
}
