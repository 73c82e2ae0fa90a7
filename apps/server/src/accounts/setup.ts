import { hashSecret, newSecret } from "../http/secret.ts";
import type { SessionStore } from "./session-store.ts";

/**
 * A one-time link that opens the operator's session. Its secret stands in the fragment, which
 * browsers never send. Links made before and never used stop working.
 */
export async function newSetupUrl(sessions: SessionStore, publicUrl: string): Promise<string> {
  const secret = newSecret();
  await sessions.putSetupLink(hashSecret(secret));
  return `${publicUrl}/setup#${secret}`;
}

export type SetupOutcome =
  | { readonly kind: "opened"; readonly session: string }
  | { readonly kind: "used" }
  | { readonly kind: "unknown" };

/** Exchanges a link's secret for the secret of a new session. */
export async function openSession(
  sessions: SessionStore,
  linkSecret: string,
): Promise<SetupOutcome> {
  const session = newSecret();
  const kind = await sessions.useSetupLink(hashSecret(linkSecret), hashSecret(session));
  return kind === "opened" ? { kind, session } : { kind };
}
