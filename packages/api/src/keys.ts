import { z } from "zod";

/**
 * How the pages of a meeting that is encrypted end to end agree on their keys: MLS messages (RFC 9420), which this
 * service puts in order and passes on. All bytes are base64url; the service reads none of a conversation's keys from them.
 */

const opaque = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9_-]+$/);
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
const sitting = z.iso.datetime();

/** To a page, in order, as event `keys` on its join's stream. */
export const keysEvent = z.discriminatedUnion("kind", [
  /** First on each stream of whoever is let in, and again where a `hello` was for another one: `hello` or `resume` follows. */
  z.object({ kind: z.literal("sitting"), sitting }),
  /** Make the group; alone in it at first. `keyIndex`: where epoch 0 stands in the ring of frame keys. */
  z.object({ kind: z.literal("begin"), group, keyIndex, sender: opaque(100) }),
  /** Commit exactly these changes, in this order. Takes the place of what was asked before. */
  z.object({ kind: z.literal("please"), group, epoch, changes: z.array(keyChange) }),
  /** The commit that ends this epoch, with what it commits. */
  z.object({
    kind: z.literal("change"),
    ...{ group, epoch },
    changes: z.array(keyChange),
    commit: opaque(500_000),
  }),
  /**
   * Come in: `epoch` is the one it leads to, `sender` the public key that alone may propose, `commit` what those who were inside
   * are told.
   */
  z.object({
    kind: z.literal("welcome"),
    ...{ group, epoch },
    keyIndex,
    sender: opaque(100),
    welcome: opaque(1_000_000),
    commit: opaque(500_000),
  }),
  /** Everybody is ready, or was waited for long enough: send with this epoch's key. */
  z.object({ kind: z.literal("execute"), group, epoch }),
  /** Forget the group and say hello with a new key package. */
  z.object({ kind: z.literal("start-over") }),
  /**
   * A `hello` does not lead in. `another-link`: its proof is not by the key of this meeting's link. `full`: a thousand are there. `too-often`:
   * again in a minute. `doubted`: who was asked to add it would not, as its keys are another's; with others it may come in.
   */
  z.object({
    kind: z.literal("refused"),
    because: z.enum(["another-link", "full", "too-often", "doubted"]),
  }),
]);
export type KeysEvent = z.infer<typeof keysEvent>;

/**
 * POST /api/joins/:joinId/keys with `Authorization: Bearer <key>`, one after the other: 204. 409 `conflict`: this meeting
 * is not encrypted end to end, or it says `hello` and is not inside.
 */
export const keysMessage = z.discriminatedUnion("kind", [
  /** `sitting`: for which its proof was made. */
  z.object({ kind: z.literal("hello"), keyPackage: opaque(4_000), sitting }),
  z.object({ kind: z.literal("begun"), group }),
  z.object({
    kind: z.literal("commit"),
    ...{ group, epoch },
    commit: opaque(500_000),
    /** Where somebody is added. */
    welcome: opaque(1_000_000).optional(),
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
