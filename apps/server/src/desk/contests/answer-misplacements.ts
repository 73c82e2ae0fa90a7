import type {
  DeskMisplacement,
  MisplacementAnswer,
  misplacementAnswered,
} from "@graticule/api/contests";
import { parsePlace } from "@graticule/jurisdiction/place";
import type { Kysely } from "kysely";
import type { z } from "zod";
import type { Database } from "../../db/schema.ts";
import type { Corrections } from "../../location/corrections.ts";
import type { Misplacement, Misplacements } from "../../presence/misplacements.ts";
import { findOrder } from "../appeals/store.ts";
import type { DeskChanges } from "../changes/changes.ts";
import type { StaffSession } from "../staff-guard.ts";
import { answerable, mayAnswer } from "./may-answer.ts";

type MisplacementOutcome =
  | z.infer<typeof misplacementAnswered>
  | { readonly kind: "not-found" | "conflict" | "not-said" }
  | { readonly kind: "forbidden"; readonly reason: string };

/** What the desk makes of networks that are placed wrongly again and again. */
export type AnswerMisplacements = ReturnType<typeof createAnswerMisplacements>;

export interface AnswerMisplacementsParts {
  readonly db: Kysely<Database>;
  readonly misplacements: Pick<Misplacements, "recurring" | "end">;
  readonly corrections: Pick<Corrections, "add">;
  readonly changes: Pick<DeskChanges, "propose">;
}

export function createAnswerMisplacements(parts: AnswerMisplacementsParts) {
  const { db, misplacements, corrections, changes } = parts;

  const correct = async (
    { member }: StaffSession,
    { id, network, instead }: Misplacement,
    code: string,
  ): Promise<MisplacementOutcome> => {
    const place = parsePlace(code);
    if (place === undefined || !instead.has(place)) return { kind: "not-said" };
    const made = await corrections.add(network, place);
    switch (made.kind) {
      case "busy":
      case "failed":
        return { kind: "conflict" };
      case "serves":
        misplacements.end(id);
        return { kind: "serves" };
      case "waits":
        misplacements.end(id);
        // Who corrects is the first of the two people.
        await changes.propose({ kind: "member", member }, { kind: "geofeed", digest: made.digest });
        return { kind: "waits" };
    }
  };

  return {
    async list({ member }: StaffSession): Promise<readonly DeskMisplacement[]> {
      return await answerable(db, member, misplacements.recurring(), describe);
    },
    async answer(
      session: StaffSession,
      id: string,
      answer: MisplacementAnswer,
    ): Promise<MisplacementOutcome> {
      const one = misplacements.recurring().find((known) => known.id === id);
      const order = one && (await findOrder(db, one.orderId));
      if (one === undefined || order === undefined) return { kind: "not-found" };
      const may = mayAnswer(session.member, order);
      if (may !== "yes") return { kind: "forbidden", reason: may };
      if (answer.kind === "correct") return await correct(session, one, answer.place);
      misplacements.end(id);
      return { kind: "left" };
    },
  };
}

function describe({
  id,
  place,
  instead,
  closesAtMs,
}: Misplacement): Omit<DeskMisplacement, "request" | "mayAnswer"> {
  return { id, place, instead: [...instead].sort(), closesAt: new Date(closesAtMs).toISOString() };
}
