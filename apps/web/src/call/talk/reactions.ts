import type { ReactionName } from "@graticule/api/talk";

export interface Reaction {
  readonly id: number;
  readonly identity: string;
  readonly name: string;
  readonly reaction: ReactionName;
  /** Milliseconds since the epoch, this page's clock. */
  readonly at: number;
}

/** How long a reaction is shown, in milliseconds. */
export const reactionMs = 4_000;
/**
 * The most reactions shown at once.
 * @internal
 */
export const mostReactions = 24;

/** Adds a reaction and drops those shown long enough. */
export function addReaction(
  reactions: readonly Reaction[],
  reaction: Omit<Reaction, "id">,
): readonly Reaction[] {
  const id = (reactions.at(-1)?.id ?? 0) + 1;
  return [...dropSeen(reactions, reaction.at), { ...reaction, id }].slice(-mostReactions);
}

export function dropSeen(reactions: readonly Reaction[], now: number): readonly Reaction[] {
  const left = reactions.filter(({ at }) => now - at < reactionMs);
  return left.length === reactions.length ? reactions : left;
}
