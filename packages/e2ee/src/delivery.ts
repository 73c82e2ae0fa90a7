import type { Delegation, Voucher } from "./voucher.ts";

/**
 * What a member and the delivery service say to each other. All bytes are base64url; `group` is another one after each new
 * beginning; `epoch` counts within it.
 */

export interface At {
  readonly group: string;
  readonly epoch: number;
}

/** Who comes in or goes out, and the service's signed proposal of it. */
export interface Change {
  readonly kind: "add" | "remove";
  readonly identity: string;
  readonly proposal: string;
}

/** How long a page that is in no group any more sends with its last keys: `soon-over` where someone was to go who has them. */
export type LastKeys = "soon-over" | "go-on";

/** Why someone who said hello does not come in. */
export type DeliveryRefusal =
  /** The proof is not by the key of this meeting's link. */
  | "another-link"
  /** So many are in the conversation that nobody more can be. */
  | "full"
  /** It has said hello, or asked to be vouched for, too often; it may again in a minute. */
  | "too-often"
  /** A member would not add these keys. With others it may come in. */
  | "doubted"
  /** In a vouched meeting: no one vouched for these keys in this sitting. */
  | "unvouched";

/** To one member, in order. */
export type FromDelivery =
  /** First on each stream: say where you stood, or hello for this sitting. */
  | { readonly kind: "sitting"; readonly sitting: string }
  | {
      readonly kind: "begin";
      readonly group: string;
      /** Where epoch 0 stands in the ring of frame keys. */
      readonly keyIndex: number;
      /** The public key that alone may propose. */
      readonly sender: string;
    }
  /** Commit exactly these. */
  | (At & { readonly kind: "please"; readonly changes: readonly Change[] })
  /** The commit that ends this epoch. */
  | (At & {
      readonly kind: "change";
      readonly changes: readonly Change[];
      readonly commit: string;
    })
  /** Come into this epoch. */
  | (At & {
      readonly kind: "welcome";
      readonly keyIndex: number;
      readonly sender: string;
      readonly welcome: string;
      /** What those who were inside are told. */
      readonly commit: string;
    })
  /** Send with this epoch's key from now on. */
  | (At & { readonly kind: "execute" })
  /** A host, or someone whom the host let vouch, vouched for this one in this sitting. */
  | { readonly kind: "voucher"; readonly sitting: string; readonly voucher: Voucher }
  /** The host lets this one vouch in this sitting. */
  | { readonly kind: "delegation"; readonly sitting: string; readonly delegation: Delegation }
  /** Forget everything and say hello. */
  | { readonly kind: "start-over"; readonly lastKeys: LastKeys }
  /** To whoever said hello, and does not come in by it, or asked too often. */
  | { readonly kind: "refused"; readonly because: DeliveryRefusal };

/** From one member, one after the other. */
export type ToDelivery =
  /** `sitting`: for which its proof was made. */
  | { readonly kind: "hello"; readonly keyPackage: string; readonly sitting: string }
  /** In a vouched meeting: the key that a host is to vouch for. */
  | { readonly kind: "asks"; readonly signatureKey: string }
  | { readonly kind: "begun"; readonly group: string }
  | (At & {
      readonly kind: "commit";
      readonly commit: string;
      readonly welcome?: string;
    })
  /** It can receive with the keys of this epoch. */
  | (At & { readonly kind: "ready" })
  /** Asked to add this one, it will not: the keys are others', or the proof does not hold. */
  | (At & { readonly kind: "bad-change"; readonly identity: string })
  /** What came can't be used. */
  | (At & { readonly kind: "broken" })
  /** Its stream is new; this is where it stood. */
  | (At & { readonly kind: "resume" })
  /** Who came with this key package leaves. */
  | { readonly kind: "bye"; readonly keyPackage: string };
