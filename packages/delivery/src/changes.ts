import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { isFitting } from "./fitting-commit.ts";
import type { KnownGroup } from "./known-group.ts";
import { dueIn, proposed } from "./next-change.ts";
import type { Phase } from "./phase.ts";
import type { CommitHead, Proposer } from "./ports.ts";
import type { Returning } from "./returning.ts";
import type { GroupParticipant, GroupRoster, OpenChange } from "./roster.ts";
import { Rotation } from "./rotation.ts";
import { gatherAbove, patience, timeouts } from "./timeouts.ts";

const nobody: ReadonlySet<string> = new Set();

interface GroupChangesParts {
  readonly proposer: Proposer;
  readonly newGroup: () => string;
  /** See {@link Rotation}. */
  readonly chance: () => number;
  readonly roster: GroupRoster;
  readonly group: KnownGroup;
  readonly tell: (to: string, event: KeysEvent) => void;
  readonly returning: Returning | undefined;
  readonly returnUntilMs: number | undefined;
}

/**
 * How a conversation's group begins and changes, one change at a time: proposed, asked for,
 * committed, and settled once all can receive. The roster says who joins and who leaves.
 */
export class GroupChanges {
  readonly #parts: GroupChangesParts;
  readonly #roster: GroupRoster;
  readonly #group: KnownGroup;
  readonly #rotation: Rotation;
  #phase: Phase;
  /** Its members were told to send with the group's keys, of whatever epoch. */
  #isInUse = false;

  constructor(parts: GroupChangesParts) {
    this.#parts = parts;
    this.#roster = parts.roster;
    this.#group = parts.group;
    this.#rotation = new Rotation(parts.chance);
    const { returnUntilMs: dueAtMs } = parts;
    this.#phase = dueAtMs === undefined ? { kind: "idle" } : { kind: "returning", dueAtMs };
  }

  /** When {@link advance} must be called at the latest; infinite: nothing is due. */
  get dueAtMs(): number {
    return this.#phase.kind === "idle" ? this.#rotatesAtMs : this.#phase.dueAtMs;
  }

  /** Infinite: there is nobody to renew keys with, or nobody to ask. */
  get #rotatesAtMs(): number {
    const isAlone = this.#roster.inside().length < 2;
    if (isAlone || this.#roster.committers(nobody).length === 0) return Number.POSITIVE_INFINITY;
    return this.#rotation.dueAtMs ?? Number.POSITIVE_INFINITY;
  }

  /** Whether the first group still waits for those from before. */
  get isReturning(): boolean {
    return this.#phase.kind === "returning";
  }

  /** Whether the open change adds or removes this one. */
  concerns(identity: string): boolean {
    return (
      this.#phase.kind === "committing" &&
      this.#phase.changes.some((change) => change.identity === identity)
    );
  }

  begun(identity: string, person: GroupParticipant): void {
    if (!this.#isToBegin(identity)) return;
    this.#roster.found(identity, person);
    this.#phase = { kind: "settling", dueAtMs: Number.NEGATIVE_INFINITY, awaited: new Set() };
  }

  /** It wants in with other keys: if it was to begin the group, it has not, and another is asked. */
  saidHello(identity: string): void {
    if (!this.#isToBegin(identity)) return;
    this.#roster.countMiss(identity);
    this.#phase = { kind: "idle" };
  }

  #isToBegin(identity: string): boolean {
    return this.#phase.kind === "beginning" && this.#phase.by === identity;
  }

  /** The first commit of exactly the open change counts. */
  commit(
    identity: string,
    person: GroupParticipant,
    made: {
      readonly message: KeysMessage & { kind: "commit" };
      readonly head: CommitHead | undefined;
    },
    nowMs: number,
  ): void {
    const { message, head } = made;
    const phase = this.#phase;
    if (phase.kind !== "committing" || head === undefined || person.leaving !== "no") return;
    const { changes } = phase;
    if (!isFitting(head, { ...this.#group.at, leaf: person.leaf }, changes)) return;
    const change = this.#group.follow(changes, message.commit);
    this.#roster.apply(changes, identity, head.hasPath);
    if (head.hasPath) this.#rotation.over(nowMs);
    const inside = this.#roster.inside();
    const { commit, welcome } = message;
    const joined = new Set(changes.flatMap((one) => (one.kind === "add" ? [one.identity] : [])));
    for (const [one, { leaving }] of inside) {
      // INVARIANT: someone who has left gets no new keys. So the others may send with these, though
      // that leaf is still to be removed.
      if (leaving === "now") continue;
      if (!joined.has(one)) this.#parts.tell(one, change);
      else if (welcome !== undefined) {
        this.#parts.tell(one, this.#group.welcomeEvent({ welcome, commit }));
      }
    }
    const removes = changes.some(({ kind }) => kind === "remove");
    this.#phase = {
      kind: "settling",
      dueAtMs: nowMs + (removes ? timeouts.readyAfterRemovalMs : patience(inside.length).readyMs),
      awaited: new Set(inside.flatMap(([one, { listens }]) => (listens ? [one] : []))),
    };
  }

  /** It is ready, or no longer waited for. */
  awaitsNoMore(identity: string): void {
    if (this.#phase.kind === "settling") this.#phase.awaited.delete(identity);
  }

  /**
   * A committer refuses to add this one: closes the open change. Returns that addition; undefined:
   * it was not asked for.
   */
  dropAddition(
    by: string,
    about: { readonly epoch: number; readonly identity: string },
  ): OpenChange | undefined {
    const phase = this.#phase;
    if (phase.kind !== "committing" || about.epoch !== this.#group.epoch || !phase.by.includes(by))
      return undefined;
    const change = phase.changes.find(
      ({ kind, identity }) => kind === "add" && identity === about.identity,
    );
    if (change !== undefined) this.#phase = { kind: "idle" };
    return change;
  }

  /** Resends what a member with a new stream may have missed. */
  tellAgain(identity: string): void {
    const { tell } = this.#parts;
    const phase = this.#phase;
    if (phase.kind !== "settling" && this.#isInUse) tell(identity, this.#group.executeEvent());
    if (phase.kind === "committing" && phase.by.includes(identity)) {
      tell(identity, this.#group.pleaseEvent(phase.changes));
    }
  }

  /**
   * Everyone starts over. INVARIANT: a member that reports a useless commit uses up its own hellos,
   * and nobody else's.
   */
  reset(nowMs: number): void {
    const inside = this.#roster.inside();
    for (const [, person] of inside) {
      person.isRestarted = person.leaving === "no" && person.blockedBy === undefined;
    }
    const lastKeys = this.#roster.hasLeavers ? "soon-over" : "go-on";
    this.#forgetGroup();
    this.#phase = { kind: "gathering", dueAtMs: nowMs + timeouts.commitMs };
    for (const [identity] of inside) {
      const isKnown = this.#roster.find(identity) !== undefined;
      if (isKnown) this.#parts.tell(identity, { kind: "start-over", lastKeys });
    }
  }

  /**
   * Someone is gone who may have the keys that members of a new group still send with: they switch
   * now, though others are still to be added.
   */
  switchNow(): void {
    if (!this.#isInUse && this.#phase.kind === "committing") this.#execute();
  }

  #forgetGroup(): void {
    this.#isInUse = false;
    this.#roster.clear();
    this.#group.forget();
    this.#rotation.forget();
  }

  /** Advances as far as possible: when one phase ends, the next begins at once. */
  advance(nowMs: number): void {
    let before: Phase["kind"];
    do {
      before = this.#phase.kind;
      this.#lookAt(this.#phase, nowMs);
    } while (this.#phase.kind !== before);
  }

  /** INVARIANT: a phase that has just begun is not over. */
  #lookAt(phase: Phase, nowMs: number): void {
    switch (phase.kind) {
      case "idle":
        this.#next(nowMs);
        break;
      case "returning":
        if (!this.#parts.returning?.isAwaited || nowMs >= phase.dueAtMs) {
          this.#phase = { kind: "idle" };
        }
        break;
      case "waiting":
        this.#lookAtComing(phase, nowMs);
        break;
      case "gathering":
        this.#gather(phase, nowMs);
        break;
      case "beginning":
        this.#lookAtBeginner(phase, nowMs);
        break;
      case "committing":
        this.#lookAtCommitter(phase, nowMs);
        break;
      case "settling":
        this.#settle(phase, nowMs);
    }
  }

  /** Begins the group, opens the next change, or renews the keys, if there is anything to do. */
  #next(nowMs: number, coming?: "gathered"): void {
    const inside = this.#roster.inside().length;
    if (this.#roster.going().length === inside) {
      this.#begin(nowMs);
      return;
    }
    const due = dueIn(this.#roster);
    const isToGather = inside >= gatherAbove && this.#isInUse && !coming;
    if (due.going.length === 0 && due.coming.length > 0 && isToGather) {
      this.#phase = { kind: "waiting", dueAtMs: nowMs + timeouts.gatherMs };
      return;
    }
    const isToRotate = due.going.length + due.coming.length === 0;
    if (isToRotate && !this.#isInUse) this.#use(nowMs);
    if (isToRotate && nowMs < this.#rotatesAtMs) return;
    // Signs nothing that nobody could commit.
    if (this.#roster.committers(nobody).length === 0) return;
    this.#ask(proposed(this.#parts.proposer, this.#group.at, due), nobody, nowMs);
  }

  #lookAtComing({ dueAtMs }: Phase & { kind: "waiting" }, nowMs: number): void {
    if (nowMs < dueAtMs && this.#roster.going().length === 0) return;
    this.#phase = { kind: "idle" };
    this.#next(nowMs, "gathered");
  }

  #gather({ dueAtMs }: Phase & { kind: "gathering" }, nowMs: number): void {
    const isBestThere = this.#roster.best()?.wants !== undefined;
    if (isBestThere || nowMs >= dueAtMs) this.#phase = { kind: "idle" };
  }

  #begin(nowMs: number): void {
    // Nobody is in the old group any more.
    if (this.#group.id !== undefined) this.#forgetGroup();
    const [first] = this.#roster.coming().toSorted(([, one], [, two]) => one.lapses - two.lapses);
    if (first === undefined) return;
    const [by] = first;
    this.#group.begin(this.#parts.newGroup());
    const dueAtMs = nowMs + timeouts.beginMs;
    this.#phase = { kind: "beginning", by, dueAtMs, aloneUntilMs: nowMs + timeouts.beginAloneMs };
    this.#parts.tell(by, this.#group.beginEvent());
  }

  #lookAtBeginner(phase: Phase & { kind: "beginning" }, nowMs: number): void {
    const person = this.#roster.find(phase.by);
    const isThere = person?.listens === true && person.wants !== undefined;
    if (isThere && nowMs < phase.dueAtMs) return;
    // Nobody else could begin: asked again, a slow page would start over each time and never finish.
    if (isThere && this.#roster.coming().length === 1 && nowMs < phase.aloneUntilMs) {
      this.#phase = { ...phase, dueAtMs: nowMs + timeouts.beginMs };
      return;
    }
    this.#roster.countMiss(phase.by);
    this.#phase = { kind: "idle" };
  }

  /**
   * If nobody can be asked, waits until a member listens again. INVARIANT: members that give no
   * commit, however many are asked first, delay a removal by little more than a second: each time
   * four times as many are asked.
   */
  #ask(changes: readonly OpenChange[], asked: ReadonlySet<string>, nowMs: number): void {
    const { isUrgent } = this.#roster;
    const waiting = this.#roster.committers(asked, changes.length === 0 ? "renew" : "change");
    const by = waiting.slice(0, isUrgent ? 3 * asked.size + 1 : 1);
    if (by.length === 0) return;
    const { commitMs, removalCommitMs } = patience(this.#roster.inside().length);
    // The last ones get more time: after them everyone would start over.
    const isHurried = isUrgent && by.length < waiting.length;
    const dueAtMs = nowMs + (isHurried ? removalCommitMs : commitMs);
    const everAsked = new Set([...asked, ...by]);
    this.#phase = { kind: "committing", changes, isUrgent, by, dueAtMs, asked: everAsked };
    for (const one of by) this.#parts.tell(one, this.#group.pleaseEvent(changes));
  }

  #lookAtCommitter(phase: Phase & { kind: "committing" }, nowMs: number): void {
    const isHere = (one: string): boolean => this.#roster.find(one)?.leaving === "no";
    // A member that starts over instead has not committed either.
    for (const one of phase.by) if (!isHere(one)) this.#roster.countMiss(one);
    const by = phase.by.filter(isHere);
    const isAnyGone = by.length < phase.by.length;
    if (this.#isOvertaken(phase) || (isAnyGone && !this.#roster.isUrgent)) {
      this.#phase = { kind: "idle" };
    } else if (by.length > 0 && nowMs < phase.dueAtMs) {
      this.#phase = { ...phase, by };
    } else {
      this.#passOver({ ...phase, by }, nowMs);
    }
  }

  /**
   * INVARIANT: a removal is asked for once. A member that leaves instead counts as asked, and
   * restarts nothing.
   */
  #passOver({ by, changes, asked }: Phase & { kind: "committing" }, nowMs: number): void {
    for (const one of by) this.#roster.countMiss(one);
    if (this.#roster.committers(asked).length > 0) this.#ask(changes, asked, nowMs);
    else if (changes.length > 0 && by.length > 0) this.reset(nowMs);
    else {
      // None of those asked is left; or nobody renewed the keys, for which nobody must start over.
      this.#phase = { kind: "idle" };
      if (changes.length === 0) this.#rotation.over(nowMs);
    }
  }

  /** The removal of a participant who left waits for no other change, and no change waits for a renewal. */
  #isOvertaken({ changes, isUrgent }: Phase & { kind: "committing" }): boolean {
    if (changes.length === 0) return this.#roster.going().length + this.#roster.coming().length > 0;
    return this.#roster.isUrgent && !isUrgent;
  }

  #settle({ awaited, dueAtMs }: Phase & { kind: "settling" }, nowMs: number): void {
    if (awaited.size > 0 && nowMs < dueAtMs && !this.#roster.isUrgent) return;
    this.#phase = { kind: "idle" };
    // Those who are added next couldn't open what is sent with this epoch's keys.
    if (!this.#isInUse && this.#roster.coming().length > 0 && !this.#roster.isUrgent) return;
    this.#use(nowMs);
  }

  /** Everyone who is to be in the group for now is: all send with its keys. */
  #use(nowMs: number): void {
    if (this.#roster.inside().length > 1) this.#rotation.whole(nowMs);
    this.#execute();
  }

  #execute(): void {
    this.#isInUse = true;
    const execute = this.#group.executeEvent();
    for (const [one] of this.#roster.inside()) this.#parts.tell(one, execute);
  }
}
