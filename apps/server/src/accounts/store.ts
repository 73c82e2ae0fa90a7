import type { KeyScope } from "@graticule/api/account";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly serviceSeats: "allowed" | "refused";
}

export interface SealedKey {
  readonly id: string;
  readonly accountId: string;
  readonly sealed: Buffer;
}

/** A key as the key ring reads it. */
export interface StoredKey extends SealedKey {
  readonly scopes: readonly KeyScope[];
  /** From then on it opens nothing. */
  readonly expiresAt: Date | null;
  /** Its account is suspended. */
  readonly suspended: boolean;
}

export interface AccountStore {
  /** The operator's own account, made when it is missing. */
  operator(): Promise<Account>;
  create(name: string): Promise<Account | "exists">;
  find(name: string): Promise<Account | undefined>;
  list(): Promise<readonly (Account & { readonly keys: readonly string[] })[]>;
  setServiceSeats(accountId: string, serviceSeats: "allowed" | "refused"): Promise<void>;
  addKey(key: SealedKey): Promise<"added" | "exists">;
  removeKey(accountId: string, keyId: string): Promise<"removed" | "absent">;
  keys(): Promise<readonly StoredKey[]>;
}

const operatorName = "operator";

export function createAccountStore(db: Kysely<Database>): AccountStore {
  const select = db.selectFrom("account").select(["id", "name", "service_seats as serviceSeats"]);
  return {
    async operator() {
      await db
        .insertInto("account")
        .values({ name: operatorName, operator: true })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return await select.where("operator", "=", true).executeTakeFirstOrThrow();
    },
    async create(name) {
      const made = await db
        .insertInto("account")
        .values({ name })
        .onConflict((conflict) => conflict.doNothing())
        .returning(["id", "name", "service_seats as serviceSeats"])
        .executeTakeFirst();
      return made ?? "exists";
    },
    find: (name) => select.where("name", "=", name).executeTakeFirst(),
    async list() {
      const accounts = await select.orderBy("name").execute();
      const keys = await db
        .selectFrom("api_key")
        .select(["id", "account_id"])
        .orderBy("id")
        .execute();
      return accounts.map((account) => ({
        ...account,
        keys: keys.filter((key) => key.account_id === account.id).map((key) => key.id),
      }));
    },
    async setServiceSeats(accountId, serviceSeats) {
      await db
        .updateTable("account")
        .set({ service_seats: serviceSeats })
        .where("id", "=", accountId)
        .execute();
    },
    async addKey({ id, accountId, sealed }) {
      const made = await db
        .insertInto("api_key")
        .values({ id, account_id: accountId, secret_sealed: sealed })
        .onConflict((conflict) => conflict.doNothing())
        .returning("id")
        .executeTakeFirst();
      return made === undefined ? "exists" : "added";
    },
    async removeKey(accountId, keyId) {
      const gone = await db
        .deleteFrom("api_key")
        .where("id", "=", keyId)
        .where("account_id", "=", accountId)
        .returning("id")
        .executeTakeFirst();
      return gone === undefined ? "absent" : "removed";
    },
    async keys() {
      return await db
        .selectFrom("api_key")
        .select(["id", "account_id as accountId", "secret_sealed as sealed"])
        .select(["scopes", "expires_at as expiresAt"])
        .select(({ exists, selectFrom }) =>
          exists(
            selectFrom("suspended_account as s").whereRef(
              "s.account_id",
              "=",
              "api_key.account_id",
            ),
          )
            .$castTo<boolean>()
            .as("suspended"),
        )
        .execute();
    },
  };
}
