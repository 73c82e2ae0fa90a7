import type { Colleague } from "@graticule/api/desk";
import type { ChangeInput, DeskChange } from "@graticule/api/desk-changes";
import type { DeskMember } from "@graticule/desk/staff";
import { type LookedAt, mayConfirm, mayDecline } from "@graticule/desk/staff-change";
import type { Kysely } from "kysely";
import { askDatabase } from "../../db/database-word.ts";
import type { Database } from "../../db/schema.ts";
import { approvesFrom } from "../register/store.ts";
import { endChange, enterChange, type Proposal } from "./enter-change.ts";
import {
  type Inspected,
  type InspectParts,
  inspectProposal,
  type ProposalProblem,
} from "./inspect-proposal.ts";
import { sayChange } from "./say-change.ts";
import { lockOpenChange, type RecordedChange, readChanges } from "./store.ts";
import { neverTakesEffect, takeEffect } from "./take-effect.ts";

/** Who asks: someone of the desk, or the administrator, who confirms nothing. */
export type Asker =
  | { readonly kind: "member"; readonly member: DeskMember }
  | { readonly kind: "administrator"; readonly id: string };

export type ProposeOutcome =
  | { readonly kind: "proposed"; readonly change: DeskChange }
  | { readonly kind: "invalid"; readonly problems: readonly ProposalProblem[] }
  | { readonly kind: "conflict" };

export type MayNot = Exclude<DeskChange["mayConfirm"], "yes">;
export type DecideOutcome =
  | { readonly kind: "decided"; readonly change: DeskChange }
  | { readonly kind: "forbidden"; readonly reason: MayNot }
  | { readonly kind: "conflict" }
  | { readonly kind: "absent" };

export interface ChangeDecision {
  readonly id: string;
  readonly outcome: "confirmed" | "declined" | "withdrawn";
}

/** What one proposes and another confirms. What is answered is durable. */
export interface DeskChanges {
  /** Those that are open, and the newest of those that are decided, as this asker may act on them. */
  list(asker: Asker): Promise<readonly DeskChange[]>;
  propose(asker: Asker, input: ChangeInput): Promise<ProposeOutcome>;
  /** Takes effect at once where it is confirmed. */
  decide(asker: Asker, decision: ChangeDecision): Promise<DecideOutcome>;
}

export interface DeskChangesParts extends InspectParts {
  readonly db: Kysely<Database>;
  /** The database's time. */
  readonly now: () => number;
  /** Lets decisions of this process know what was decided. */
  readonly refresh: () => Promise<void>;
  /** Location data of the operator's own, by their digest, are not to serve. */
  readonly geofeedDeclined: (digest: string) => Promise<void>;
}

export function createChanges(parts: DeskChangesParts): DeskChanges {
  const { db, now, refresh } = parts;
  const told = async (asker: Asker, id: string): Promise<DeskChange> => {
    const [change] = await readChanges(db, id);
    if (change === undefined) throw new TypeError("a change that was recorded is missing");
    return tell(change, asker, now());
  };

  return {
    list: async (asker) => (await readChanges(db)).map((change) => tell(change, asker, now())),
    async propose(asker, input) {
      const inspected = await inspectProposal(parts, input);
      if (inspected.kind === "invalid") return inspected;
      const proposal = { body: inspected.body, by: idOf(asker), as: asker.kind };
      const takes = isOwnTaking(inspected, asker) ? "one" : "two";
      const id = await askDatabase(() => record(db, proposal, takes));
      if (id === "forbidden" || id === "conflict") return { kind: "conflict" };
      return { kind: "proposed", change: await told(asker, id) };
    },
    async decide(asker, { id, outcome }) {
      const [change] = await readChanges(db, id);
      if (change === undefined) return { kind: "absent" };
      const may = mayDecide(change, asker, { outcome, now: now() });
      if (may === "closed") return { kind: "conflict" };
      if (may !== "yes") return { kind: "forbidden", reason: may };
      const word = await askDatabase(() => end(db, idOf(asker), { id, outcome }));
      if (word === "forbidden" || word === "conflict") return { kind: "conflict" };
      await refresh();
      const { body } = change;
      if (body.kind === "geofeed" && outcome !== "confirmed") {
        await parts.geofeedDeclined(body.digest);
      }
      return { kind: "decided", change: await told(asker, id) };
    },
  };
}

/** Who could empty the desk alone could fill it anew once nobody is there to decline: one takes only one's own roles. */
function isOwnTaking(inspected: Inspected, asker: Asker): boolean {
  return inspected.kind === "takes" && inspected.person === idOf(asker);
}

/** What takes one person is recorded, ended and done in one transaction. */
async function record(
  db: Kysely<Database>,
  proposal: Proposal,
  takes: "one" | "two",
): Promise<string> {
  return await db.transaction().execute(async (tx) => {
    const id = await enterChange(tx, proposal);
    if (takes === "two") return id;
    await endChange(tx, { id, outcome: "alone", by: proposal.by });
    await takeEffect(tx, { id, body: proposal.body });
    return id;
  });
}

async function end(
  db: Kysely<Database>,
  by: string,
  { id, outcome }: ChangeDecision,
): Promise<"done" | "conflict"> {
  return await db.transaction().execute(async (tx) => {
    const open = await lockOpenChange(tx, id);
    if (open === "absent" || open === "closed") return "conflict";
    await endChange(tx, { id, outcome, by });
    if (outcome === "confirmed") await takeEffect(tx, { id, body: open.body });
    else await neverTakesEffect(tx, id);
    return "done";
  });
}

function mayDecide(
  change: RecordedChange,
  asker: Asker,
  { outcome, now }: { readonly outcome: ChangeDecision["outcome"]; readonly now: number },
): "yes" | MayNot {
  if (change.outcome !== null) return "closed";
  const looked = lookAt(change, asker, now);
  switch (outcome) {
    case "withdrawn":
      return looked.isProposer ? "yes" : "no-such-role";
    case "declined":
      return mayDecline(looked);
    case "confirmed": {
      const may = mayConfirm(looked);
      return may === "yes" && change.unproved ? "not-proved" : may;
    }
  }
}

function lookAt(
  { body, proposedBy, takesOnly, waitsUntil }: RecordedChange,
  asker: Asker,
  now: number,
): LookedAt {
  const by = idOf(asker);
  const approves = asker.kind === "member" && asker.member.roles.includes("approver");
  const isNew = asker.kind === "member" && approvesFrom(asker.member, now) !== undefined;
  return {
    isProposer: proposedBy === by,
    isConcerned: body.kind === "staff" && body.person === by,
    takes: takesOnly,
    waits: waitsUntil !== null,
    approver: approves ? (isNew ? "too-new" : "yes") : "no",
  };
}

function tell(change: RecordedChange, asker: Asker, now: number): DeskChange {
  const { id, body, aboutName, aboutEmail, accepted, outcome } = change;
  const { decidedBy, decidedAt, waitsUntil } = change;
  const emailVerified = change.aboutVerified === true;
  // What only takes roles asks for no proof; a role that was given is told with it later, too.
  const isGiven = aboutEmail !== null && (outcome !== null || !change.takesOnly);
  return {
    id,
    kind: body.kind,
    ...(isGiven ? { about: { email: aboutEmail, emailVerified, accepted } } : {}),
    says: sayChange(body, aboutName ?? undefined),
    proposedBy: colleague(change.proposedBy, change.proposerName),
    proposedAt: change.proposedAt.toISOString(),
    state: outcome ?? "open",
    ...(decidedBy === null ? {} : { decidedBy: colleague(decidedBy, change.deciderName) }),
    ...(decidedAt === null ? {} : { decidedAt: decidedAt.toISOString() }),
    ...(waitsUntil === null ? {} : { waitsUntil: waitsUntil.toISOString() }),
    mayConfirm: mayDecide(change, asker, { outcome: "confirmed", now }),
    mayDecline: mayDecide(change, asker, { outcome: "declined", now }),
  };
}

function idOf(asker: Asker): string {
  return asker.kind === "member" ? asker.member.id : asker.id;
}

function colleague(id: string, name: string | null): Colleague {
  return { id, name: name ?? "" };
}
