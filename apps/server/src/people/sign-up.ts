import { z } from "zod";
import type { Invitations } from "../administration/invitations.ts";
import type { Settings } from "../administration/settings.ts";
import { hashSecret } from "../http/secret.ts";
import type { SignUpAdmission } from "./auth.ts";
import type { Setup } from "./setup.ts";

export interface SignUpParts {
  readonly settings: Settings;
  readonly invitations: Pick<Invitations, "isOpen">;
  readonly setup: Pick<Setup, "isDone">;
}

const withInvitation = z.object({ invitation: z.string().min(1).max(200) });

/**
 * Who may make an account: nobody before the set-up link was used; then as the settings say. An
 * invitation that an e-mail address was named for lets in that address alone; it is used up in the
 * database, by the insertion of the person.
 */
export function createSignUp(parts: SignUpParts) {
  const { settings, invitations, setup } = parts;
  return async (body: unknown, email: string): Promise<SignUpAdmission> => {
    const { signUp } = settings.current();
    if (signUp === "closed" || !(await setup.isDone())) return refused("SIGN_UP_CLOSED");
    const given = withInvitation.safeParse(body);
    if (!given.success) {
      if (signUp === "open") return { kind: "admitted", invitationHash: undefined };
      return refused("INVITATION_NEEDED");
    }
    const hash = hashSecret(given.data.invitation);
    if (!(await invitations.isOpen(hash, email))) return refused("INVITATION_NOT_OPEN");
    return { kind: "admitted", invitationHash: hash.toString("hex") };
  };
}

function refused(code: Extract<SignUpAdmission, { kind: "refused" }>["code"]): SignUpAdmission {
  return { kind: "refused", code };
}
