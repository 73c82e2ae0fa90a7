import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { isFitting } from "./fitting-commit.ts";
import type { KnownGroup } from "./known-group.ts";
import { dueIn, proposed } from "./next-change.ts";
import type { Phase } from "./phase.ts";
import type { CommitHead, Proposer } from "./ports.ts";
import type { GroupParticipant, GroupRoster, OpenChange } from "./roster.ts";
import { Rotation } from "./rotation.ts";
import { gatherAbove, patience, timeouts } from "./timeouts.ts";

const nobody: ReadonlySet<string> = new Set();

export interface GroupChangesParts {
  readonly proposer: Proposer;
  readonly newGroup: () => string;
  /** From 0 to 1, of when keys are renewed. */
  readonly chance: () => number;
  readonly roster: GroupRoster;
  readonly group: KnownGroup;
  readonly tell: (to: string, event: KeysEvent) => void;
}

/**
 * How a conversation's group begins and changes, one change at a time: proposed, asked for, committed, and settled once all can receive.
 * It reads from the roster who comes and who goes.
 */
export class GroupChanges {
  readonly #parts: GroupChangesParts;
  readonly #roster: GroupRoster;
  readonly #group: KnownGroup;
  readonly #rotation: Rotation;
  #phase: Phase = { kind: "idle" };

  constructor(parts: GroupChangesParts) {
    this.#parts = parts;
    this.#roster = parts.roster;
    this.#group = parts.group;
    this.#rotation = new Rotation(parts.chance);
  }

  /** When {@link advance} must be called at the latest. Infinite: nothing is waited for. */
  get dueAtMs(): number {
    return this.#phase.kind === "idle" ? this.#rotatesAtMs : this.#phase.dueAtMs;
  }

  /** Infinite: there is nobody to renew keys with, or to ask. */
  get #rotatesAtMs(): number {
    const isAlone = this.#roster.inside().length < 2;
    if (isAlone || this.#roster.committers(nobody).length === 0) return Number.POSITIVE_INFINITY;
    return this.#rotation.dueAtMs ?? Number.POSITIVE_INFINITY;
  }

  /** Whether the change that is asked for adds or removes this one. */
  concerns(identity: string): boolean {
    return (
      this.#phase.kind === "committing" &&
      this.#phase.changes.some((change) => change.identity === identity)
    );
  }

  begun(identity: string, person: GroupParticipant): void {
    if (!this.#isToBegin(identity)) return;
    this.#phase = { kind: "idle" };
    this.#roster.found(identity, person);
    this.#parts.tell(identity, this.#group.executeEvent());
  }

  /** It wants in with other keys: a group that it was to begin it has not begun, and the next one is asked. */
  saidHello(identity: string): void {
    if (!this.#isToBegin(identity)) return;
    this.#roster.countMiss(identity);
    this.#phase = { kind: "idle" };
  }

  #isToBegin(identity: string): boolean {
    return this.#phase.kind === "beginning" && this.#phase.by === identity;
  }

  /** The first commit of exactly what is open counts. */
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
    for (const [one] of inside) {
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

  /** It is ready, or its readiness is waited for no longer. */
  awaitsNoMore(identity: string): void {
    if (this.#phase.kind === "settling") this.#phase.awaited.delete(identity);
  }

  /** A committer will not add this one: nothing is open any more. The addition that was; undefined: it was not asked for that. */
  dropAddition(
    by: string,
    about: { readonly epoch: number; readonly identity: string },
  ): OpenChange | undefined {
    const phase = this.#phase;
    if (phase.kind !== "committing" || about.epoch !== this.#group.epoch || !phase.by.includes(by))
      return undefined;
    const isOfIt = ({ kind, identity }: OpenChange): boolean =>
      kind === "add" && identity === about.identity;
    const change = phase.changes.find(isOfIt);
    if (change !== undefined) this.#phase = { kind: "idle" };
    return change;
  }

  /** To one inside whose stream is new: what it may have missed. */
  tellAgain(identity: string): void {
    const { tell } = this.#parts;
    const phase = this.#phase;
    if (phase.kind !== "settling") tell(identity, this.#group.executeEvent());
    if (phase.kind === "committing" && phase.by.includes(identity)) {
      tell(identity, this.#group.pleaseEvent(phase.changes));
    }
  }

  /** Everyone begins anew. INVARIANT: who says that a commit is of no use uses up their own hellos, and no one else's. */
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

  #forgetGroup(): void {
    this.#roster.clear();
    this.#group.forget();
    this.#rotation.forget();
  }

  /** Goes on as far as it can: where one phase ends, the next one begins at once. */
  advance(nowMs: number): void {
    let before: Phase["kind"];
    do {
      before = this.#phase.kind;
      this.#lookAt(this.#phase, nowMs);
    } while (this.#phase.kind !== before);
  }

  /** INVARIANT: of a phase that has just begun nothing is over yet. */
  #lookAt(phase: Phase, nowMs: number): void {
    switch (phase.kind) {
      case "idle":
        this.#next(nowMs);
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
    if (due.going.length === 0 && due.coming.length > 0 && inside >= gatherAbove && !coming) {
      this.#phase = { kind: "waiting", dueAtMs: nowMs + timeouts.gatherMs };
      return;
    }
    const isToRotate = due.going.length + due.coming.length === 0;
    if (isToRotate && nowMs < this.#rotatesAtMs) return;
    // Nothing is signed while there is nobody to commit it.
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
    // Nobody holds the old group any more.
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
    // Nobody else could begin: asked anew, a slow page would begin anew each time and never be done.
    if (isThere && this.#roster.coming().length === 1 && nowMs < phase.aloneUntilMs) {
      this.#phase = { ...phase, dueAtMs: nowMs + timeouts.beginMs };
      return;
    }
    this.#roster.countMiss(phase.by);
    this.#phase = { kind: "idle" };
  }

  /**
   * Where nobody can be asked, it waits until someone listens again. INVARIANT: members who give no commit, however many of them are asked
   * first, hold up a removal for little more than a second: each time four times as many are asked.
   */
  #ask(changes: readonly OpenChange[], asked: ReadonlySet<string>, nowMs: number): void {
    const { isUrgent } = this.#roster;
    const waiting = this.#roster.committers(asked, changes.length === 0 ? "renew" : "change");
    const by = waiting.slice(0, isUrgent ? 3 * asked.size + 1 : 1);
    if (by.length === 0) return;
    const { commitMs, removalCommitMs } = patience(this.#roster.inside().length);
    // Who is asked last is waited for longer: then everyone would begin anew.
    const isHurried = isUrgent && by.length < waiting.length;
    const dueAtMs = nowMs + (isHurried ? removalCommitMs : commitMs);
    const everAsked = new Set([...asked, ...by]);
    this.#phase = { kind: "committing", changes, isUrgent, by, dueAtMs, asked: everAsked };
    for (const one of by) this.#parts.tell(one, this.#group.pleaseEvent(changes));
  }

  #lookAtCommitter(phase: Phase & { kind: "committing" }, nowMs: number): void {
    const isHere = (one: string): boolean => this.#roster.find(one)?.leaving === "no";
    // Who begins anew instead has not given it either.
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

  /** INVARIANT: a removal is asked for once. Who goes instead of giving it is one more who was asked, and begins nothing again. */
  #passOver({ by, changes, asked }: Phase & { kind: "committing" }, nowMs: number): void {
    for (const one of by) this.#roster.countMiss(one);
    if (this.#roster.committers(asked).length > 0) this.#ask(changes, asked, nowMs);
    else if (changes.length > 0 && by.length > 0) this.reset(nowMs);
    else {
      // Nobody is left of those who were asked; or nobody renewed the keys, and nobody has to begin anew for that.
      this.#phase = { kind: "idle" };
      if (changes.length === 0) this.#rotation.over(nowMs);
    }
  }

  /** The removal of someone who is gone waits for no other change, and any change for no renewal. */
  #isOvertaken({ changes, isUrgent }: Phase & { kind: "committing" }): boolean {
    if (changes.length === 0) return this.#roster.going().length + this.#roster.coming().length > 0;
    return this.#roster.isUrgent && !isUrgent;
  }

  #settle({ awaited, dueAtMs }: Phase & { kind: "settling" }, nowMs: number): void {
    if (awaited.size > 0 && nowMs < dueAtMs && !this.#roster.isUrgent) return;
    this.#phase = { kind: "idle" };
    const inside = this.#roster.inside();
    if (inside.length > 1) this.#rotation.whole(nowMs);
    const execute = this.#group.executeEvent();
    for (const [one] of inside) this.#parts.tell(one, execute);
  }
}
