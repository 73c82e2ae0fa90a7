import type { Judge } from "../../decision/judge.ts";
import type { Joins } from "../../presence/joins.ts";

export type KeptOutLookup = ReturnType<typeof createKeptOut>;

export interface KeptOutParts {
  readonly joins: Pick<Joins, "prove">;
  readonly judge: Judge;
}

/** Answers whom an order keeps out, and keeps nothing of the answer. */
export function createKeptOut({ joins, judge }: KeptOutParts) {
  return {
    /**
     * By what the page of this join heard last, or what is decided for its place now. `unknown`: no
     * such join, or not its key. `not-by-this`: kept out for another reason, or not at all.
     */
    roomOf(
      { id, key, address }: { readonly id: string; readonly key: string; readonly address: string },
      orderId: string,
    ): { readonly room: string } | "unknown" | "not-by-this" {
      const join = joins.prove({ id, key });
      if (join === undefined) return "unknown";
      const { room, identity, state: standing } = join;
      if (standing.kind === "kept-out" && standing.refusal.orderId === orderId) return { room };
      const verdict = judge.judge(room, { address, identity });
      const isKeptOut =
        verdict.kind === "decided" &&
        verdict.decision.kind === "refuse" &&
        verdict.decision.reasons.some(
          (reason) => reason.kind === "ordered" && reason.limit === orderId,
        );
      return isKeptOut ? { room } : "not-by-this";
    },
  };
}
