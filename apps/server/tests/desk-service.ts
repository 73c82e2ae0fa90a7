import type { DeskChange } from "@graticule/api/desk-changes";
import type { DeskRole } from "@graticule/desk/staff";
import type { ActSignature } from "@graticule/ledger/act-signature";
import type { Answered, ApiService } from "./api-service.ts";
import { unjudged } from "./by-hand.ts";
import { anySignature, signatureBy, signOrdersAgain } from "./desk-keys.ts";
import type { TestDatabase } from "./harness.ts";
import { appointLongAgo } from "./long-ago.ts";
import { type Browser, newPerson } from "./people-service.ts";

/** A desk member in their own browser: signed in, with a second factor. */
export interface Staff extends Browser {
  readonly id: string;
  readonly email: string;
}

/** Everyone whom this process appointed, by id. */
const members = new Map<string, Staff>();

export interface Appointment {
  readonly roles: readonly DeskRole[];
  readonly liaisonTo?: readonly string[];
  /** The browser's address; by default 198.51.100.7 (France). */
  readonly from?: string;
  /** How long ago; by default 100 hours, enough for an approver to approve. */
  readonly hoursAgo?: number;
}

/**
 * Makes someone a desk member, as if by two people a while ago. Their second factor is only noted;
 * e2e tests make a real one.
 */
export async function newStaff(
  service: ApiService,
  database: Pick<TestDatabase, "pool">,
  name: string,
  appointment: Appointment,
): Promise<Staff> {
  return await appoint(database, await newPerson(service, name, appointment.from), appointment);
}

/** Gives someone a second factor in the session that they have. Returns their id. */
export function giveSecondFactor(
  database: Pick<TestDatabase, "pool">,
  { email }: { readonly email: string },
  { verified = true }: { readonly verified?: boolean } = {},
): Promise<string> {
  return unjudged(database, async (client) => {
    const { rows } = await client.query(
      `UPDATE person SET second_factor = true, email_verified = email_verified OR $2 WHERE email = $1
       RETURNING id`,
      [email, verified],
    );
    return rows[0].id;
  });
}

/** The same for someone who has an account. */
export async function appoint(
  { pool }: Pick<TestDatabase, "pool">,
  browser: Browser & { readonly email: string },
  appointment: Appointment,
): Promise<Staff> {
  const id = await giveSecondFactor({ pool }, browser);
  // The database appoints no one without two people.
  await unjudged({ pool }, (client) => appointLongAgo(client, id, appointment));
  const member = Object.assign(browser, { id });
  members.set(id, member);
  return member;
}

interface Signer extends Browser {
  readonly id?: string;
}

/**
 * Decides a change as its page does: a confirmation is signed, if the service says what, and the
 * proposal before that, if no one has. `seconder`: who does that for an administrator.
 */
export async function decideChange(
  who: Signer,
  id: string,
  outcome = "confirmed",
  seconder?: Signer,
): Promise<Answered> {
  const path = `/api/desk/changes/${id}/decision`;
  if (outcome !== "confirmed") return await who.ask("POST", path, { outcome });
  const asked = await changeSeenBy(who, id);
  if (asked?.mayConfirm === "not-proposed") {
    const proposer = members.get(asked.proposedBy.id) ?? seconder;
    if (proposer !== undefined) await signProposal(proposer, id);
  }
  const signature = signatureOf(who, (await changeSeenBy(who, id))?.toSign);
  return await who.ask("POST", path, { outcome, signature });
}

/** Signs the proposal of a change as its page does. */
export async function signProposal(who: Signer, id: string): Promise<Answered> {
  const signature = signatureOf(who, (await changeSeenBy(who, id))?.toSign);
  return await who.ask("POST", `/api/desk/changes/${id}/proposal`, { signature });
}

async function changeSeenBy(who: Signer, id: string): Promise<DeskChange | undefined> {
  const { json } = await who.ask("GET", "/api/desk/register");
  return json.changes?.find((one: DeskChange) => one.id === id);
}

function signatureOf({ id = "" }: Signer, toSign: string | undefined): ActSignature {
  return toSign === undefined ? anySignature() : signatureBy(id, toSign);
}

/** Makes everything that the desk recorded hours older, which nothing in the product can do. */
export async function letDeskTimePass(
  database: Pick<TestDatabase, "pool">,
  hours: number,
): Promise<void> {
  const columns: Readonly<Record<string, readonly string[]>> = {
    desk_change: ["proposed_at"],
    desk_change_outcome: ["at"],
    desk_key: ["at"],
    staff_appointment: ["effective_at"],
    request: ["received_at", "entered_at"],
    request_event: ["at"],
    desk_look: ["at"],
    order_proposal: [
      "starts_at",
      "ends_at",
      "occurrence_from",
      "occurrence_until",
      "proposed_at",
      "sealed_until",
    ],
    noted_use: ["since", "seen_at"],
    order_approval: ["at"],
    order_end: ["at"],
    appeal_case: ["opened_at", "due_at"],
    appeal_decision: ["at"],
    terms_act: ["proposed_at"],
    terms_approval: ["at"],
    terms_effect: ["at"],
    act_in_log: ["at"],
    platform_rule: ["entered_at", "effective_at", "review_at"],
  };
  await unjudged(database, async (client) => {
    for (const [table, names] of Object.entries(columns)) {
      const sets = names.map((name) => `${name} = ${name} - make_interval(hours => ${hours})`);
      await client.query(`UPDATE ${table} SET ${sets.join(", ")}`);
    }
    await signOrdersAgain(client);
    await client.query("SET LOCAL session_replication_role = origin");
    await client.query("SELECT tell_change('all')");
  });
}
