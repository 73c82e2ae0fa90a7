import type { Order } from "@graticule/admission/limit";
import { type CompiledLimits, compileLimits } from "@graticule/admission/limits";
import { type AboveKind, LimitsAbove } from "./limits-above.ts";
import { ordersUnderNotice } from "./order-notice.ts";
import { type ReadRule, readOrder, readOwnRule } from "./read-limit.ts";
import type { EarlierLimits, RoomPolicy, SeatLimits } from "./room-directory.ts";
import { type RuleTimeline, timelineOf } from "./rule-timeline.ts";
import type { StoredRoom, StoredRuleEvent } from "./store.ts";

/** The event that set or lifted a rule, if there was one. */
type RuleWord = StoredRuleEvent | "none" | undefined;

interface Words {
  readonly own: RuleWord;
  readonly account: RuleWord;
}

/**
 * The room's policy while the public log isn't signed: orders and rules of the whole service don't hold, since no one
 * could check them.
 */
export function compileUnlogged(stored: StoredRoom, above = new LimitsAbove()): RoomPolicy {
  return compileRoomPolicy({ ...stored, orders: [] }, above.withoutPlatform());
}

/**
 * Compiles what is stored of a room: its own rule (a drop-in room without one has its account's
 * default), its account's rule if that is locked, the platform's rules, and orders.
 * INVARIANT: no rule of a room, and no pass, takes away a limit of another tier.
 */
export function compileRoomPolicy(stored: StoredRoom, above = new LimitsAbove()): RoomPolicy {
  const own = timelineOf(stored.ownRule);
  const orders = stored.orders.map((one) => ({ order: readOrder(one), stored: one }));
  const under = (held: readonly Order[]) => new RoomLimits(stored.kind, above, held);
  const room = under(orders.map(({ order }) => order));
  const ownRule = room.ownRule(own.newest);
  const newest: Words = { own: own.newest, account: above.account.newest };
  return {
    room: stored.room,
    accountId: stored.accountId,
    ...(stored.meetingCode === null ? {} : { meetingCode: stored.meetingCode }),
    ...seatLimits(room, own, above.account),
    underNotice: ordersUnderNotice(orders).map(({ takenBefore, orders: held }) => ({
      takenBefore,
      ...seatLimits(under(held), own, above.account),
    })),
    told: room.rules(newest, "all").flatMap(({ told }) => told ?? []),
    ruleVersion: own.newest?.version ?? 0,
    ruleUntil: ownRule?.rule.until,
    door:
      stored.kind === "meeting" ? stored.door : { entry: "open", locked: false, beacon: "wanted" },
    encryption: stored.encryption,
    nativeClients: stored.nativeClients,
    mediaRegion: stored.mediaRegion ?? undefined,
    linkKey: stored.linkKey ?? undefined,
    hostHash: stored.hostHash ?? undefined,
    hostDecisions: new Map(
      stored.hostDecisions.map(({ person, ...standing }) => [person, standing]),
    ),
    ended: stored.ended,
    endedUnderTerms: stored.endedUnderTerms,
    serviceSeats: stored.kind === "meeting" ? "refused" : stored.serviceSeats,
  };
}

function seatLimits(room: RoomLimits, own: RuleTimeline, account: RuleTimeline): SeatLimits {
  const newest: Words = { own: own.newest, account: account.newest };
  return {
    limits: room.limits(newest, "all"),
    passLimits: room.limits(newest, "pass"),
    earlier: earlierOf(room, own, account),
  };
}

class RoomLimits {
  readonly #kind: StoredRoom["kind"];
  readonly #above: LimitsAbove;
  readonly #orders: readonly Order[];
  readonly #read = new Map<number, ReadRule>();

  constructor(kind: StoredRoom["kind"], above: LimitsAbove, orders: readonly Order[]) {
    this.#kind = kind;
    this.#above = above;
    this.#orders = orders;
  }

  ownRule(word: RuleWord): ReadRule | undefined {
    if (word === undefined || word === "none" || word.rule === null) return undefined;
    const read = this.#read.get(word.id) ?? readOwnRule(word);
    this.#read.set(word.id, read);
    return read;
  }

  rules({ own, account }: Words, whose: "all" | "pass"): readonly ReadRule[] {
    const ownRule = this.ownRule(own);
    const above = this.#above.rules(this.#aboveKind(ownRule), account);
    return ownRule === undefined || whose === "pass" ? above : [...above, ownRule];
  }

  /** What many rooms share is compiled once for all of them. */
  limits(words: Words, whose: "all" | "pass"): CompiledLimits {
    const ownRule = this.ownRule(words.own);
    const shared = (ownRule === undefined || whose === "pass") && this.#orders.length === 0;
    if (shared && words.account === this.#above.account.newest) {
      return this.#above.compiled(this.#aboveKind(ownRule));
    }
    return compileLimits([...this.rules(words, whose).map(({ rule }) => rule), ...this.#orders]);
  }

  #aboveKind(ownRule: ReadRule | undefined): AboveKind {
    return this.#kind === "drop-in" && ownRule === undefined ? "default-too" : "locked";
  }
}

/**
 * Every pair of phases of the room's rule and its account's, but for the newest of both. In this
 * order the first that fits a seat is right, since the phases of each rule end one after the other.
 */
function earlierOf(room: RoomLimits, own: RuleTimeline, account: RuleTimeline): EarlierLimits[] {
  const always = { takenBefore: Number.POSITIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  const owns = [...own.earlier, { event: own.newest, ...always }];
  const accounts = [...account.earlier, { event: account.newest, ...always }];
  const pairs = owns.flatMap((one) => accounts.map((other) => ({ one, other })));
  return pairs.slice(0, -1).map(({ one, other }) => {
    const words = { own: one.event, account: other.event };
    let limits: CompiledLimits | undefined;
    let passLimits: CompiledLimits | undefined;
    return {
      takenBefore: Math.min(one.takenBefore, other.takenBefore),
      until: Math.min(one.until, other.until),
      get limits() {
        limits ??= room.limits(words, "all");
        return limits;
      },
      get passLimits() {
        passLimits ??= room.limits(words, "pass");
        return passLimits;
      },
    };
  });
}
