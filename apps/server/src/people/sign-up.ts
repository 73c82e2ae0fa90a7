import { z } from "zod";
import { hashSecret } from "../http/secret.ts";
import type { ServiceSettings } from "../settings/settings.ts";
import type { Invitations } from "./invitations.ts";
import type { Setup } from "./setup.ts";

type SignUpAdmission =
  | { readonly kind: "admitted"; readonly invitationHash: Buffer | undefined }
  | { readonly kind: "refused"; readonly code: SignUpRefusal };

type SignUpRefusal = "SIGN_UP_CLOSED" | "INVITATION_NEEDED" | "INVITATION_NOT_OPEN";

const withInvitation = z.object({ invitation: z.string().min(1).max(200) });

export type SignUp = ReturnType<typeof createSignUp>;

/** Who may make an account: nobody before the set-up link was used; then as the settings say. */
export function createSignUp(parts: {
  readonly settings: Pick<ServiceSettings, "current">;
  readonly invitations: Pick<Invitations, "isOpen">;
  readonly setup: Pick<Setup, "isDone">;
}) {
  /**
   * From memory alone, since it is asked inside a transaction: each would hold one connection and
   * wait for a second. The insertion of the person checks the invitation, and uses it up.
   */
  const admitAgain = (body: unknown): SignUpAdmission => {
    const { signUp } = parts.settings.current();
    if (signUp === "closed") return refused("SIGN_UP_CLOSED");
    const given = withInvitation.safeParse(body);
    if (given.success) {
      return { kind: "admitted", invitationHash: hashSecret(given.data.invitation) };
    }
    if (signUp === "open") return { kind: "admitted", invitationHash: undefined };
    return refused("INVITATION_NEEDED");
  };

  return {
    admitAgain,
    /** Asks the database; to be called before anything else is done. */
    async admit(body: unknown, email: string): Promise<SignUpAdmission> {
      const first = admitAgain(body);
      if (first.kind === "refused") return first;
      if (!(await parts.setup.isDone())) return refused("SIGN_UP_CLOSED");
      if (first.invitationHash === undefined) return first;
      const isOpen = await parts.invitations.isOpen(first.invitationHash, email);
      return isOpen ? first : refused("INVITATION_NOT_OPEN");
    },
  };
}

function refused(code: SignUpRefusal): SignUpAdmission {
  return { kind: "refused", code };
}
