import type { Encryption } from "@graticule/api/meetings";
import { hostHashIn, type LinkSecret } from "@graticule/e2ee/link-secret";
import { words } from "../i18n/words.ts";
import { linkThatCounts } from "../links/held-link.ts";
import { linkSecretIn } from "../links/link-fragment.ts";
import { keptLinkSecret } from "../links/my-meetings.ts";
import type { DoorState } from "./door-state.ts";

/**
 * The secret of a meeting's link: in the address of the page, else as the browser of its host keeps it. The address doesn't count where it names
 * another host key than the kept link, or none: an ending that was cut off or made up takes no vouching away.
 * INVARIANT: it goes in no request, and of whoever only joins in no storage.
 */
export function linkSecretOf(
  code: string,
  { location, localStorage }: Pick<Window, "location" | "localStorage"> = window,
): LinkSecret | undefined {
  return linkThatCounts(keptLinkSecret(localStorage, code), linkSecretIn(location.hash));
}

/** Whether someone stands where they would come in, or are in, without what the others inside share. */
export function lacksLinkSecret(state: DoorState, secret: LinkSecret | undefined): boolean {
  return secret === undefined && encryptionAt(state) === "end-to-end";
}

/**
 * Whether a call that is not encrypted would begin for someone who came for one that is. `told`: what they read of it last, before
 * they went in.
 */
export function opensUnasked(
  encryption: Encryption,
  {
    told,
    secret,
  }: { readonly told: Encryption | undefined; readonly secret: LinkSecret | undefined },
): boolean {
  const expected = told ?? (secret === undefined ? "off" : "end-to-end");
  return encryption === "off" && expected === "end-to-end";
}

/** Whether someone is where the link they have counts. */
export function isBeforeOrInside({ kind }: DoorState): boolean {
  return ["door", "joining", "waiting", "inside"].includes(kind);
}

function encryptionAt(state: DoorState): Encryption | undefined {
  switch (state.kind) {
    case "door":
    case "joining":
      return state.door?.encryption;
    case "inside":
      return state.admitted.meeting.encryption;
    case "looking":
    case "waiting":
    case "refused":
    case "cannot-check":
    case "left":
    case "no-keys":
    case "ended":
    case "not-found":
      return undefined;
  }
}

/** What the door says of a meeting's encryption, in a line, and what that means. */
export interface EncryptionSaid {
  readonly line: string;
  readonly meaning: string;
}

export function encryptionSaid(
  encryption: Encryption,
  secret: LinkSecret | undefined,
): EncryptionSaid {
  const { door, call } = words;
  if (encryption === "end-to-end") {
    const isVouched = secret !== undefined && hostHashIn(secret) !== undefined;
    return isVouched
      ? { line: door.encryptedVouched, meaning: door.vouchedText }
      : { line: door.encrypted, meaning: door.encryptedText };
  }
  // A link that ends in a secret was made for an encrypted meeting.
  const line = secret === undefined ? call.sealed.off : door.encryptionOff;
  return { line, meaning: call.sealed.openText };
}
