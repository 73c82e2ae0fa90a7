import { z } from "zod";
import { moment } from "./formats.ts";

/**
 * How the pages of a meeting that is encrypted end to end agree on their keys: MLS messages (RFC 9420), which this
 * service puts in order and passes on. All bytes are base64url; the service reads none of a conversation's keys from them.
 */

const opaque = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9_-]+$/);
/** With the whole tree: of a thousand people with the longest names and vouchers it has 1.31 million (`apps/server/tests/delivery/largest.test.ts`). */
const welcome = opaque(1_500_000);
/** The longest there can be has 110,000: a path, and what is sealed in it to a thousand people. */
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

/** Who comes into the group or goes out of it, and the proposal of it that this service signed. */
export const keyChange = z.object({
  kind: z.enum(["add", "remove"]),
  identity,
  /** MLSMessage with a PublicMessage of the external sender. */
  proposal: opaque(8_000),
});
export type KeyChange = z.infer<typeof keyChange>;

/** When a sitting of a meeting began, as this service tells it: ISO 8601 UTC. Another one once all have left. */
export const sitting = moment;

/** Of Ed25519, 32 bytes. The last of the letters carries four bits. */
export const signatureKey = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
/** Of Ed25519, 64 bytes. */
const signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/);

/**
 * By which the host key of a vouched meeting lets someone vouch, with the key that they sign with: `signature` is theirs who have the host key, `host`
 * is its public part.
 */
export const delegation = z.object({ identity, signature, host: signatureKey });
export type DelegationTold = z.infer<typeof delegation>;

/**
 * By which someone in a vouched meeting is believed: `signer` is the key of `signature`, the host key itself or, with a `delegation`, one that it let
 * vouch. What it is a signature of: docs/e2ee.md. This service can tell one, and can't make one.
 */
export const voucher = z.object({
  signature,
  signer: signatureKey,
  delegation: delegation.optional(),
});
export type VoucherTold = z.infer<typeof voucher>;

/** To a page, in order, as event `keys` on its join's stream. */
export const keysEvent = z.discriminatedUnion("kind", [
  /** First on each stream of whoever is let in, and again where a `hello` was for another one: `hello` or `resume` follows. */
  z.object({ kind: z.literal("sitting"), sitting }),
  /** Make the group; alone in it at first. `keyIndex`: where epoch 0 stands in the ring of frame keys. */
  z.object({ kind: z.literal("begin"), group, keyIndex, sender: opaque(100) }),
  /** Commit exactly these changes, in this order. Takes the place of what was asked before. */
  z.object({ kind: z.literal("please"), group, epoch, changes: z.array(keyChange) }),
  /** The commit that ends this epoch, with what it commits. */
  z.object({ kind: z.literal("change"), group, epoch, changes: z.array(keyChange), commit }),
  /**
   * Come in: `epoch` is the one it leads to, `sender` the public key that alone may propose, `commit` what those who were inside
   * are told.
   */
  z.object({
    kind: z.literal("welcome"),
    group,
    epoch,
    keyIndex,
    sender: opaque(100),
    welcome,
    commit,
  }),
  /** Everyone is ready, or was waited for long enough: send with this epoch's key. */
  z.object({ kind: z.literal("execute"), group, epoch }),
  /** Forget the group and say hello with a new key package. `lastKeys`: `soon-over` where someone was to go who has them. */
  z.object({ kind: z.literal("start-over"), lastKeys: z.enum(["soon-over", "go-on"]) }),
  /**
   * A `hello` does not lead in. `another-link`: its proof is not by the key of this meeting's link. `full`: a thousand are there. `too-often`:
   * again in a minute; so is what is asked too often. `doubted`: who was asked to add it would not, as its keys are another's; with others it may come in. `unvouched`: the meeting
   * is vouched, and its key package has no voucher that holds.
   */
  z.object({
    kind: z.literal("refused"),
    because: z.enum(["another-link", "full", "too-often", "doubted", "unvouched"]),
  }),
  /** A host vouched for this one in this sitting: `hello` with it. */
  z.object({ kind: z.literal("voucher"), sitting, voucher }),
  /** The host lets this one vouch in this sitting. */
  z.object({ kind: z.literal("delegation"), sitting, delegation }),
]);
export type KeysEvent = z.infer<typeof keysEvent>;

/**
 * POST /api/joins/:joinId/keys with `Authorization: Bearer <key>`, one after the other: 204. 409 `conflict`: this meeting
 * is not encrypted end to end, or it says `hello` and is not inside, or `asks` where the meeting is not vouched.
 */
export const keysMessage = z.discriminatedUnion("kind", [
  /** `sitting`: for which its proof was made. */
  z.object({ kind: z.literal("hello"), keyPackage: opaque(4_000), sitting }),
  /** Of a vouched meeting, also from its lobby: hosts are shown this key, and vouch for it. 20 a minute, others are `refused`. */
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
  /** Asked to add this one, it will not: this service let a key package through that no member may add. */
  z.object({ kind: z.literal("bad-change"), group, epoch, identity }),
  /** What came for this epoch can't be used. */
  z.object({ kind: z.literal("broken"), group, epoch }),
  /** The stream is new; this is where it stood. */
  z.object({ kind: z.literal("resume"), group, epoch }),
  /** Who came with this key package leaves. Another one has been said since: it concerns nobody. */
  z.object({ kind: z.literal("bye"), keyPackage: opaque(4_000) }),
]);
export type KeysMessage = z.infer<typeof keysMessage>;
