import type { KeyScope } from "@graticule/api/account";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";

/** An account's key, without its secret. */
export interface AccountKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly createdAt: Date;
  /** `2026-11-24`. */
  readonly lastUsedOn: string | undefined;
  readonly expiresAt: Date | undefined;
}

export interface NewKey {
  readonly id: string;
  readonly accountId: string;
  readonly sealed: Buffer;
}

export interface KeyStore {
  /** Newest first. */
  list(accountId: string): Promise<readonly AccountKey[]>;
  /** `full`: the account has as many keys as it may have; nothing was added, whoever races. */
  add(
    key: NewKey & { readonly name: string; readonly scopes: readonly KeyScope[] },
  ): Promise<AccountKey | "full">;
  /**
   * Adds `next` with the name and scopes of the key `id`, which runs out in 7 days. `rotated`: it
   * was done before; a key has one successor.
   */
  rotate(id: string, next: NewKey): Promise<AccountKey | "absent" | "full" | "rotated">;
  remove(accountId: string, id: string): Promise<"removed" | "absent">;
  /** Notes today as the day of their last use. */
  markUsed(ids: readonly string[]): Promise<void>;
  /** Answers how many keys that have run out were deleted. */
  deleteExpired(): Promise<number>;
}

/** Keys of one account, with those that run out. */
const keysAtMost = 20;
/** So long the old key works beside the new one. */
const rotationDays = 7;

const columns = ["id", "name", "scopes", "created_at", "last_used_on", "expires_at"] as const;

export function createKeyStore(db: Kysely<Database>): KeyStore {
  return {
    async list(accountId) {
      const rows = await db
        .selectFrom("api_key")
        .select(columns)
        .where("account_id", "=", accountId)
        .orderBy("created_at", "desc")
        .orderBy("id")
        .execute();
      return rows.map(readKey);
    },
    async add(key) {
      return await db.transaction().execute(async (tx) => {
        return (await hasSpace(tx, key.accountId)) ? await insert(tx, key) : "full";
      });
    },
    async rotate(id, next) {
      return await db.transaction().execute(async (tx) => {
        const isFull = !(await hasSpace(tx, next.accountId));
        const old = await tx
          .selectFrom("api_key")
          .select(columns)
          .where("id", "=", id)
          .where("account_id", "=", next.accountId)
          .executeTakeFirst();
        if (old === undefined) return "absent";
        if (old.expires_at !== null) return "rotated";
        if (isFull) return "full";
        await tx
          .updateTable("api_key")
          .set({ expires_at: sql<Date>`now() + make_interval(days => ${rotationDays})` })
          .where("id", "=", id)
          .execute();
        return await insert(tx, { ...next, name: old.name, scopes: old.scopes });
      });
    },
    async remove(accountId, id) {
      const gone = await db
        .deleteFrom("api_key")
        .where("id", "=", id)
        .where("account_id", "=", accountId)
        .returning("id")
        .executeTakeFirst();
      return gone === undefined ? "absent" : "removed";
    },
    async markUsed(ids) {
      await sql`UPDATE api_key SET last_used_on = (now() AT TIME ZONE 'UTC')::date
        WHERE id = ANY (${[...ids]}::text[])`.execute(db);
    },
    async deleteExpired() {
      const gone = await db
        .deleteFrom("api_key")
        .where("expires_at", "<", sql<Date>`now()`)
        .returning("id")
        .execute();
      return gone.length;
    },
  };
}

/** Locks the account, so that two who add at once are counted one after the other. */
async function hasSpace(tx: Transaction<Database>, accountId: string): Promise<boolean> {
  await tx.selectFrom("account").select("id").where("id", "=", accountId).forUpdate().execute();
  const { count } = await tx
    .selectFrom("api_key")
    .select((one) => one.fn.countAll<number>().as("count"))
    .where("account_id", "=", accountId)
    .executeTakeFirstOrThrow();
  return count < keysAtMost;
}

async function insert(
  tx: Transaction<Database>,
  key: NewKey & { readonly name: string; readonly scopes: readonly KeyScope[] },
): Promise<AccountKey> {
  const row = await tx
    .insertInto("api_key")
    .values({
      id: key.id,
      account_id: key.accountId,
      secret_sealed: key.sealed,
      name: key.name,
      scopes: [...key.scopes],
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
  return readKey(row);
}

function readKey(row: {
  readonly id: string;
  readonly name: string;
  readonly scopes: KeyScope[];
  readonly created_at: Date;
  readonly last_used_on: string | null;
  readonly expires_at: Date | null;
}): AccountKey {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at,
    lastUsedOn: row.last_used_on ?? undefined,
    expiresAt: row.expires_at ?? undefined,
  };
}
