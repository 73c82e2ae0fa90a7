import type { ContestAnswer, DeskContest } from "@graticule/api/contests";
import type { Kysely } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { Contest, Contests } from "../../presence/contests.ts";
import { findOrder } from "../appeals/store.ts";
import type { StaffSession } from "../staff-guard.ts";
import { answerable, mayAnswer } from "./may-answer.ts";

type ContestAnswerOutcome =
  | { readonly kind: "done" | "not-found" }
  | { readonly kind: "forbidden"; readonly reason: string };

/** What the desk answers to those who say to an order that they are not there. */
export type AnswerContests = ReturnType<typeof createAnswerContests>;

export interface AnswerContestsParts {
  readonly db: Kysely<Database>;
  readonly contests: Pick<Contests, "waiting" | "answer">;
}

export function createAnswerContests({ db, contests }: AnswerContestsParts) {
  return {
    /** The longest waiting first. */
    async list({ member }: StaffSession): Promise<readonly DeskContest[]> {
      return await answerable(db, member, contests.waiting(), described);
    },
    async answer(
      { member }: StaffSession,
      id: string,
      answer: ContestAnswer,
    ): Promise<ContestAnswerOutcome> {
      const contest = contests.waiting().find((one) => one.id === id);
      const order = contest && (await findOrder(db, contest.orderId));
      if (order === undefined) return { kind: "not-found" };
      const may = mayAnswer(member, order);
      if (may !== "yes") return { kind: "forbidden", reason: may };
      const why = answer.kind === "stays-out" ? answer.why : "";
      const outcome = contests.answer(id, { kind: answer.kind, why });
      return { kind: outcome === "done" ? "done" : "not-found" };
    },
  };
}

function described(contest: Contest): Omit<DeskContest, "request" | "mayAnswer"> {
  const { id, orderId, place, evidence, devicePlace, sinceMs, state } = contest;
  const dueAtMs = state.kind === "waits" ? state.dueAtMs : sinceMs;
  return {
    id,
    orderId,
    place,
    evidence: [...evidence],
    devicePlace,
    since: new Date(sinceMs).toISOString(),
    dueAt: new Date(dueAtMs).toISOString(),
  };
}
