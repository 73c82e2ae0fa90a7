import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { SealedKey } from "./key-ring.ts";

export type AccountStore = ReturnType<typeof createAccountStore>;

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly serviceSeats: "allowed" | "refused";
}

const operatorName = "operator";

export function createAccountStore(db: Kysely<Database>) {
  const select = db.selectFrom("account").select(["id", "name", "service_seats as serviceSeats"]);
  return {
    /** The operator's own account, made when it is missing. */
    async operator(): Promise<Account> {
      await db
        .insertInto("account")
        .values({ name: operatorName, operator: true })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return await select.where("operator", "=", true).executeTakeFirstOrThrow();
    },
    async create(name: string): Promise<Account | "exists"> {
      const made = await db
        .insertInto("account")
        .values({ name })
        .onConflict((conflict) => conflict.doNothing())
        .returning(["id", "name", "service_seats as serviceSeats"])
        .executeTakeFirst();
      return made ?? "exists";
    },
    find: (name: string): Promise<Account | undefined> =>
      select.where("name", "=", name).executeTakeFirst(),
    async list(): Promise<readonly (Account & { readonly keys: readonly string[] })[]> {
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
    async setServiceSeats(accountId: string, serviceSeats: Account["serviceSeats"]): Promise<void> {
      await db
        .updateTable("account")
        .set({ service_seats: serviceSeats })
        .where("id", "=", accountId)
        .execute();
    },
    async addKey({ id, accountId, sealed }: SealedKey): Promise<"added" | "exists"> {
      const made = await db
        .insertInto("api_key")
        .values({ id, account_id: accountId, secret_sealed: sealed })
        .onConflict((conflict) => conflict.doNothing())
        .returning("id")
        .executeTakeFirst();
      return made === undefined ? "exists" : "added";
    },
    async removeKey(accountId: string, keyId: string): Promise<"removed" | "absent"> {
      const gone = await db
        .deleteFrom("api_key")
        .where("id", "=", keyId)
        .where("account_id", "=", accountId)
        .returning("id")
        .executeTakeFirst();
      return gone === undefined ? "absent" : "removed";
    },
    /** All keys, as the key ring reads them: until when they work, and whether their account is suspended. */
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
