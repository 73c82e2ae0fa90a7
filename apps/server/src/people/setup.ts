import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { hashSecret, newSecret } from "../http/secret.ts";

export interface NewAdministrator {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly passwordHash: string;
}

/** The one-time link that makes the administrator; nothing else makes one. */
export interface Setup {
  /** Whether there is an administrator. */
  isDone(): Promise<boolean>;
  /**
   * The only link that works from now on. Its secret stands in the fragment, which browsers never
   * send. "done": there is an administrator already.
   */
  newUrl(): Promise<string | "done">;
  /** Whether a link's secret could be used now. */
  look(secret: string): Promise<"open" | "used" | "unknown">;
  /** Uses the link and makes the administrator, in one transaction: once, whoever races. */
  use(secret: string, administrator: NewAdministrator): Promise<"made" | "used" | "unknown">;
}

export function createSetup(db: Kysely<Database>, publicUrl: string): Setup {
  const isDone = async (): Promise<boolean> => (await findAdministrator(db)) !== undefined;

  const look = async (secret: string): Promise<"open" | "used" | "unknown"> => {
    const link = await db
      .selectFrom("setup_link")
      .select("used_at")
      .where("hash", "=", hashSecret(secret))
      .executeTakeFirst();
    if (link === undefined) return "unknown";
    return link.used_at === null && !(await isDone()) ? "open" : "used";
  };

  return {
    isDone,
    look,
    async newUrl() {
      if (await isDone()) return "done";
      const secret = newSecret();
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom("setup_link").where("used_at", "is", null).execute();
        await tx
          .insertInto("setup_link")
          .values({ hash: hashSecret(secret) })
          .execute();
      });
      return `${publicUrl}/setup#${secret}`;
    },
    async use(secret, administrator) {
      const made = await db.transaction().execute(async (tx) => {
        // Whoever comes second waits here, and then finds the link used.
        const link = await tx
          .updateTable("setup_link")
          .set({ used_at: sql<Date>`now()` })
          .where("hash", "=", hashSecret(secret))
          .where("used_at", "is", null)
          .returning("hash")
          .executeTakeFirst();
        if (link === undefined || (await findAdministrator(tx)) !== undefined) return false;
        await insertAdministrator(tx, administrator);
        return true;
      });
      if (made) return "made";
      return (await look(secret)) === "unknown" ? "unknown" : "used";
    },
  };
}

function findAdministrator(db: Kysely<Database>) {
  return db
    .selectFrom("person")
    .innerJoin("account", "account.id", "person.account_id")
    .select("person.id")
    .where("account.operator", "=", true)
    .executeTakeFirst();
}

async function insertAdministrator(
  tx: Kysely<Database>,
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
  await tx
    .insertInto("credential")
    .values({ person_id: id, kind: "credential", subject: id, password_hash: passwordHash })
    .execute();
}
