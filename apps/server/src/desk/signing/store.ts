import type { SignatureInLog } from "@graticule/desk/entry";
import type { ActSignature, DeskKey } from "@graticule/ledger/act-signature";
import { type Kysely, sql, type Transaction } from "kysely";
import { inserter } from "../../db/rows.ts";
import type { Database } from "../../db/schema.ts";

/** A member's key as it is stored; bytes in base64url. */
export interface StoredDeskKey {
  /** SHA-256 of the public key, in hexadecimal. */
  readonly id: string;
  readonly publicKey: DeskKey;
  readonly credentialId: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
}

/** Of a row `k` of the table. */
export const deskKeyJson = sql`json_build_object('id', encode(k.id, 'hex'),
    'publicKey', base64url(k.public_key), 'credentialId', base64url(k.credential_id),
    'madeAt', to_char(k.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

/** Undefined: this person has made none. */
export async function findDeskKey(
  db: Kysely<Database>,
  personId: string,
): Promise<StoredDeskKey | undefined> {
  const { rows } = await sql<{ key: StoredDeskKey }>`
    SELECT ${deskKeyJson} AS "key" FROM desk_key k WHERE k.person_id = ${personId}`.execute(db);
  return rows[0]?.key;
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
