import type { DeskOverview } from "@graticule/api/desk-changes";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { AnswerContests } from "./contests/answer-contests.ts";
import { countWaiting } from "./overview-store.ts";
import type { Register } from "./register/register.ts";
import { countOpenReports } from "./register/store.ts";
import type { Requests } from "./requests/requests.ts";
import type { StaffSession } from "./staff-guard.ts";

export type Overview = ReturnType<typeof createOverview>;

export interface OverviewParts {
  readonly db: Kysely<Database>;
  readonly register: Pick<Register, "staff" | "shortages">;
  readonly requests: Pick<Requests, "list">;
  readonly answerContests: Pick<AnswerContests, "list">;
}

/** What someone of the desk sees first. */
export function createOverview(parts: OverviewParts) {
  const { db, register, requests, answerContests } = parts;
  return async (session: StaffSession): Promise<DeskOverview> => {
    const { member, endsAt } = session;
    const you = (await register.staff()).find(({ id }) => id === member.id);
    if (you === undefined) throw new TypeError("a member of the desk is missing");
    const isOfDesk = member.roles.some((role) => role !== "safety");
    return {
      you: { ...you, sessionEndsAt: new Date(endsAt).toISOString() },
      shortages: [...(await register.shortages())],
      requests: isOfDesk ? [...(await requests.list(member))] : [],
      ...(await countWaiting(db, member)),
      openContests: (await answerContests.list(session)).filter(
        ({ mayAnswer }) => mayAnswer === "yes",
      ).length,
      openReports: await countOpenReports(db, member.id),
    };
  };
}
