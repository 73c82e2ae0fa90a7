import type { KeyScope } from "@graticule/api/account";
import { type Kysely, sql, type Transaction } from "kysely";
import type { SealedKey } from "../accounts/key-ring.ts";
import { lockedCount } from "../db/locked-count.ts";
import { fromRow } from "../db/rows.ts";
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

export type KeyStore = ReturnType<typeof createKeyStore>;

type NamedKey = SealedKey & Pick<AccountKey, "name" | "scopes">;

/** Keys of one account, with those that run out. */
const keysAtMost = 20;
/** So long the old key works beside the new one. */
const rotationDays = 7;

const columns = [
  ...(["id", "name", "scopes", "created_at as createdAt"] as const),
  ...(["last_used_on as lastUsedOn", "expires_at as expiresAt"] as const),
] as const;

export function createKeyStore(db: Kysely<Database>) {
  return {
    /** Newest first. */
    async list(accountId: string): Promise<readonly AccountKey[]> {
      const rows = await db
        .selectFrom("api_key")
        .select(columns)
        .where("account_id", "=", accountId)
        .orderBy("created_at", "desc")
        .orderBy("id")
        .execute();
      return rows.map((row) => fromRow<AccountKey>(row));
    },
    /** `full`: the account has as many keys as it may have; nothing was added, also in a race. */
    async add(key: NamedKey): Promise<AccountKey | "full"> {
      return await db.transaction().execute(async (tx) => {
        return (await hasSpace(tx, key.accountId)) ? await insert(tx, key) : "full";
      });
    },
    /**
     * Adds `next` with the name and scopes of the key `id`, which runs out in 7 days. `rotated`:
     * done before; a key has one successor.
     */
    async rotate(id: string, next: SealedKey): Promise<AccountKey | "absent" | "full" | "rotated"> {
      return await db.transaction().execute(async (tx) => {
        const isFull = !(await hasSpace(tx, next.accountId));
        const old = await tx
          .selectFrom("api_key")
          .select(columns)
          .where("id", "=", id)
          .where("account_id", "=", next.accountId)
          .executeTakeFirst();
        if (old === undefined) return "absent";
        if (old.expiresAt !== null) return "rotated";
        if (isFull) return "full";
        await tx
          .updateTable("api_key")
          .set({ expires_at: sql<Date>`now() + make_interval(days => ${rotationDays})` })
          .where("id", "=", id)
          .execute();
        return await insert(tx, { ...next, name: old.name, scopes: old.scopes });
      });
    },
    async remove(accountId: string, id: string): Promise<"removed" | "absent"> {
      const gone = await db
        .deleteFrom("api_key")
        .where("id", "=", id)
        .where("account_id", "=", accountId)
        .returning("id")
        .executeTakeFirst();
      return gone === undefined ? "absent" : "removed";
    },
    /** Notes today as the day of their last use. */
    async markUsed(ids: readonly string[]): Promise<void> {
      await sql`UPDATE api_key SET last_used_on = (now() AT TIME ZONE 'UTC')::date
        WHERE id = ANY (${[...ids]}::text[])`.execute(db);
    },
    /** Answers how many keys that have run out were deleted. */
    async deleteExpired(): Promise<number> {
      const gone = await db
        .deleteFrom("api_key")
        .where("expires_at", "<", sql<Date>`now()`)
        .returning("id")
        .execute();
      return gone.length;
    },
  };
}

async function hasSpace(tx: Transaction<Database>, accountId: string): Promise<boolean> {
  return (await lockedCount(tx, "api_key", accountId)) < keysAtMost;
}

async function insert(tx: Transaction<Database>, key: NamedKey): Promise<AccountKey> {
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
  return fromRow<AccountKey>(row);
}
