import type { SignatureInLog } from "@graticule/desk/entry";
import type { ActSignature, DeskKey } from "@graticule/ledger/act-signature";
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import { inserter } from "../../db/rows.ts";
import type { Database } from "../../db/schema.ts";

/** A member's key as it is stored; bytes in base64url. */
export interface StoredDeskKey {
  /** SHA-256 of the public key, in hexadecimal. */
  readonly id: string;
  readonly publicKey: DeskKey;
  readonly credentialId: string;
  /** The host name for which it was made. */
  readonly host: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
}

/** By which a member signs now. */
interface KeyInForce extends StoredDeskKey {
  /** ISO 8601, UTC; null: not yet, as its entry isn't in the public log. */
  readonly signsFrom: string | null;
}

/** Of a row `k` of the table. */
export const deskKeyJson = sql`json_build_object('id', encode(k.id, 'hex'),
    'publicKey', base64url(k.public_key), 'credentialId', base64url(k.credential_id), 'host', k.host,
    'madeAt', ${isoUtc(sql`k.at`)})`;

function isoUtc(moment: RawBuilder<unknown>) {
  return sql`to_char((${moment}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Undefined: this person has no key in force. */
export async function findDeskKey(
  db: Kysely<Database>,
  personId: string,
): Promise<KeyInForce | undefined> {
  const { rows } = await sql<{ key: StoredDeskKey; signsFrom: string | null }>`
    SELECT ${deskKeyJson} AS "key", ${isoUtc(sql`desk_key_since(k.id) + interval '72 hours'`)} AS "signsFrom"
    FROM desk_key k WHERE k.id = desk_key_now(${personId})`.execute(db);
  return rows[0] && { ...rows[0].key, signsFrom: rows[0].signsFrom };
}

/** Host names for which keys in force were made, with how many each. */
export async function countKeysByHost(db: Kysely<Database>): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ host: string; count: number }>`
    SELECT k.host, count(*) AS "count" FROM (SELECT DISTINCT person_id FROM staff_appointment) s
    JOIN desk_key k ON k.id = desk_key_now(s.person_id) GROUP BY k.host ORDER BY k.host`.execute(
    db,
  );
  return new Map(rows.map(({ host, count }) => [host, count]));
}

export const insertDeskKey = inserter("desk_key");

const insertSignature = inserter("act_signature");

export type SignedAct = Database["act_signature"]["act"];

/** @throws a unique violation where it is signed already */
export async function storeSignature(
  tx: Transaction<Database>,
  { act, about }: { readonly act: SignedAct; readonly about: string },
  { key, day, authenticatorData, clientData, signature }: ActSignature,
): Promise<void> {
  const bytes = (text: string) => Buffer.from(text, "base64url");
  await insertSignature(tx, {
    act,
    about,
    keyId: Buffer.from(key, "hex"),
    day,
    authenticatorData: bytes(authenticatorData),
    clientData: bytes(clientData),
    signature: bytes(signature),
  });
}

/** As the public log has it; undefined: nobody signed this. */
export async function readSignature(
  tx: Transaction<Database>,
  act: SignedAct,
  about: string,
): Promise<SignatureInLog | undefined> {
  const { rows } = await sql<{ signed: SignatureInLog | null }>`
    SELECT signature_of(${act}, ${about}) AS "signed"`.execute(tx);
  return rows[0]?.signed ?? undefined;
}
