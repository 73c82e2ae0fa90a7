import type { Proposer } from "./ports.ts";
import type { GroupParticipant, GroupRoster, OpenChange } from "./roster.ts";

const mostAtOnce = 100;

/** Who leaves and who joins with the next change. */
export type Due = Record<"going" | "coming", readonly (readonly [string, GroupParticipant])[]>;

/**
 * INVARIANT: the removal of a participant who left waits for nobody else. A doubted key package
 * takes a round trip, and people with the link could bring many.
 */
export function dueIn(roster: GroupRoster): Due {
  const going = roster.going();
  if (!roster.isUrgent) return { going, coming: roster.coming().slice(0, mostAtOnce) };
  return { going: going.filter(([, { leaving }]) => leaving === "now"), coming: [] };
}

/** Signed for this epoch: removals, then additions. */
export function proposed(
  proposer: Proposer,
  at: { readonly group: string; readonly epoch: number },
  { going, coming }: Due,
): readonly OpenChange[] {
  return [
    ...going.map(([identity, { leaf = -1 }]): OpenChange => {
      const { message: proposal, ...refs } = proposer.propose(at, { kind: "remove", leaf });
      return { kind: "remove", identity, proposal, ...refs, keyPackage: undefined };
    }),
    ...coming.map(([identity, { wants: keyPackage = "" }]): OpenChange => {
      const { message: proposal, ...refs } = proposer.propose(at, { kind: "add", keyPackage });
      return { kind: "add", identity, proposal, ...refs, keyPackage };
    }),
  ];
}
