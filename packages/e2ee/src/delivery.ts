import type { Delegation, Voucher } from "./voucher.ts";

/** The messages of a member and the delivery service. Bytes are base64url. */

/** `group` changes with each new beginning; `epoch` counts within it. */
export interface At {
  readonly group: string;
  readonly epoch: number;
}

/** An Add or Remove of the delivery service, and its signed proposal. */
export interface Change {
  readonly kind: "add" | "remove";
  readonly identity: string;
  readonly proposal: string;
}

/** How long a page outside any group sends with its last keys: shorter after a removal. */
export type LastKeys = "soon-over" | "go-on";

/** Why a hello does not lead in. */
export type DeliveryRefusal =
  /** The proof is not by this meeting's link key. */
  | "another-link"
  /** The conversation has as many members as it can. */
  | "full"
  /** Too many hellos or asks; again in a minute. */
  | "too-often"
  /** A member would not add this key package. Another one may come in. */
  | "doubted"
  /** In a vouched meeting: no voucher for this key holds in this sitting. */
  | "unvouched";

/** To one member, in order. */
export type FromDelivery =
  /** First on each stream: answer with `resume`, or with `hello` for this sitting. */
  | { readonly kind: "sitting"; readonly sitting: string }
  | {
      readonly kind: "begin";
      readonly group: string;
      /** Where epoch 0 stands in the ring of frame keys. */
      readonly keyIndex: number;
      /** The public key of the external sender. */
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
      /** The commit that it belongs to, as those inside get it. */
      readonly commit: string;
    })
  /** Send with this epoch's key from now on. */
  | (At & { readonly kind: "execute" })
  /** For this page's signature key. */
  | { readonly kind: "voucher"; readonly sitting: string; readonly voucher: Voucher }
  /** Lets this page vouch. */
  | { readonly kind: "delegation"; readonly sitting: string; readonly delegation: Delegation }
  /** Forget everything and say hello. */
  | { readonly kind: "start-over"; readonly lastKeys: LastKeys }
  /** Answers a `hello` or an `asks`. */
  | { readonly kind: "refused"; readonly because: DeliveryRefusal };

/** From one member, in order. */
export type ToDelivery =
  /** `sitting`: the one that its proof is for. */
  | { readonly kind: "hello"; readonly keyPackage: string; readonly sitting: string }
  /** In a vouched meeting: asks a host to vouch for this key. */
  | { readonly kind: "asks"; readonly signatureKey: string }
  | { readonly kind: "begun"; readonly group: string }
  | (At & {
      readonly kind: "commit";
      readonly commit: string;
      readonly welcome?: string;
    })
  /** It can receive with the keys of this epoch. */
  | (At & { readonly kind: "ready" })
  /** It refuses to add this one: the keys are another's, or the proof does not hold. */
  | (At & { readonly kind: "bad-change"; readonly identity: string })
  /** What came for this epoch can't be used. */
  | (At & { readonly kind: "broken" })
  /** On a new stream: where it stood. */
  | (At & { readonly kind: "resume" })
  /** The one who came with this key package leaves. */
  | { readonly kind: "bye"; readonly keyPackage: string };
