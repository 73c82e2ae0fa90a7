import { z } from "zod";

/** A message in the call may have so many UTF-16 units; longer ones are not shown at all. */
export const longestMessage = 2_000;
/** A hand may have been up so long before someone else came; in milliseconds. */
const longestWaitMs = 24 * 3_600_000;

export const reactionName = z.enum(["thumb", "heart", "clap", "laugh", "wow", "party"]);
export type ReactionName = z.infer<typeof reactionName>;

/** 12 random bytes, base64url; repetitions are ignored. Absent: ignored in encrypted meetings. */
const id = z
  .string()
  .regex(/^[\w-]{16}$/)
  .optional();

/** So many bytes, base64url. */
function bytes(count: number) {
  return z.string().regex(new RegExp(`^[\\w-]{${Math.ceil((count * 4) / 3)}}$`));
}

/**
 * What the pages of a call send each other: JSON in LiveKit data packets, reliable, by topic. The
 * service reads and keeps none of it. Who sent a packet is what the engine says; no packet says it.
 */
export const talkPackets = {
  /** As it was written; the reader makes it inert. */
  chat: z.object({ id, text: z.string().max(longestMessage * 4) }),
  reaction: z.object({ id, reaction: reactionName }),
  hand: z.discriminatedUnion("kind", [
    /** `sinceMs`: how long it is up already, for those who came later. */
    z.object({ id, kind: z.literal("up"), sinceMs: z.number().min(0).max(longestWaitMs) }),
    z.object({ id, kind: z.literal("down") }),
    /** Someone who may act as host lowers another's hand. */
    z.object({ id, kind: z.literal("lower"), identity: z.string().max(200) }),
  ]),
  /** A word of `@graticule/e2ee/comparison`, signed by its sender. */
  compare: z.object({
    id,
    kind: z.enum(["commit", "ask", "reveal"]),
    list: bytes(32),
    seed: bytes(32),
    value: bytes(32),
    signature: bytes(64),
    /** At most `mostAttempts` there. */
    attempt: z.number().int().min(1).max(1_000_000),
    by: z.string().max(200),
  }),
} as const;

export type TalkTopic = keyof typeof talkPackets;
export type TalkPacket = {
  readonly [T in TalkTopic]: { readonly topic: T } & z.infer<(typeof talkPackets)[T]>;
}[TalkTopic];
