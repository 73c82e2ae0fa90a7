import { z } from "zod";
import type { Questions } from "../../cluster/questions.ts";
import type { Judge } from "../../decision/judge.ts";
import type { Joins } from "../../presence/joins.ts";
import type { StoredRoomDirectory } from "../../rooms/stored-room-directory.ts";

export type KeptOutLookup = ReturnType<typeof createKeptOut>;

export interface KeptOutParts {
  readonly joins: Pick<Joins, "prove" | "codeOf">;
  readonly directory: Pick<StoredRoomDirectory, "load" | "roomOf">;
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
export function createKeptOut({ joins, directory, judge, questions }: KeptOutParts) {
  const isKeptOut = questions.aboutRoom(
    "kept-out",
    { body: asked, answer: z.enum(["yes", "unknown", "not-by-this", "outage"]) },
    async (room, { orderId, address, ...key }) => {
      if ((await directory.load(room)) === "outage") return "outage";
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
     * `outage`: it can't be told now. Rejects while the database is away.
     */
    async roomOf(
      who: { readonly id: string; readonly key: string; readonly address: string },
      orderId: string,
    ): Promise<{ readonly room: string } | "unknown" | "not-by-this" | "outage"> {
      const code = joins.codeOf(who);
      const room = code === undefined ? undefined : await directory.roomOf(code);
      if (room === undefined) return "unknown";
      const answer = (await isKeptOut(room, { ...who, orderId })) ?? "outage";
      return answer === "yes" ? { room } : answer;
    },
  };
}
