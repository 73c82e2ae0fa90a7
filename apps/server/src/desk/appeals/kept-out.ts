import { z } from "zod";
import type { Questions } from "../../cluster/questions.ts";
import type { Judge } from "../../decision/judge.ts";
import type { Joins } from "../../presence/joins.ts";

export type KeptOutLookup = ReturnType<typeof createKeptOut>;

export interface KeptOutParts {
  readonly joins: Pick<Joins, "prove" | "roomOf">;
  readonly judge: Judge;
  readonly questions: Questions;
}

/** The address goes to the room's owner and no further, as that of any request about the room. */
const asked = z.object({
  id: z.string(),
  key: z.string(),
  address: z.string(),
  orderId: z.string(),
});

/** Answers whom an order keeps out, and keeps nothing of the answer. */
export function createKeptOut({ joins, judge, questions }: KeptOutParts) {
  const isKeptOut = questions.aboutRoom(
    "kept-out",
    { body: asked, answer: z.enum(["yes", "unknown", "not-by-this"]) },
    (room, { orderId, address, ...key }) => {
      const join = joins.prove(key);
      if (join === undefined) return "unknown";
      const { identity, state } = join;
      if (state.kind === "kept-out" && state.refusal.orderId === orderId) return "yes";
      const verdict = judge.judge(room, { address, identity });
      const isOut =
        verdict.kind === "decided" &&
        verdict.decision.kind === "refuse" &&
        verdict.decision.reasons.some(
          (reason) => reason.kind === "ordered" && reason.limit === orderId,
        );
      return isOut ? "yes" : "not-by-this";
    },
  );

  return {
    /**
     * By what the page of this join heard last, or what is decided for its place now. `unknown`: no
     * such join, or not its key. `not-by-this`: kept out for another reason, or not at all.
     * `outage`: it can't be told now.
     */
    async roomOf(
      who: { readonly id: string; readonly key: string; readonly address: string },
      orderId: string,
    ): Promise<{ readonly room: string } | "unknown" | "not-by-this" | "outage"> {
      const room = joins.roomOf(who);
      if (room === undefined) return "unknown";
      const answer = (await isKeptOut(room, { ...who, orderId })) ?? "outage";
      return answer === "yes" ? { room } : answer;
    },
  };
}
