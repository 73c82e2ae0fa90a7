import type { CommitHead } from "./ports.ts";
import type { OpenChange } from "./roster.ts";

/**
 * Whether a commit is the one asked for: of this member in this epoch, of exactly these changes in
 * this order, with a path unless it only adds, with a welcome for exactly the key packages that it
 * adds.
 */
export function isFitting(
  head: CommitHead,
  at: {
    readonly group: string | undefined;
    readonly epoch: number;
    readonly leaf: number | undefined;
  },
  changes: readonly OpenChange[],
): boolean {
  const added = changes.flatMap(({ welcomeRef }) => welcomeRef ?? []);
  const mayLackPath = added.length > 0 && added.length === changes.length;
  return (
    head.group === at.group &&
    head.epoch === at.epoch &&
    head.leaf === at.leaf &&
    head.refs.length === changes.length &&
    head.refs.every((ref, place) => ref === changes[place]?.ref) &&
    (head.hasPath || mayLackPath) &&
    areSame(head.welcomed, added)
  );
}

/** In any order. */
function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.toSorted().join() === others.toSorted().join();
}
