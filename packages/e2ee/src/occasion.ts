import type { HostHash } from "./host-key.ts";
import type { LinkSecret } from "./link-secret.ts";

/** A seat in the call, as the service gave it, and the name that it shows. */
export interface SeatName {
  /** As the media engine knows it: of the account or guest, and of the tab. */
  readonly identity: string;
  readonly name: string;
}

/** Ed25519, as the cipher suite brings it. */
export interface Signing {
  sign(signKey: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/** A meeting by its link. The secret says whether it is vouched, and by which host key. */
export interface LinkedMeeting {
  readonly code: string;
  readonly secret: LinkSecret;
}

/** What a proof holds for: one sitting of one meeting. */
export interface Occasion {
  readonly code: string;
  /** When the sitting began, as the service says (ISO 8601 UTC). */
  readonly sitting: string;
  /** Of a vouched meeting, as its link names it: leaves need a voucher there. */
  readonly host?: HostHash | undefined;
}
