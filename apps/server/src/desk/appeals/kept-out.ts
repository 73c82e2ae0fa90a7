import type { Judge } from "../../decision/judge.ts";
import type { Joins } from "../../presence/joins.ts";

/** Whom an order keeps out, asked of someone who says so. Nothing is kept of the answer. */
export interface KeptOutLookup {
  /** `unknown`: no such join, or not its key. `not-by-this`: another reason, or none. */
  roomOf(
    asked: { readonly id: string; readonly key: string; readonly address: string },
    orderId: string,
  ): { readonly room: string } | "unknown" | "not-by-this";
}

export interface KeptOutParts {
  readonly joins: Pick<Joins, "prove">;
  readonly judge: Judge;
}

/** By what their page was told last, or by what is decided of where they are now. */
export function createKeptOut({ joins, judge }: KeptOutParts): KeptOutLookup {
  return {
    roomOf({ id, key, address }, orderId) {
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
