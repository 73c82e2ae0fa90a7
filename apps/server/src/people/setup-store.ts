import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import { setPassword } from "./reset-store.ts";

export interface NewAdministrator {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly passwordHash: string;
}

export async function hasAdministrator(db: Kysely<Database>): Promise<boolean> {
  const found = await db
    .selectFrom("person")
    .innerJoin("account", "account.id", "person.account_id")
    .select("person.id")
    .where("account.operator", "=", true)
    .executeTakeFirst();
  return found !== undefined;
}

/** @param hash of a link's secret */
export async function lookAtLink(
  db: Kysely<Database>,
  hash: Buffer,
): Promise<"unused" | "used" | "unknown"> {
  const link = await db
    .selectFrom("setup_link")
    .select("used_at")
    .where("hash", "=", hash)
    .executeTakeFirst();
  if (link === undefined) return "unknown";
  return link.used_at === null ? "unused" : "used";
}

/** All other unused links stop working. */
export async function replaceLink(tx: Transaction<Database>, hash: Buffer): Promise<void> {
  await tx.deleteFrom("setup_link").where("used_at", "is", null).execute();
  await addLink(tx, hash);
}

/** The other unused links go on working. */
export async function addLink(tx: Transaction<Database>, hash: Buffer): Promise<void> {
  await tx.insertInto("setup_link").values({ hash }).execute();
}

/** Uses a link once. Waits for another transaction that uses it. */
export async function useSetupLink(
  tx: Transaction<Database>,
  hash: Buffer,
): Promise<"used" | "absent"> {
  const link = await tx
    .updateTable("setup_link")
    .set({ used_at: sql<Date>`now()` })
    .where("hash", "=", hash)
    .where("used_at", "is", null)
    .returning("hash")
    .executeTakeFirst();
  return link === undefined ? "absent" : "used";
}

export async function insertAdministrator(
  tx: Transaction<Database>,
  { name, email, passwordHash }: NewAdministrator,
): Promise<void> {
  const account = await tx
    .selectFrom("account")
    .select("id")
    .where("operator", "=", true)
    .executeTakeFirstOrThrow();
  const { id } = await tx
    .insertInto("person")
    .values({ account_id: account.id, name, email })
    .returning("id")
    .executeTakeFirstOrThrow();
  await setPassword(tx, id, passwordHash);
}
