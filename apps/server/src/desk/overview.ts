import type { DeskContest } from "@graticule/api/contests";
import type { DeskOverview } from "@graticule/api/desk-changes";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import type { AnswerContests } from "./contests/answer-contests.ts";
import type { Register } from "./register/register.ts";
import { countOpenReports } from "./register/store.ts";
import type { Requests } from "./requests/requests.ts";
import type { StaffSession } from "./staff-guard.ts";

/** What somebody of the desk sees first. */
export type Overview = (session: StaffSession) => Promise<DeskOverview>;

export interface OverviewParts {
  readonly db: Kysely<Database>;
  readonly register: Pick<Register, "staff" | "shortages">;
  readonly requests: Pick<Requests, "list">;
  readonly answerContests: Pick<AnswerContests, "list">;
}

export function createOverview(parts: OverviewParts): Overview {
  const { db, register, requests, answerContests } = parts;
  return async (session) => {
    const { member, endsAt } = session;
    const you = (await register.staff()).find(({ id }) => id === member.id);
    if (you === undefined) throw new TypeError("a member of the desk is missing");
    const isOfDesk = member.roles.some((role) => role !== "safety");
    return {
      you: { ...you, sessionEndsAt: new Date(endsAt).toISOString() },
      shortages: [...(await register.shortages())],
      requests: isOfDesk ? [...(await requests.list(member))] : [],
      ...(await whatWaits(db, member.liaisonTo)),
      openContests: (await answerContests.list(session)).filter(canAnswer).length,
      openReports: await countOpenReports(db),
    };
  };
}

function canAnswer({ mayAnswer }: DeskContest): boolean {
  return mayAnswer === "yes";
}

type Waiting = Pick<DeskOverview, "openChanges" | "openAppeals">;

/** @param hidden series of authorities of whose requests this member reads nothing */
async function whatWaits(db: Kysely<Database>, hidden: readonly string[]): Promise<Waiting> {
  const { rows } = await sql<Waiting>`SELECT
    (SELECT count(*) FROM desk_change c WHERE NOT EXISTS
      (SELECT FROM desk_change_outcome o WHERE o.change_id = c.id)) AS "openChanges",
    (SELECT count(*) FROM appeal_case c JOIN order_proposal p ON p.id = c.order_id
      JOIN authority a ON a.id = p.authority_id
      WHERE a.series <> ALL (${hidden as string[]}::uuid[]) AND NOT EXISTS (SELECT FROM appeal_decision d
          WHERE d.order_id = c.order_id AND d.case_no = c.no)
        AND NOT EXISTS (SELECT FROM order_end e WHERE e.order_id = c.order_id)
        AND c.due_at > now()) AS "openAppeals"`.execute(db);
  return rows[0] ?? { openChanges: 0, openAppeals: 0 };
}
