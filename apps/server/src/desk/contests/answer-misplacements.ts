import type {
  DeskMisplacement,
  MisplacementAnswer,
  misplacementAnswered,
} from "@graticule/api/contests";
import { isBarredFrom } from "@graticule/desk/staff-change";
import { parsePlace } from "@graticule/jurisdiction/place";
import type { Kysely } from "kysely";
import type { z } from "zod";
import type { Database } from "../../db/schema.ts";
import type { Corrections } from "../../location/corrections.ts";
import type { AllMisplacements, SharedMisplacement } from "../../presence/shared-misplacements.ts";
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
  readonly allMisplacements: AllMisplacements;
  readonly corrections: Pick<Corrections, "add">;
  readonly changes: Pick<DeskChanges, "propose">;
}

export function createAnswerMisplacements(parts: AnswerMisplacementsParts) {
  const { db, allMisplacements: misplacements, corrections, changes } = parts;

  const correct = async (
    { member }: StaffSession,
    one: SharedMisplacement,
    code: string,
  ): Promise<MisplacementOutcome> => {
    // Their own authority's territory may be the place.
    if (isBarredFrom("geofeed", member)) return { kind: "forbidden", reason: "is-liaison" };
    const place = parsePlace(code);
    if (place === undefined || !one.instead.has(place)) return { kind: "not-said" };
    const made = await corrections.add(one.network, place);
    switch (made.kind) {
      case "busy":
      case "failed":
        return { kind: "conflict" };
      case "serves":
        await misplacements.end(one);
        return { kind: "serves" };
      case "waits": {
        // Who corrects is the first of the two people.
        const asker = { kind: "member", member } as const;
        const proposed = await changes.propose(asker, { kind: "geofeed", digest: made.digest });
        if (proposed.kind !== "proposed") return { kind: "conflict" };
        await misplacements.end(one);
        return { kind: "waits" };
      }
    }
  };

  return {
    async list({ member }: StaffSession): Promise<readonly DeskMisplacement[]> {
      return await answerable(db, member, await misplacements.recurring(), describe);
    },
    async answer(
      session: StaffSession,
      id: string,
      answer: MisplacementAnswer,
    ): Promise<MisplacementOutcome> {
      const one = (await misplacements.recurring()).find(({ ids }) => ids.includes(id));
      const order = one && (await findOrder(db, one.orderId));
      if (one === undefined || order === undefined) return { kind: "not-found" };
      const may = mayAnswer(session.member, order);
      if (may !== "yes") return { kind: "forbidden", reason: may };
      if (answer.kind === "correct") return await correct(session, one, answer.place);
      await misplacements.end(one);
      return { kind: "left" };
    },
  };
}

function describe({
  ids: [id],
  place,
  instead,
  closesAtMs,
}: SharedMisplacement): Omit<DeskMisplacement, "request" | "mayAnswer"> {
  return { id, place, instead: [...instead].sort(), closesAt: new Date(closesAtMs).toISOString() };
}
