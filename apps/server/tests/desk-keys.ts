import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { ActSignature } from "@graticule/ledger/act-signature";
import { statementText } from "@graticule/ledger/act-signature";
import {
  type ChangeAct,
  type DecisionTerms,
  decisionStatement,
  type OrderAct,
  type OrderAgainAct,
} from "@graticule/ledger/act-statement";
import type { Day } from "@graticule/ledger/day";
import { type SoftDeskKey, softDeskKey } from "@graticule/ledger/tests/soft-desk-key";
import {
  againStatementOf,
  commitmentToText,
  statementOf,
} from "@graticule/server/rooms/signed-order";
import type { PoolClient } from "pg";

/** Software keys of the members that this process appointed, by person. */
const keys = new Map<string, SoftDeskKey>();

/** Credentials as they are stored: of a software key, the id is its hash. */
export function credentialOf({ key }: SoftDeskKey): Buffer {
  return createHash("sha256").update(`credential ${key}`).digest();
}

export function deskKeyOf(personId: string): SoftDeskKey {
  const known = keys.get(personId) ?? softDeskKey();
  keys.set(personId, known);
  return known;
}

/** The person whose key has this id: its SHA-256, in hexadecimal. */
export function holderOf(keyId: string): string {
  for (const [person, { key }] of keys) {
    const id = createHash("sha256").update(Buffer.from(key, "base64url")).digest("hex");
    if (id === keyId) return person;
  }
  throw new Error("no one here has this key");
}

/** As if the person's device were new: what they sign and make from now on is by another key. */
export function forgetDeskKey(personId: string): void {
  keys.delete(personId);
}

/** Of the person $1, as it stands in SQL: the key that {@link storeDeskKey} stored. */
export const storedKeyOf = (person: string) =>
  `(SELECT k.id FROM desk_key k WHERE k.person_id = ${person} ORDER BY k.at DESC LIMIT 1)`;

/** Stores a member's key as if they had accepted this change by it; call it within `unjudged`. */
export async function storeDeskKey(
  client: Pick<PoolClient, "query">,
  personId: string,
  {
    changeId = randomUUID(),
    host = "meet.test",
  }: { readonly changeId?: string; readonly host?: string } = {},
): Promise<void> {
  const own = deskKeyOf(personId);
  await client.query(
    `INSERT INTO desk_key (id, person_id, host, public_key, credential_id, change_id)
     VALUES (sha256($2), $1, $5, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [personId, Buffer.from(own.key, "base64url"), credentialOf(own), changeId, host],
  );
}

/** What a page would send for what it is asked to sign; by default for the service's own origin in tests. */
export function signatureBy(
  personId: string,
  toSign: string,
  origin = "http://meet.test",
): ActSignature {
  const { day } = JSON.parse(toSign) as { readonly day: Day };
  const challenge = createHash("sha256").update(toSign).digest();
  return deskKeyOf(personId).signChallenge(challenge, day, { origin });
}

/** What a page sends to make this person's key, by which they accept. */
export function makeDeskKey(personId: string, toSign: string) {
  const own = deskKeyOf(personId);
  return {
    publicKey: own.key,
    credentialId: credentialOf(own).toString("base64url"),
    signature: signatureBy(personId, toSign),
  };
}

/** For an act that is refused anyhow: a signature of nothing. */
export function anySignature(): ActSignature {
  return signatureBy("no one", JSON.stringify({ day: today() }));
}

interface AppealDecided {
  readonly no: number;
  readonly readTo: number;
  readonly outcome: "upheld" | "overturned";
  readonly reasons: string;
}

/** The body of an appeal's decision as its page sends it: signed by this person. @param said other than what is sent */
export function signedDecision(
  personId: string,
  order: string,
  decision: AppealDecided,
  said: Partial<DecisionTerms> = {},
): object {
  const salt = randomBytes(32).toString("hex");
  const { no, outcome } = decision;
  const reasons = commitmentToText(salt, decision.reasons);
  const terms = { order, case: no, outcome, reasons, ...said };
  const signature = signatureBy(personId, statementText(decisionStatement(terms), today()));
  return { ...decision, signed: { salt, signature } };
}

const today = () => new Date().toISOString().slice(0, 10) as Day;

/** Signs an order's last decision as it stands in the database. */
export async function signDecision(
  client: Pick<PoolClient, "query">,
  order: string,
  who: string,
): Promise<void> {
  const newest = "SELECT id FROM appeal_decision WHERE order_id = $1 ORDER BY case_no DESC LIMIT 1";
  const { rows } = await client.query(newest, [order]);
  await signDecisionOn(client, rows[0].id, { who, day: today() });
}

async function signDecisionOn(
  client: Pick<PoolClient, "query">,
  id: string,
  { who, day }: { readonly who: string; readonly day: Day },
): Promise<void> {
  const { rows } = await client.query(
    `SELECT order_id AS "order", case_no AS "case", outcome, reasons_commitment AS reasons
     FROM appeal_decision WHERE id = $1`,
    [id],
  );
  const text = statementText(decisionStatement(rows[0]), day);
  await storeSignatureBy(client, "decide-appeal", id, signatureBy(who, text));
}

/** Writes a signature of an act to the database, as the service does. */
export async function storeSignatureBy(
  client: Pick<PoolClient, "query">,
  act: OrderAct | OrderAgainAct | ChangeAct | "decide-appeal" | "approve-terms",
  about: string,
  { key, day, authenticatorData, clientData, signature }: ActSignature,
): Promise<void> {
  const bytes = (text: string) => Buffer.from(text, "base64url");
  await client.query(
    `INSERT INTO act_signature (act, about, key_id, day, authenticator_data, client_data, signature)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (act, about) DO NOTHING`,
    [
      act,
      about,
      Buffer.from(key, "hex"),
      day,
      bytes(authenticatorData),
      bytes(clientData),
      bytes(signature),
    ],
  );
}

/** Signs every order as it stands now, after a test has changed it past the program; unjudged. */
export async function signOrdersAgain(client: Pick<PoolClient, "query">): Promise<void> {
  const { rows } = await client.query(
    `SELECT s.act, s.about, k.person_id AS who, s.day::text, order_to_sign(p) AS stored, r.leaf::int AS restored
     FROM act_signature s JOIN desk_key k ON k.id = s.key_id LEFT JOIN order_confirmation c ON c.id = s.about
     LEFT JOIN restoration r ON r.entry_id = c.restoration JOIN order_proposal p ON p.id = coalesce(c.order_id, s.about)
     WHERE p.room IS NOT NULL`,
  );
  for (const { act, about, who, day, stored, restored } of rows) {
    await client.query("DELETE FROM act_signature WHERE act = $1 AND about = $2", [act, about]);
    const statement =
      restored === null ? statementOf(act, stored) : againStatementOf(act, stored, restored);
    const text = statementText(statement, day);
    await storeSignatureBy(client, act, about, signatureBy(who, text));
  }
  const decided = await client.query(
    `DELETE FROM act_signature s USING desk_key k WHERE k.id = s.key_id AND s.act = 'decide-appeal'
     RETURNING s.about, k.person_id AS who, s.day::text`,
  );
  for (const { about, who, day } of decided.rows) await signDecisionOn(client, about, { who, day });
}
