import type { KeyScope } from "@graticule/api/account";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import type { TermsActInRow } from "../rooms/order-signers.ts";
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
      // Also before the first start, which makes it: with another's in its place there would be none.
      if (name === operatorName) return "exists";
      const made = await db
        .insertInto("account")
        .values({ name })
        .onConflict((conflict) => conflict.doNothing())
        .returning(["id", "name", "service_seats as serviceSeats"])
        .executeTakeFirst();
      return made ?? "exists";
    },
    /** `personId`: whose account it is; null: a backend's. */
    find: (name: string): Promise<(Account & { readonly personId: string | null }) | undefined> =>
      db
        .selectFrom("account")
        .leftJoin("person", "person.account_id", "account.id")
        .select(["account.id", "account.name", "service_seats as serviceSeats"])
        .select("person.id as personId")
        .where("account.name", "=", name)
        .executeTakeFirst(),
    async hasKey(id: string): Promise<boolean> {
      const found = await db
        .selectFrom("api_key")
        .select("id")
        .where("id", "=", id)
        .executeTakeFirst();
      return found !== undefined;
    },
    async list(): Promise<readonly (Account & { readonly keys: readonly string[] })[]> {
      const { rows } = await sql<Account & { readonly keys: readonly string[] }>`
        SELECT id, name, service_seats AS "serviceSeats",
          ARRAY(SELECT k.id FROM api_key k WHERE k.account_id = a.id ORDER BY k.id) AS "keys"
        FROM account a ORDER BY name`.execute(db);
      return rows;
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
    /** All keys, as the key ring reads them. */
    async keys(): Promise<readonly StoredKey[]> {
      const { rows } = await sql<StoredKey>`
        SELECT id, account_id AS "accountId", secret_sealed AS "sealed", scopes, expires_at AS "expiresAt",
          (SELECT json_build_object('act', s.act_id, 'about', commitment_held(NULL, k.account_id))
            FROM suspended_account s WHERE s.account_id = k.account_id) AS "suspendedBy"
        FROM api_key k`.execute(db);
      return rows;
    },
  };
}

interface StoredKey extends SealedKey {
  readonly scopes: readonly KeyScope[];
  /** From then on it opens nothing. */
  readonly expiresAt: Date | null;
  /** Its account is, where all whom that takes signed it; null: no row says so. */
  readonly suspendedBy: TermsActInRow | null;
}
