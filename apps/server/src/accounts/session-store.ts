import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

/** Set-up links and the operator's sessions, by the hash of their secrets. */
export interface SessionStore {
  /** Makes the one link that can be used; links that were never used stop working. */
  putSetupLink(hash: Buffer): Promise<void>;
  /** Whether a link was ever used. */
  isSetUp(): Promise<boolean>;
  /** Uses a link and opens a session, in one transaction. A link is used once, whoever races. */
  useSetupLink(link: Buffer, session: Buffer): Promise<"opened" | "used" | "unknown">;
  isOpen(session: Buffer): Promise<boolean>;
  close(session: Buffer): Promise<void>;
}

export const sessionDays = 30;

export function createSessionStore(db: Kysely<Database>): SessionStore {
  return {
    async putSetupLink(hash) {
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom("setup_link").where("used_at", "is", null).execute();
        await tx.insertInto("setup_link").values({ hash }).execute();
      });
    },
    async isSetUp() {
      const used = await db
        .selectFrom("setup_link")
        .select("hash")
        .where("used_at", "is not", null)
        .executeTakeFirst();
      return used !== undefined;
    },
    async useSetupLink(link, session) {
      return await db.transaction().execute(async (tx) => {
        const used = await tx
          .updateTable("setup_link")
          .set({ used_at: sql<Date>`now()` })
          .where("hash", "=", link)
          .where("used_at", "is", null)
          .returning("hash")
          .executeTakeFirst();
        if (used === undefined) {
          const known = await tx
            .selectFrom("setup_link")
            .select("hash")
            .where("hash", "=", link)
            .executeTakeFirst();
          return known === undefined ? "unknown" : "used";
        }
        await tx
          .deleteFrom("operator_session")
          .where("expires_at", "<", sql<Date>`now()`)
          .execute();
        await tx
          .insertInto("operator_session")
          .values({
            hash: session,
            expires_at: sql<Date>`now() + make_interval(days => ${sessionDays})`,
          })
          .execute();
        return "opened";
      });
    },
    async isOpen(session) {
      const found = await db
        .selectFrom("operator_session")
        .select("hash")
        .where("hash", "=", session)
        .where("expires_at", ">", sql<Date>`now()`)
        .executeTakeFirst();
      return found !== undefined;
    },
    async close(session) {
      await db.deleteFrom("operator_session").where("hash", "=", session).execute();
    },
  };
}
