import type { Waiting } from "@graticule/api/hosting";

/** Those who are let in one by one alone: whom a rule keeps out, and whom the service took out. */
const oneByOne: ReadonlySet<Waiting["because"]> = new Set(["knock", "terms"]);

/** Whom the host lets in all at once, and whether others wait beside them. */
export function inTheLobby(waiting: readonly Waiting[]): {
  readonly count: number;
  readonly others: boolean;
} {
  const count = waiting.filter(({ because }) => !oneByOne.has(because)).length;
  return { count, others: count < waiting.length };
}
