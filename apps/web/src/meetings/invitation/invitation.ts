import { hostWords } from "../../i18n/host-words.ts";
import { linkSecretIn, withLinkSecret } from "../../links/link-fragment.ts";
import type { Schedule } from "../schedule/schedule-draft.ts";

/** What an invitation says of a meeting. It holds nothing that only hosts may have. */
export interface MeetingInvitation {
  readonly title: string;
  /** With its fragment, if it has one. */
  readonly joinUrl: string;
  readonly schedule: Schedule;
}

/** Where guests see, days before, whether they will get in. It has the same link secret as `joinUrl`. */
export function checkUrlOf(joinUrl: string, code: string): string {
  return withLinkSecret(new URL(`/check/${code}`, joinUrl).href, linkSecretIn(joinUrl));
}

/** The invitation as text to paste into a mail or a chat. `when`: the time, as it reads back. */
export function invitationText(
  invitation: MeetingInvitation,
  options: { readonly code: string; readonly when: string },
): string {
  const { invitation: said } = hostWords;
  return [
    said.invites(invitation.title),
    options.when,
    "",
    said.join,
    invitation.joinUrl,
    "",
    said.check,
    checkUrlOf(invitation.joinUrl, options.code),
  ].join("\n");
}
