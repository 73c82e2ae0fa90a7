import { z } from "zod";
import { moment } from "./formats.ts";

/**
 * MLS messages (RFC 9420) between the pages of an encrypted meeting; this service reads no keys.
 */

const opaque = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9_-]+$/);
/** 1.31 million with a tree of a thousand (`apps/server/tests/delivery/largest.test.ts`). */
const welcome = opaque(1_500_000);
/** At most 110,000: a path, sealed to a thousand members. */
const commit = opaque(500_000);
/** Of one group of keys; another one after each new beginning. */
const group = z.string().max(64);
const epoch = z
  .number()
  .int()
  .min(0)
  .max(2 ** 48);
const identity = z.string().max(200);
/** A place in the ring of frame keys, which has 255: see `@graticule/e2ee/frame-key`. */
const keyIndex = z.number().int().min(0).max(254);

/** An Add or Remove, with the proposal that this service signed. */
export const keyChange = z.object({
  kind: z.enum(["add", "remove"]),
  identity,
  /** MLSMessage with a PublicMessage of the external sender. */
  proposal: opaque(8_000),
});
export type KeyChange = z.infer<typeof keyChange>;

/** When a sitting began (ISO 8601 UTC). Another one begins once all have left. */
export const sitting = moment;

/** Of Ed25519, 32 bytes. The last of the letters carries four bits. */
export const signatureKey = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
/** Of Ed25519, 64 bytes. */
const signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/);

/**
 * By which the host key (`host`) of a vouched meeting lets a signature key vouch: its `signature`.
 */
export const delegation = z.object({ identity, signature, host: signatureKey });
export type DelegationTold = z.infer<typeof delegation>;

/**
 * Why a leaf of a vouched meeting is believed: the `signature` of `signer`, which is the host key
 * or, with a `delegation`, a key that it lets vouch. What is signed: docs/e2ee.md. This service can
 * check one, and can't make one.
 */
export const voucher = z.object({
  signature,
  signer: signatureKey,
  delegation: delegation.optional(),
});
export type VoucherTold = z.infer<typeof voucher>;

/** To a page, in order, as event `keys` on its join's stream. */
export const keysEvent = z.discriminatedUnion("kind", [
  /** First on each stream, and after a `hello` for another sitting. Answer: `hello` or `resume`. */
  z.object({ kind: z.literal("sitting"), sitting }),
  /** Make the group, alone. `keyIndex`: where epoch 0 stands in the ring of frame keys. */
  z.object({ kind: z.literal("begin"), group, keyIndex, sender: opaque(100) }),
  /** Commit exactly these changes, in order. Replaces an earlier `please`. */
  z.object({ kind: z.literal("please"), group, epoch, changes: z.array(keyChange) }),
  /** The commit that ends this epoch, with what it commits. */
  z.object({ kind: z.literal("change"), group, epoch, changes: z.array(keyChange), commit }),
  /** Join in `epoch`. `sender`: the external sender's key. `commit`: as those inside get it. */
  z.object({
    kind: z.literal("welcome"),
    group,
    epoch,
    keyIndex,
    sender: opaque(100),
    welcome,
    commit,
  }),
  /** Everyone is ready, or late: send with this epoch's key. */
  z.object({ kind: z.literal("execute"), group, epoch }),
  /** Forget the group, and say hello again. `soon-over`: a removed member has the last keys. */
  z.object({ kind: z.literal("start-over"), lastKeys: z.enum(["soon-over", "go-on"]) }),
  /**
   * Answers a `hello` or an `asks`. `another-link`: the proof is not by this meeting's link key.
   * `full`: a thousand are there. `too-often`: again in a minute. `doubted`: a member refused its
   * key package; another one may do. `unvouched`: in a vouched meeting, no voucher in its key
   * package holds.
   */
  z.object({
    kind: z.literal("refused"),
    because: z.enum(["another-link", "full", "too-often", "doubted", "unvouched"]),
  }),
  /** For this page: `hello` with it. */
  z.object({ kind: z.literal("voucher"), sitting, voucher }),
  /** Lets this page vouch. */
  z.object({ kind: z.literal("delegation"), sitting, delegation }),
]);
export type KeysEvent = z.infer<typeof keysEvent>;

/**
 * POST /api/joins/:joinId/keys with `Authorization: Bearer <key>`, in order: 204. 409 `conflict`:
 * the meeting is not encrypted, a `hello` from outside, or `asks` where the meeting is not vouched.
 */
export const keysMessage = z.discriminatedUnion("kind", [
  /** `sitting`: for which its proof was made. */
  z.object({ kind: z.literal("hello"), keyPackage: opaque(4_000), sitting }),
  /** In a vouched meeting, also from its lobby. 20 a minute, others are `refused`. */
  z.object({ kind: z.literal("asks"), signatureKey }),
  z.object({ kind: z.literal("begun"), group }),
  z.object({
    kind: z.literal("commit"),
    group,
    epoch,
    commit,
    /** Where someone is added. */
    welcome: welcome.optional(),
  }),
  /** It has the keys of this epoch and can receive with them. */
  z.object({ kind: z.literal("ready"), group, epoch }),
  /** It refuses to add this one: this service let a bad key package through. */
  z.object({ kind: z.literal("bad-change"), group, epoch, identity }),
  /** What came for this epoch can't be used. */
  z.object({ kind: z.literal("broken"), group, epoch }),
  /** The stream is new; this is where it stood. */
  z.object({ kind: z.literal("resume"), group, epoch }),
  /** The one who came with this key package leaves; ignored after another `hello`. */
  z.object({ kind: z.literal("bye"), keyPackage: opaque(4_000) }),
]);
export type KeysMessage = z.infer<typeof keysMessage>;
