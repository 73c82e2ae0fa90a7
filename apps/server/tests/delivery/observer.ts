import type { KeyChange, KeysMessage } from "@graticule/api/keys";
import type { KeysInput, Outgoing } from "@graticule/delivery/ports";
import { timeouts } from "@graticule/delivery/timeouts";

/** What all messages so far amount to for one seat. */
interface Seat {
  misses: number;
  /** How many of these it inherited under a new name. */
  readonly inherited: number;
  /** How many commits had a path when it last made one, or came. */
  turn: number;
  /** The key package of an unanswered hello. */
  wish: string | undefined;
  isInside: boolean;
  /** It is still inside as someone it no longer is. */
  isStartingOver: boolean;
  isGone: boolean;
  /** Who made the first change that it heard of and isn't ready for. */
  follows: string | undefined;
  /** Whose changes it last said include a useless one. */
  stuckWith: string | undefined;
}

/** A commit that was asked for. */
interface Request {
  /** In words, with the epoch. */
  readonly what: string;
  readonly changes: readonly KeyChange[];
  readonly isUrgent: boolean;
  readonly asked: ReadonlySet<string>;
  /** Of these, those asked last who can still give it. */
  readonly last: Set<string>;
  readonly dueAtMs: number;
}

/** What led to messages. */
export interface Cause {
  readonly identity: string;
  readonly input: KeysInput;
}

/**
 * Reads all that a conversation hears and sends, and checks it against the rules in docs/e2ee.md:
 * who is asked, for what, who hears what about the last keys, and how long anything waits. For at
 * most fifty pages, all listening.
 */
export class Observer {
  readonly faults: string[] = [];
  readonly #seats = new Map<string, Seat>();
  #group: string | undefined;
  #epoch = 0;
  #now = 0;
  #most = 0;
  #paths = 0;
  #request: Request | undefined;
  #begin: { readonly by: string; untilMs: number } | undefined;
  /** How long everyone is waited for: to say hello, or to be ready. */
  #gathersUntilMs: number | undefined;
  #settlesUntilMs: number | undefined;
  /** Members were told to send with the group's keys. */
  #isInUse = false;
  // In this step only: who is doubted, who starts over, whether someone goes or everyone must start
  // over.
  #refused: string | undefined;
  #newlyStartingOver: string | undefined;
  #isSomeoneGone = false;
  #isHopeless = false;

  /** After each input, and each tick (without a cause), with everything sent then. */
  sees(cause: Cause | undefined, sent: readonly Outgoing[], nowMs: number): void {
    this.#now = nowMs;
    this.#refused = undefined;
    this.#newlyStartingOver = undefined;
    this.#isSomeoneGone = false;
    this.#isHopeless = false;
    if (cause === undefined) this.#timesOut();
    else this.#hears(cause.identity, cause.input);
    this.#looksAtRefusals(sent);
    this.#looksAtEndings(sent);
    this.#followsChange(sent, cause);
    this.#looksAtUse(sent);
    this.#looksAtRequest(sent);
    this.#looksAtBeginning(sent);
    this.#tidies();
    this.#looksForWhatWaits();
  }

  #check(holds: boolean, otherwise: string): void {
    if (!holds) this.faults.push(otherwise);
  }

  #those(are: (seat: Seat) => boolean): readonly string[] {
    const those: string[] = [];
    for (const [identity, seat] of this.#seats) if (are(seat)) those.push(identity);
    return those;
  }

  /** Those inside who left. */
  get #leavers(): readonly string[] {
    return this.#those(({ isInside, isGone }) => isInside && isGone);
  }

  /** Those, and members who start over. */
  get #goers(): readonly string[] {
    return this.#those((seat) => seat.isInside && !isAtHome(seat));
  }

  get #reachable(): readonly string[] {
    return this.#those((seat) => seat.isInside && isAtHome(seat));
  }

  get #wishes(): readonly string[] {
    return this.#those(({ wish, isGone }) => wish !== undefined && !isGone);
  }

  #leastMissed(of: readonly string[]): readonly string[] {
    const missed = (one: string): number => this.#seats.get(one)?.misses ?? 0;
    const least = Math.min(...of.map(missed));
    return of.filter((one) => missed(one) === least);
  }

  #misses(identity: string): void {
    const seat = this.#seats.get(identity);
    if (seat === undefined) return;
    seat.misses += 1;
    this.#most = Math.max(this.#most, seat.misses);
  }

  /** Someone who was asked and didn't give it in time has missed. */
  #timesOut(): void {
    const request = this.#request;
    if (request === undefined || this.#now < request.dueAtMs) return;
    for (const one of request.last) this.#misses(one);
    request.last.clear();
    const isAnyLeft = this.#reachable.some((one) => !request.asked.has(one));
    if (isAnyLeft) return;
    if (request.changes.length > 0) this.#isHopeless = true;
    this.#request = undefined;
  }

  #hears(identity: string, input: KeysInput): void {
    if (input.kind === "left") this.#leaves(identity);
    if (input.kind !== "says") return;
    const { message } = input;
    if (message.kind === "hello") this.#hello(identity, message.keyPackage);
    const seat = this.#seats.get(identity);
    if (seat === undefined || !("group" in message) || message.group !== this.#group) return;
    switch (message.kind) {
      case "begun":
        if (this.#begin?.by === identity) this.#begun(seat);
        break;
      case "ready":
        if (message.epoch !== this.#epoch) return;
        seat.follows = undefined;
        seat.stuckWith = undefined;
        break;
      case "broken":
        this.#broken(identity, seat);
        break;
      case "bad-change":
        this.#doubts(identity, message);
    }
  }

  #leaves(identity: string): void {
    const seat = this.#seats.get(identity);
    if (seat === undefined) return;
    this.#isSomeoneGone = !seat.isGone;
    seat.isGone = true;
    seat.wish = undefined;
    this.#givesNot(identity);
  }

  /** Someone leaves or starts over instead of giving what they were asked for. */
  #givesNot(identity: string): void {
    if (this.#request?.last.delete(identity) && !this.#isHopeless) this.#misses(identity);
  }

  #hello(identity: string, keyPackage: string): void {
    const misses = this.#most;
    const seat = this.#seats.get(identity) ?? {
      misses,
      inherited: misses,
      wish: undefined,
      follows: undefined,
      stuckWith: undefined,
      isInside: false,
      isStartingOver: false,
      isGone: false,
      turn: 0,
    };
    this.#seats.set(identity, seat);
    seat.wish = keyPackage;
    if (!seat.isInside) seat.isGone = false;
    else this.#broken(identity, seat);
  }

  #begun(seat: Seat): void {
    this.#begin = undefined;
    seat.isInside = true;
    seat.turn = this.#paths;
    seat.wish = undefined;
  }

  /** Rule 7, and what a miss is. */
  #broken(identity: string, seat: Seat): void {
    if (!seat.isInside || seat.isStartingOver || seat.isGone) return;
    seat.isStartingOver = true;
    this.#newlyStartingOver = identity;
    const { follows: maker } = seat;
    if (maker !== undefined && this.#seats.has(maker)) {
      this.#misses(maker);
      this.#misses(identity);
      seat.stuckWith = maker;
      const stuck = this.#those((one) => isThere(one) && one.stuckWith === maker).length;
      const all = this.#those((one) => isThere(one) && (one.isInside || !!one.stuckWith)).length;
      this.#isHopeless = stuck >= 2 && 2 * stuck >= all;
    }
    this.#givesNot(identity);
  }

  #doubts(by: string, about: KeysMessage & { kind: "bad-change" }): void {
    const { identity, epoch } = about;
    const seat = this.#seats.get(identity);
    const change = this.#request?.changes.find(
      (one) => one.kind === "add" && one.identity === identity,
    );
    const isAsked = epoch === this.#epoch && this.#request?.last.has(by);
    if (!isAsked || change === undefined || seat === undefined) return;
    this.#request = undefined;
    if (keyPackageOf(change) !== seat.wish) return;
    this.#misses(by);
    seat.wish = undefined;
    this.#refused = identity;
    if (seat.isInside) return;
    this.#seats.delete(identity);
    // No one would hear it from someone who is forgotten.
    this.#isSomeoneGone = true;
  }

  #looksAtRefusals(sent: readonly Outgoing[]): void {
    const refused = sent.filter(({ event }) => event.kind === "refused").map(({ to }) => to);
    const expected = this.#refused === undefined ? [] : [this.#refused];
    this.#check(refused.join() === expected.join(), `refused: ${refused}, and not ${expected}`);
  }

  /** Who forgets which keys when: everyone if all is lost, else those outside when someone goes. */
  #looksAtEndings(sent: readonly Outgoing[]): void {
    const isUrgent = this.#leavers.length > 0;
    const outside = this.#those((one) => isThere(one) && !(one.isInside && isAtHome(one)));
    const inside = this.#those((one) => isThere(one) && one.isInside);
    const startingOver =
      isUrgent && this.#newlyStartingOver !== undefined ? [this.#newlyStartingOver] : [];
    const others = this.#isSomeoneGone ? outside : startingOver;
    const lastKeys = this.#isHopeless && !isUrgent ? "go-on" : "soon-over";
    const expected = (this.#isHopeless ? inside : others).map((one) => `${one} ${lastKeys}`);
    const told = sent.flatMap(({ to, event }) =>
      event.kind === "start-over" ? [`${to} ${event.lastKeys}`] : [],
    );
    this.#check(areSame(told, expected), `to start over: ${told}, and not ${expected}`);
    if (!this.#isHopeless) return;
    this.#endsGroup();
    this.#gathersUntilMs = this.#now + timeouts.commitMs;
  }

  /** Before its first use, the group grows as long as anyone wants in and no one leaves. */
  #looksAtUse(sent: readonly Outgoing[]): void {
    if (sent.some(({ event }) => event.kind === "execute")) {
      this.#isInUse = true;
      this.#settlesUntilMs = undefined;
    } else if (!this.#isInUse && sent.some(({ event }) => event.kind === "please")) {
      this.#settlesUntilMs = undefined;
    }
  }

  #endsGroup(): void {
    this.#group = undefined;
    this.#isInUse = false;
    this.#request = undefined;
    this.#settlesUntilMs = undefined;
    for (const seat of this.#seats.values()) {
      if (seat.isInside) this.#takeOut(seat);
      seat.stuckWith = undefined;
      seat.follows = undefined;
    }
  }

  /** Someone who left and came back meanwhile is new. */
  #takeOut(seat: Seat | undefined): void {
    if (seat === undefined) return;
    seat.isInside = false;
    seat.isStartingOver = false;
    if (seat.wish !== undefined) seat.isGone = false;
  }

  #followsChange(sent: readonly Outgoing[], cause: Cause | undefined): void {
    const told = sent.find(({ event }) => event.kind === "change")?.event;
    if (told?.kind !== "change" || cause === undefined) return;
    this.#epoch += 1;
    this.#request = undefined;
    const maker = this.#makerOf(cause);
    const removals = told.changes.filter(({ kind }) => kind === "remove");
    for (const { identity } of removals) this.#takeOut(this.#seats.get(identity));
    for (const change of told.changes) if (change.kind === "add") this.#letsIn(change);
    for (const seat of this.#seats.values()) {
      if (seat.isInside && seat !== maker) seat.follows ??= cause.identity;
    }
    const removes = removals.length > 0;
    this.#settlesUntilMs = this.#now + (removes ? timeouts.readyAfterRemovalMs : timeouts.readyMs);
  }

  #makerOf({ identity, input }: Cause): Seat | undefined {
    const maker = this.#seats.get(identity);
    const hasPath = input.kind === "says" && input.head?.hasPath === true;
    if (maker !== undefined && hasPath) {
      this.#paths += 1;
      maker.turn = this.#paths;
    }
    return maker;
  }

  #letsIn(change: KeyChange): void {
    const seat = this.#seats.get(change.identity);
    if (seat === undefined) return;
    seat.isInside = true;
    seat.turn = this.#paths;
    seat.follows = undefined;
    if (keyPackageOf(change) === seat.wish) seat.wish = undefined;
    else seat.isStartingOver = true;
  }

  /** Rules 1, 2 and 4. */
  #looksAtRequest(sent: readonly Outgoing[]): void {
    const pleases = sent.flatMap(({ to, event }) =>
      event.kind === "please" ? [{ to, ...event }] : [],
    );
    const [please] = pleases;
    if (please === undefined) return;
    const { changes } = please;
    const reachable = this.#reachable;
    const before = this.#request;
    const isAnyLeft = reachable.some((one) => !before?.asked.has(one));
    const what = `${please.epoch} ${changes.map(({ proposal }) => proposal)}`;
    const isUrgent = this.#leavers.length > 0;
    const goesOn = before?.what === what && before.isUrgent === isUrgent && isAnyLeft;
    if (!goesOn) {
      this.#check(!(before?.isUrgent && isAnyLeft), "a removal is asked for from the beginning");
      this.#looksAtChanges(changes);
    }
    const asked = goesOn ? before.asked : new Set<string>();
    const by = pleases.map(({ to }) => to);
    const isLast = this.#looksAtAsked(by, {
      who: reachable.filter((one) => !asked.has(one)),
      most: isUrgent ? 3 * asked.size + 1 : 1,
      isRenewal: changes.length === 0,
    });
    const forMs = isUrgent && !isLast ? timeouts.removalCommitMs : timeouts.commitMs;
    this.#request = {
      what,
      changes,
      isUrgent,
      last: new Set(by),
      asked: new Set([...asked, ...by]),
      dueAtMs: this.#now + forMs,
    };
  }

  /** So many, fewest misses first, then longest since a commit. Returns whether these are all. */
  #looksAtAsked(
    by: readonly string[],
    of: { readonly who: readonly string[]; readonly most: number; readonly isRenewal: boolean },
  ): boolean {
    const { who, most, isRenewal } = of;
    const rank = (one: string): number => {
      const { misses = 0, inherited = 0, turn = 0 } = this.#seats.get(one) ?? {};
      return (isRenewal ? misses - inherited : misses) * 1_000 + turn;
    };
    for (const one of by) this.#check(who.includes(one), `${one} is asked, who can't be`);
    this.#check(by.length === Math.min(most, who.length), `${by.length} are asked`);
    const others = who.filter((one) => !by.includes(one));
    const [worst, best] = [Math.max(...by.map(rank)), Math.min(...others.map(rank))];
    this.#check(worst <= best, `${by} asked before ${others}, though it is another's turn`);
    return others.length === 0;
  }

  /** Exactly what is open, or if anyone left, only the removals. */
  #looksAtChanges(changes: readonly KeyChange[]): void {
    const isUrgent = this.#leavers.length > 0;
    const goes = isUrgent ? this.#leavers : this.#goers;
    const comes = isUrgent ? [] : this.#wishes;
    const expected = [
      ...goes.map((one) => `remove ${one}`),
      ...comes.map((one) => `add ${this.#seats.get(one)?.wish}`),
    ];
    const given = changes.map((one) => `${one.kind} ${keyPackageOf(one) ?? one.identity}`);
    this.#check(areSame(given, expected), `asked for: ${given}, and not ${expected}`);
  }

  #looksAtBeginning(sent: readonly Outgoing[]): void {
    for (const { to, event } of sent) {
      if (event.kind !== "begin") continue;
      if (this.#begin !== undefined) this.#misses(this.#begin.by);
      if (this.#group !== undefined && this.#begin === undefined) this.#endsGroup();
      const isGathering = this.#now < (this.#gathersUntilMs ?? 0);
      const best = this.#leastMissed(isGathering ? this.#those(isThere) : this.#wishes);
      this.#check(this.#wishes.includes(to), `${to} is to begin, who does not want to`);
      this.#check(best.includes(to), `${to} is to begin, and not one of ${best}`);
      this.#gathersUntilMs = undefined;
      this.#begin = { by: to, untilMs: this.#now + timeouts.beginAloneMs };
      this.#group = event.group;
      this.#isInUse = false;
      this.#epoch = 0;
    }
  }

  /** Someone gone altogether is new when they return; where no one stays there is no group. */
  #tidies(): void {
    const isOver = this.#reachable.length === 0 && this.#settlesUntilMs === undefined;
    if (isOver && this.#begin === undefined) this.#endsGroup();
    const open = new Set(this.#request?.changes.map(({ identity }) => identity));
    for (const [one, { isInside, isGone }] of this.#seats) {
      if (isGone && !isInside && !open.has(one)) this.#seats.delete(one);
    }
  }

  /** For anything open someone is asked who can give it and still has time. */
  #looksForWhatWaits(): void {
    const request = this.#request;
    const open = [...this.#goers, ...this.#wishes];
    if (this.#settlesUntilMs !== undefined) {
      const isOver = this.#leavers.length > 0 || this.#now >= this.#settlesUntilMs;
      this.#check(!isOver, "the time for all to be ready is over");
    } else if (request !== undefined) {
      this.#looksAtOpen(request, open);
    } else if (this.#reachable.length > 0) {
      this.#check(open.length === 0, `nobody is asked about ${open}`);
      this.#check(this.#isInUse, "no one sends with the group's keys");
    } else if (this.#wishes.length > 0 || this.#gathersUntilMs !== undefined) {
      this.#looksForBeginner();
    }
  }

  #looksAtOpen(request: Request, open: readonly string[]): void {
    this.#check(request.last.size > 0, `${[...request.asked]} can't give it`);
    this.#check(this.#now < request.dueAtMs, "the time for a commit is over");
    const isOvertaken = this.#leavers.length > 0 && !request.isUrgent;
    this.#check(!isOvertaken, "a removal waits for another change");
    const isRenewal = request.changes.length === 0;
    this.#check(!isRenewal || open.length === 0, `${open} wait for a renewal`);
  }

  /** Someone begins, or the first to begin has not said hello yet. */
  #looksForBeginner(): void {
    const wishes = this.#wishes;
    const begin = wishes.includes(this.#begin?.by ?? "") ? this.#begin : undefined;
    // The wait is shorter if another one could begin.
    if (begin !== undefined && wishes.length > 1) {
      begin.untilMs = Math.min(begin.untilMs, this.#now + timeouts.beginMs);
    }
    const until = begin?.untilMs ?? this.#gathersUntilMs ?? 0;
    this.#check(this.#now < until, `${wishes} wait for nothing`);
    const best = this.#leastMissed(this.#those(isThere));
    const isAwaited = best.some((one) => this.#seats.get(one)?.wish === undefined);
    this.#check(begin !== undefined || isAwaited, `${best} have said hello, and nobody begins`);
  }
}

/** Including those who left and came back before it had any effect. */
function isThere({ isGone, wish }: Seat): boolean {
  return !isGone || wish !== undefined;
}

function isAtHome({ isGone, isStartingOver }: Seat): boolean {
  return !isGone && !isStartingOver;
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.toSorted().join() === others.toSorted().join();
}

function keyPackageOf({ kind, proposal }: KeyChange): string | undefined {
  return kind === "add" ? JSON.parse(proposal).keyPackage : undefined;
}
