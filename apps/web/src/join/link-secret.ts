import type { Encryption } from "@graticule/api/meetings";
import { hostHashIn, type LinkSecret } from "@graticule/e2ee/link-secret";
import { words } from "../i18n/words.ts";
import { linkThatCounts } from "../links/held-link.ts";
import { linkSecretIn } from "../links/link-fragment.ts";
import { type KeptText, keptLinkSecret } from "../links/my-meetings.ts";
import { deviceStorage } from "../storage/storage.ts";
import type { DoorState } from "./door-state.ts";

/**
 * The secret of a meeting's link: in the address of the page, else as its host's browser keeps it. The
 * address doesn't count where it names another host key than the kept link, or none: an ending that was cut
 * off or made up takes no vouching away. INVARIANT: it goes in no request, and a guest's in no storage.
 */
export function linkSecretOf(
  code: string,
  { location, localStorage }: Pick<Window, "location"> & { readonly localStorage: KeptText } = {
    location: window.location,
    localStorage: deviceStorage,
  },
): LinkSecret | undefined {
  return linkThatCounts(keptLinkSecret(localStorage, code), linkSecretIn(location.hash));
}

/** Whether this person would join, or is inside, without the link secret that the others share. */
export function lacksLinkSecret(state: DoorState, secret: LinkSecret | undefined): boolean {
  return secret === undefined && encryptionAt(state) === "end-to-end";
}

/**
 * Whether an unencrypted call would begin for a person who came for an encrypted one. `told`: what they
 * last read about it before they went in.
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

/** Whether the link of this person counts where they are. */
export function isBeforeOrInside({ kind }: DoorState): boolean {
  return ["door", "joining", "waiting", "inside"].includes(kind);
}

/** Undefined: nothing is said of it there. */
export function encryptionAt(state: DoorState): Encryption | undefined {
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

/** The door's line about a meeting's encryption, and what it means. */
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
