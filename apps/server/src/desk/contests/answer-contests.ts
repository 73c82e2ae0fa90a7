import { type ContestAnswer, type DeskContest, deskContest } from "@graticule/api/contests";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Questions } from "../../cluster/questions.ts";
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
  readonly questions: Questions;
}

/** Of one instance, the longest waiting: within what another one reads of an answer. The next ones come as these are answered. */
const mostTold = 500;

/** What one instance tells another of a contest: never who. */
const told = deskContest.omit({ request: true, mayAnswer: true });
const answered = z.object({
  id: z.uuid(),
  kind: z.enum(["in", "stays-out"]),
  why: z.string().max(500),
});

export function createAnswerContests({ db, contests, questions }: AnswerContestsParts) {
  const waitingAt = questions.ofAll("contests", { body: z.null(), answer: told.array() }, () =>
    contests.waiting().slice(0, mostTold).map(described),
  );
  const answerAt = questions.ofAll(
    "answer-contest",
    { body: answered, answer: z.enum(["done", "absent"]) },
    ({ id, ...answer }) => contests.answer(id, answer),
  );
  const waiting = async () =>
    (await waitingAt(null))
      .flat()
      .sort((one, other) => Date.parse(one.since) - Date.parse(other.since));

  return {
    /** The longest waiting first. */
    async list({ member }: StaffSession): Promise<readonly DeskContest[]> {
      return await answerable(db, member, await waiting(), (one) => one);
    },
    async answer(
      { member }: StaffSession,
      id: string,
      answer: ContestAnswer,
    ): Promise<ContestAnswerOutcome> {
      const contest = (await waiting()).find((one) => one.id === id);
      const order = contest && (await findOrder(db, contest.orderId));
      if (order === undefined) return { kind: "not-found" };
      const may = mayAnswer(member, order);
      if (may !== "yes") return { kind: "forbidden", reason: may };
      const why = answer.kind === "stays-out" ? answer.why : "";
      const outcomes = await answerAt({ id, kind: answer.kind, why });
      return { kind: outcomes.includes("done") ? "done" : "not-found" };
    },
  };
}

function described(contest: Contest): z.infer<typeof told> {
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
