import type { Order } from "@graticule/admission/limit";
import { type CompiledLimits, compileLimits } from "@graticule/admission/limits";
import { type AboveKind, LimitsAbove } from "./limits-above.ts";
import { ordersUnderNotice } from "./order-notice.ts";
import { type ReadRule, readOrder, readOwnRule } from "./read-limit.ts";
import type { EarlierLimits, RoomPolicy, SeatLimits } from "./room-directory.ts";
import { type RuleTimeline, timelineOf } from "./rule-timeline.ts";
import type { StoredRoom, StoredRuleEvent } from "./store.ts";

/** What a rule is: as an event left it, or nothing. */
type RuleWord = StoredRuleEvent | "none" | undefined;

interface Phase {
  readonly event: RuleWord;
  readonly takenBefore: number;
  readonly until: number;
}

/** The two rules that change, for some seats at some moment. */
interface Words {
  readonly own: RuleWord;
  readonly account: RuleWord;
}

/**
 * Compiles what is stored of a room. A meeting has its own rule; a drop-in room its own, else its
 * account's default. Beside it, always: its account's rule if it is locked, the platform's rules, and
 * orders. INVARIANT: no rule of a room, and no pass, takes a limit of another tier away.
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

  /** What many rooms have alike is compiled once for all of them. */
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
 * Every pair of what the room's rule and its account's rule still are for someone, but for the
 * newest of both. In this order the first that fits a seat is right, since of each rule the phases
 * end one after the other.
 */
function earlierOf(room: RoomLimits, own: RuleTimeline, account: RuleTimeline): EarlierLimits[] {
  const always = { takenBefore: Number.POSITIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  const owns = [...own.earlier, { event: own.newest, ...always }];
  const accounts = [...account.earlier, { event: account.newest, ...always }];
  const pairs = owns.flatMap((one) => accounts.map((other) => ({ one, other })));
  return pairs.slice(0, -1).map(({ one, other }) => new CompiledWhenAsked(room, one, other));
}

class CompiledWhenAsked implements EarlierLimits {
  readonly takenBefore: number;
  readonly until: number;
  readonly #room: RoomLimits;
  readonly #words: Words;
  #limits: CompiledLimits | undefined;
  #passLimits: CompiledLimits | undefined;

  constructor(room: RoomLimits, own: Phase, account: Phase) {
    this.takenBefore = Math.min(own.takenBefore, account.takenBefore);
    this.until = Math.min(own.until, account.until);
    this.#room = room;
    this.#words = { own: own.event, account: account.event };
  }

  get limits(): CompiledLimits {
    this.#limits ??= this.#room.limits(this.#words, "all");
    return this.#limits;
  }

  get passLimits(): CompiledLimits {
    this.#passLimits ??= this.#room.limits(this.#words, "pass");
    return this.#passLimits;
  }
}
