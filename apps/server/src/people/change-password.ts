import { runWithAdapter } from "@better-auth/core/context";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { Auth } from "./auth.ts";
import { createAuthStorage } from "./auth-storage.ts";
import { lockPerson } from "./reset-store.ts";

interface Wish {
  readonly personId: string;
  /** With the session's cookie. */
  readonly headers: Headers;
  readonly currentPassword: string;
  readonly newPassword: string;
}

/**
 * better-auth's change of a password, in one transaction that locks the person first. All sessions
 * end, also if an API client wishes otherwise, and a new one begins. INVARIANT: a change
 * that began with a former password doesn't replace one that was set since.
 */
export async function changePassword(
  { db, auth }: { readonly db: Kysely<Database>; readonly auth: Auth },
  { personId, headers, ...passwords }: Wish,
): Promise<Response> {
  const { options } = await auth.$context;
  return await db.transaction().execute(async (tx) => {
    await lockPerson(tx, personId);
    return await runWithAdapter(createAuthStorage(tx)(options), () =>
      auth.api.changePassword({
        body: { ...passwords, revokeOtherSessions: true },
        headers,
        asResponse: true,
      }),
    );
  });
}
