import { randomUUID } from "node:crypto";
import type { SignatureInLog } from "@graticule/desk/entry";
import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import type { ChangeBody } from "./change-body.ts";
import { sayChange } from "./say-change.ts";
import { type ChangeOutcome, type GivenKey, insertChange, insertChangeOutcome } from "./store.ts";

/** A change, and who proposes it. */
export interface Proposal {
  readonly body: ChangeBody;
  readonly by: string;
  readonly as: "member" | "administrator";
}

/** Records a change with its public entry; nothing of it holds yet. Answers its id. */
export async function enterChange(
  tx: Transaction<Database>,
  { body, by, as }: Proposal,
): Promise<string> {
  const id = randomUUID();
  const { kind, ...rest } = body;
  const byAdministrator = as === "administrator";
  const row = { id, kind, body: JSON.stringify(rest), proposedBy: by, byAdministrator };
  await insertChange(tx, row);
  await appendEntry(tx, { kind: "change-proposed", change: id, what: kind, says: sayChange(body) });
  return id;
}

/** How a change ended. */
interface ChangeEnd extends GivenRoles {
  readonly id: string;
  readonly outcome: ChangeOutcome;
  /** Null: it took effect by itself. */
  readonly by: string | null;
  /** Of two people, if it was confirmed. */
  readonly proposal?: SignatureInLog;
  readonly confirmation?: SignatureInLog;
}

/** Of the staff: what a member holds from now on, ascending, and their desk key. */
export interface GivenRoles extends GivenKey {
  readonly roles?: readonly string[];
}

/** @param given to the person whom it is about, if any */
export function givenBy(body: ChangeBody, given: GivenKey): GivenRoles {
  return body.kind === "staff" ? { roles: [...body.roles].sort(), ...given } : {};
}

/** Records it, with its public entry. A change has one outcome. */
export async function endChange(tx: Transaction<Database>, end: ChangeEnd): Promise<void> {
  const { id, outcome, by, ...told } = end;
  await insertChangeOutcome(tx, { changeId: id, outcome, byPerson: by });
  await appendEntry(tx, { kind: "change-decided", change: id, outcome, ...told });
}
