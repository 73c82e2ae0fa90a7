import type { ContestAnswer, DeskContest } from "@graticule/api/contests";
import type { Kysely } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { Contest, Contests } from "../../presence/contests.ts";
import { findOrder } from "../appeals/store.ts";
import type { StaffSession } from "../staff-guard.ts";
import { mayAnswer, requestOf } from "./may-answer.ts";

export type ContestAnswerOutcome =
  | { readonly kind: "done" | "not-found" }
  | { readonly kind: "forbidden"; readonly reason: string };

/** What the desk answers to those who say to an order that they are not there. */
export interface AnswerContests {
  list(session: StaffSession): Promise<readonly DeskContest[]>;
  answer(session: StaffSession, id: string, answer: ContestAnswer): Promise<ContestAnswerOutcome>;
}

export interface AnswerContestsParts {
  readonly db: Kysely<Database>;
  readonly contests: Pick<Contests, "waiting" | "answer">;
}

export function createAnswerContests({ db, contests }: AnswerContestsParts): AnswerContests {
  return {
    async list({ member }) {
      const waiting = contests.waiting();
      const found = await Promise.all(
        [...new Set(waiting.map(({ orderId }) => orderId))].map((id) => findOrder(db, id)),
      );
      const orders = new Map(found.flatMap((order) => (order ? [[order.id, order]] : [])));
      return waiting.flatMap((contest) => {
        const order = orders.get(contest.orderId);
        if (order === undefined) return [];
        const may = mayAnswer(member, order);
        if (may === "liaison") return [];
        return [{ ...described(contest), ...requestOf(order), mayAnswer: may }];
      });
    },
    async answer({ member }, id, answer) {
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
    ...(devicePlace === undefined ? {} : { devicePlace }),
    since: new Date(sinceMs).toISOString(),
    dueAt: new Date(dueAtMs).toISOString(),
  };
}
