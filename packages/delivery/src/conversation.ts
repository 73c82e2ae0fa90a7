import type { KeyChange, KeysEvent, KeysMessage } from "@graticule/api/keys";
import { isFitting } from "./fitting-commit.ts";
import { HelloLimit } from "./hello-limit.ts";
import {
  type CommitHead,
  type KeysInput,
  type Outgoing,
  type Proposer,
  ringSize,
} from "./ports.ts";
import { type OpenChange, type Person, Roster } from "./roster.ts";
import { Rotation } from "./rotation.ts";
import { gatherAbove, patience, waits } from "./waits.ts";

const nobody: ReadonlySet<string> = new Set();
const mostAtOnce = 100;
const mostPeople = 1_000;

type Refusal = (KeysEvent & { readonly kind: "refused" })["because"];

type Phase =
  | { readonly kind: "idle" }
  /** In a large group: who comes waits for others who do. */
  | { readonly kind: "waiting"; readonly dueAtMs: number }
  /** Everybody begins anew: who is to be asked first has this long to say hello, however fast others are. */
  | { readonly kind: "gathering"; readonly dueAtMs: number }
  | {
      readonly kind: "beginning";
      readonly by: string;
      readonly dueAtMs: number;
      /** So long it is waited for where nobody else could begin. */
      readonly aloneUntilMs: number;
    }
  | {
      readonly kind: "committing";
      /** None: the keys are renewed though nobody comes or goes. */
      readonly changes: readonly OpenChange[];
      /** The removal of those who are gone, and nothing else. */
      readonly isUrgent: boolean;
      /** Who was asked last, of all who were asked. */
      readonly by: readonly string[];
      readonly dueAtMs: number;
      readonly asked: ReadonlySet<string>;
    }
  | { readonly kind: "settling"; readonly dueAtMs: number; readonly awaited: Set<string> };

/** What led to the present epoch, for whoever missed it. */
interface LastChange {
  readonly epoch: number;
  readonly changes: readonly KeyChange[];
  readonly commit: string;
}

type LastKeys = (KeysEvent & { kind: "start-over" })["lastKeys"];

/** Who goes and who comes with the next change. */
type Due = Record<"going" | "coming", readonly (readonly [string, Person])[]>;

/**
 * The delivery service of one conversation (RFC 9750 section 5): puts the messages of its members in order, and proposes, as
 * external sender, whoever comes and goes. No clock, no input or output: the same inputs give the same messages.
 *
 * 1. The first one makes the group. 2. Changes gather while another one runs. 3. One member is asked for the commit, each in
 * turn; who does not give it in time is passed over. 4. The first commit of an epoch that commits exactly what is open is passed on
 * to everybody, the welcome to those who are new. 5. Members say when they can receive with the new keys; then all are told
 * to send with them. A removal waits for nobody's readiness for long. 6. Whoever can't follow comes in anew; where nobody
 * can commit, everybody begins anew. 7. Where nothing changes for minutes, one member is asked for a commit of nothing, which
 * renews the keys.
 */
export class Conversation {
  readonly #proposer: Proposer;
  readonly #newGroup: () => string;
  readonly #roster = new Roster();
  readonly #hellos = new HelloLimit();
  #group: string | undefined;
  #epoch = 0;
  /** Where epoch 0 stands in the ring of frame keys: no two groups in a row use the same places. */
  #keyIndex: number;
  #phase: Phase = { kind: "idle" };
  #last: LastChange | undefined;
  /** Groups of before: who stands in one has missed by whom it ended. */
  readonly #former = new Set<string>();
  readonly #rotation: Rotation;
  #out: Outgoing[] = [];

  /**
   * `keyIndex`: any place of the ring. After a restart another one, as pages still have the keys from before. `chance`: from 0 to 1, of
   * when keys are renewed.
   */
  constructor(proposer: Proposer, newGroup: () => string, keyIndex = 0, chance = () => 0.5) {
    this.#proposer = proposer;
    this.#newGroup = newGroup;
    this.#keyIndex = keyIndex;
    this.#rotation = new Rotation(chance);
  }

  /** Whether nobody is in it or wants to be. */
  get isOver(): boolean {
    return this.#roster.size === 0;
  }

  /** Who is in it or wants to be, and whether their page listens. */
  people(): readonly (readonly [string, boolean])[] {
    return [...this.#roster.all()].map(([identity, { listens }]) => [identity, listens] as const);
  }

  /** When `tick` must be called at the latest; undefined: nothing is waited for. */
  get dueAtMs(): number | undefined {
    let due = this.#phase.kind === "idle" ? this.#rotatesAtMs : this.#phase.dueAtMs;
    for (const [, person] of this.#roster.all()) {
      if (isQuiet(person)) due = Math.min(due, person.silentSinceMs + waits.silenceMs);
    }
    return due === Number.POSITIVE_INFINITY ? undefined : due;
  }

  /** Infinite: there is nobody to renew keys with, or to ask. */
  get #rotatesAtMs(): number {
    const isAlone = this.#roster.inside().length < 2;
    if (isAlone || this.#roster.committers(nobody).length === 0) return Number.POSITIVE_INFINITY;
    return this.#rotation.dueAtMs ?? Number.POSITIVE_INFINITY;
  }

  tick(nowMs: number): readonly Outgoing[] {
    this.#advance(nowMs);
    return this.#sent();
  }

  take(identity: string, input: KeysInput, nowMs: number): readonly Outgoing[] {
    switch (input.kind) {
      case "says":
        this.#hear(identity, input, nowMs);
        break;
      case "listens":
        this.#listens(identity);
        break;
      case "silent":
        this.#silent(identity, nowMs);
        break;
      case "left":
        this.#left(identity);
    }
    this.#advance(nowMs);
    return this.#sent();
  }

  #sent(): readonly Outgoing[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  #hear(identity: string, said: KeysInput & { kind: "says" }, nowMs: number): void {
    const { message } = said;
    if (message.kind === "hello") {
      this.#hello(identity, message.keyPackage, said.listens, nowMs);
      return;
    }
    // Answered at the door: see `Deliveries`.
    if (message.kind === "asks") return;
    const person = this.#roster.find(identity);
    if (message.kind === "bye") {
      // Of a page that is gone: the one after it has said hello with another key package.
      if (message.keyPackage === (person?.wants ?? person?.cameWith)) this.#left(identity);
      return;
    }
    if (person === undefined || message.group !== this.#group) {
      if (message.kind === "resume" && person?.wants === undefined) {
        this.#standsElsewhere(identity, message.group);
      }
      return;
    }
    switch (message.kind) {
      case "begun":
        this.#begun(identity, person);
        break;
      case "commit":
        this.#commit(identity, person, { message, head: said.head }, nowMs);
        break;
      case "ready":
        this.#ready(identity, person, message.epoch);
        break;
      case "bad-change":
        this.#doubted(identity, message);
        break;
      case "broken":
        this.#broken(identity, person, nowMs);
        break;
      case "resume":
        this.#resume(identity, person, message.epoch);
    }
  }

  /** What it knows is over: it begins anew. Of a group from before a restart nobody knows who was to go. */
  #standsElsewhere(identity: string, group: string): void {
    this.#startOver(identity, this.#former.has(group) ? "soon-over" : "go-on");
  }

  #hello(identity: string, keyPackage: string, listens: boolean, nowMs: number): void {
    const known = this.#roster.find(identity);
    if (known === undefined && this.#roster.size >= mostPeople) {
      this.#refuse(identity, "full");
      return;
    }
    const person = this.#roster.note(identity);
    person.listens = listens;
    // The same one once more: each is used once, and a page that begins anew makes another.
    if (keyPackage === person.wants || keyPackage === person.cameWith) return;
    if (!person.isToldAnew && !this.#hellos.admits(identity, nowMs)) {
      this.#refuse(identity, "too-often");
      return;
    }
    person.isToldAnew = false;
    person.wants = keyPackage;
    // Back before anything came of its going: there is nothing to undo.
    if (person.leaf === undefined) person.goes = "no";
    // It has lost what it was: its old leaf goes, it takes another one.
    else if (person.follows === undefined) this.#comesAnew(identity, person);
    // Or it never got so far: nothing in the welcome was for it.
    else this.#broken(identity, person, nowMs);
    if (this.#phase.kind === "beginning" && this.#phase.by === identity) {
      // It has not begun the group: the next one is asked.
      person.misses += 1;
      this.#phase = { kind: "idle" };
    }
  }

  #listens(identity: string): void {
    const person = this.#roster.find(identity);
    if (person !== undefined) person.listens = true;
  }

  #silent(identity: string, nowMs: number): void {
    const person = this.#roster.find(identity);
    if (person === undefined) return;
    person.listens = false;
    person.silentSinceMs = nowMs;
    if (this.#phase.kind === "settling") this.#phase.awaited.delete(identity);
  }

  #left(identity: string): void {
    const person = this.#roster.find(identity);
    if (person === undefined) return;
    person.listens = false;
    person.wants = undefined;
    if (person.goes !== "now") this.#endLastKeys();
    person.goes = "now";
    if (this.#phase.kind === "settling") this.#phase.awaited.delete(identity);
  }

  /** Someone goes, who may have them, also from before a restart: who is in no group just now goes on with the last keys no longer. */
  #endLastKeys(): void {
    for (const [identity, { wants, listens, leaf, goes }] of this.#roster.all()) {
      // Also who was told to begin anew and has not said hello yet. Told twice, a page does nothing twice.
      const isOutside = wants !== undefined || leaf === undefined || goes === "soon";
      if (isOutside && listens) this.#startOver(identity, "soon-over");
    }
  }

  /** INVARIANT: of who is not in the roster any more no one hears that they go; so nobody may have keys in hand that they have too. */
  #forget(identity: string, person: Person): void {
    this.#roster.delete(identity);
    if (person.goes !== "now") this.#endLastKeys();
  }

  #begun(identity: string, person: Person): void {
    if (this.#phase.kind !== "beginning" || this.#phase.by !== identity) return;
    this.#phase = { kind: "idle" };
    this.#roster.found(identity, person);
    this.#tell(identity, this.#execute());
  }

  #commit(
    identity: string,
    person: Person,
    made: {
      readonly message: KeysMessage & { kind: "commit" };
      readonly head: CommitHead | undefined;
    },
    nowMs: number,
  ): void {
    const { message, head } = made;
    const phase = this.#phase;
    if (phase.kind !== "committing" || head === undefined || person.goes !== "no") return;
    const { changes } = phase;
    const at = { group: this.#group, epoch: this.#epoch, leaf: person.leaf };
    if (!isFitting(head, at, changes)) return;
    const told = changes.map(toldChange);
    const epoch = this.#epoch;
    this.#epoch += 1;
    const { commit, welcome } = message;
    this.#last = { epoch, commit, changes: told };
    this.#roster.apply(changes, identity, head.hasPath);
    if (head.hasPath) this.#rotation.over(nowMs);
    const joined = new Set(changes.flatMap((one) => (one.kind === "add" ? [one.identity] : [])));
    const inside = this.#roster.inside();
    for (const [one] of inside) {
      if (!joined.has(one)) this.#tell(one, this.#changeEvent(this.#last));
      else if (welcome !== undefined) this.#tell(one, this.#welcomeEvent({ welcome, commit }));
    }
    const removes = changes.some(({ kind }) => kind === "remove");
    this.#phase = {
      kind: "settling",
      dueAtMs: nowMs + (removes ? waits.readyAfterRemovalMs : patience(inside.length).readyMs),
      awaited: new Set(inside.flatMap(([one, { listens }]) => (listens ? [one] : []))),
    };
  }

  #ready(identity: string, person: Person, epoch: number): void {
    if (epoch !== this.#epoch) return;
    person.follows = undefined;
    person.stuckWith = undefined;
    if (this.#phase.kind === "settling") this.#phase.awaited.delete(identity);
  }

  /**
   * The committer will not add this one. The door has let through what only a member can see: keys that somebody inside has already. The others
   * come in without it; who is refused so may say hello with other keys. A member who lies is asked last from then on.
   */
  #doubted(by: string, about: { readonly epoch: number; readonly identity: string }): void {
    const phase = this.#phase;
    if (phase.kind !== "committing" || about.epoch !== this.#epoch || !phase.by.includes(by))
      return;
    const person = this.#roster.find(about.identity);
    const change = phase.changes.find(
      (one) => one.identity === about.identity && one.kind === "add",
    );
    if (person === undefined || change === undefined) return;
    this.#phase = { kind: "idle" };
    // It has begun anew meanwhile: what was doubted is over.
    if (person.wants !== change.keyPackage) return;
    const committer = this.#roster.find(by);
    if (committer !== undefined) committer.misses += 1;
    person.wants = undefined;
    this.#refuse(about.identity, "doubted");
    if (person.leaf === undefined) this.#forget(about.identity, person);
  }

  #refuse(identity: string, because: Refusal): void {
    this.#tell(identity, { kind: "refused", because });
  }

  /**
   * It can't follow. Of the two, who made what it was told and who can't use it, one is at fault, and it can't be told which: both are
   * asked later from now on. INVARIANT: nobody's word puts another one behind them who did not stand there before.
   */
  #broken(identity: string, person: Person, nowMs: number): void {
    if (person.leaf === undefined || person.goes !== "no") return;
    const { follows: by } = person;
    const maker = by === undefined ? undefined : this.#roster.find(by);
    if (by !== undefined && maker !== undefined) {
      maker.misses += 1;
      person.misses += 1;
      person.stuckWith = by;
      if (this.#isHopeless(by)) {
        this.#reset(nowMs);
        return;
      }
    }
    this.#comesAnew(identity, person);
  }

  /** It says hello by itself. Someone who has its last keys may be about to go, of which it does not know. */
  #comesAnew(identity: string, person: Person): void {
    if (person.goes !== "no") return;
    person.goes = "soon";
    if (this.#roster.hasLeavers) this.#startOver(identity, "soon-over");
  }

  /** For half of those who are there, and more than one: a few who say so can't stop the others. */
  #isHopeless(by: string): boolean {
    const people = [...this.#roster.all()].filter(([, { listens }]) => listens);
    const stuck = people.filter(([, { stuckWith }]) => stuckWith === by).length;
    const there = people.filter(([, one]) => one.leaf !== undefined || one.stuckWith !== undefined);
    return stuck >= 2 && stuck * 2 >= there.length;
  }

  #resume(identity: string, person: Person, epoch: number): void {
    if (person.leaf === undefined || person.goes !== "no") {
      if (person.wants === undefined) this.#startOver(identity, "soon-over");
      return;
    }
    if (epoch === this.#last?.epoch && epoch === this.#epoch - 1) {
      this.#tell(identity, this.#changeEvent(this.#last));
    } else if (epoch !== this.#epoch) {
      // Somebody may have gone since it was there.
      person.goes = "soon";
      this.#startOver(identity, "soon-over");
      return;
    } else this.#ready(identity, person, epoch);
    if (this.#phase.kind !== "settling") this.#tell(identity, this.#execute());
    if (this.#phase.kind === "committing" && this.#phase.by.includes(identity)) {
      this.#tellToCommit(identity, this.#phase.changes);
    }
  }

  /** Goes on as far as it can. */
  #advance(nowMs: number): void {
    this.#tidy(nowMs);
    switch (this.#phase.kind) {
      case "beginning":
        this.#lookAtBeginner(this.#phase, nowMs);
        break;
      case "committing":
        this.#lookAtCommitter(this.#phase, nowMs);
        break;
      case "settling":
        this.#settle(this.#phase, nowMs);
        break;
      case "waiting":
        this.#lookAtComing(this.#phase, nowMs);
        break;
      case "gathering":
      case "idle":
    }
    if (this.#phase.kind === "gathering") this.#gather(this.#phase, nowMs);
    if (this.#phase.kind === "idle") this.#next(nowMs);
  }

  /** Who is silent for too long goes; who is nowhere and wants nothing is forgotten. */
  #tidy(nowMs: number): void {
    for (const [identity, person] of this.#roster.all()) {
      if (isQuiet(person) && nowMs >= person.silentSinceMs + waits.silenceMs) {
        person.goes = "soon";
        this.#endLastKeys();
      }
      if (person.leaf !== undefined || this.#isOpen(identity)) continue;
      const isIdle = person.wants === undefined && !person.listens;
      if (person.goes !== "no" || isIdle) this.#forget(identity, person);
    }
  }

  #lookAtBeginner(phase: Phase & { kind: "beginning" }, nowMs: number): void {
    const person = this.#roster.find(phase.by);
    const isThere = person?.listens === true && person.wants !== undefined;
    if (isThere && nowMs < phase.dueAtMs) return;
    // Nobody else could begin: asked anew, a slow page would begin anew each time and never be done.
    if (isThere && this.#roster.coming().length === 1 && nowMs < phase.aloneUntilMs) {
      this.#phase = { ...phase, dueAtMs: nowMs + waits.beginMs };
      return;
    }
    if (person !== undefined) person.misses += 1;
    this.#phase = { kind: "idle" };
  }

  #lookAtCommitter(phase: Phase & { kind: "committing" }, nowMs: number): void {
    const { dueAtMs } = phase;
    const isHere = (one: string): boolean => this.#roster.find(one)?.goes === "no";
    // Who begins anew instead has not given it either.
    for (const one of phase.by) if (!isHere(one)) this.#misses(one);
    const by = phase.by.filter(isHere);
    const isAnyGone = by.length < phase.by.length;
    if (this.#isOvertaken(phase) || (isAnyGone && !this.#roster.isUrgent)) {
      this.#phase = { kind: "idle" };
    } else if (by.length > 0 && nowMs < dueAtMs) {
      this.#phase = { ...phase, by };
    } else {
      this.#passOver({ ...phase, by }, nowMs);
    }
  }

  /** INVARIANT: a removal is asked for once. Who goes instead of giving it is one more who was asked, and begins nothing again. */
  #passOver({ by, changes, asked }: Phase & { kind: "committing" }, nowMs: number): void {
    for (const one of by) this.#misses(one);
    if (this.#roster.committers(asked).length > 0) this.#ask(changes, asked, nowMs);
    else if (changes.length > 0 && by.length > 0) this.#reset(nowMs);
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

  #misses(identity: string): void {
    const person = this.#roster.find(identity);
    if (person !== undefined) person.misses += 1;
  }

  #settle({ awaited, dueAtMs }: Phase & { kind: "settling" }, nowMs: number): void {
    if (awaited.size > 0 && nowMs < dueAtMs && !this.#roster.isUrgent) return;
    this.#phase = { kind: "idle" };
    if (this.#roster.inside().length > 1) this.#rotation.whole(nowMs);
    const execute = this.#execute();
    for (const [one] of this.#roster.inside()) this.#tell(one, execute);
  }

  #gather({ dueAtMs }: Phase & { kind: "gathering" }, nowMs: number): void {
    const isBestThere = this.#roster.best()?.wants !== undefined;
    if (isBestThere || nowMs >= dueAtMs) this.#phase = { kind: "idle" };
  }

  #lookAtComing({ dueAtMs }: Phase & { kind: "waiting" }, nowMs: number): void {
    if (nowMs < dueAtMs && this.#roster.going().length === 0) return;
    this.#phase = { kind: "idle" };
    this.#next(nowMs, "gathered");
  }

  /** Begins the group, opens the next change, or renews the keys, if there is anything to do. */
  #next(nowMs: number, coming?: "gathered"): void {
    const inside = this.#roster.inside().length;
    if (this.#roster.going().length === inside) {
      this.#begin(nowMs);
      return;
    }
    const due = this.#due();
    if (due.going.length === 0 && due.coming.length > 0 && inside >= gatherAbove && !coming) {
      this.#phase = { kind: "waiting", dueAtMs: nowMs + waits.gatherMs };
      return;
    }
    const isToRotate = due.going.length + due.coming.length === 0;
    if (isToRotate && nowMs < this.#rotatesAtMs) return;
    // Nothing is signed while there is nobody to commit it.
    if (this.#roster.committers(nobody).length === 0) return;
    this.#ask(this.#proposed(due), nobody, nowMs);
  }

  #proposed({ going, coming }: Due): readonly OpenChange[] {
    const at = this.#at;
    return [
      ...going.map(([identity, { leaf = -1 }]): OpenChange => {
        const { message: proposal, ...refs } = this.#proposer.propose(at, { kind: "remove", leaf });
        return { kind: "remove", identity, proposal, ...refs, keyPackage: undefined };
      }),
      ...coming.map(([identity, { wants: keyPackage = "" }]): OpenChange => {
        const { message: proposal, ...refs } = this.#proposer.propose(at, {
          kind: "add",
          keyPackage,
        });
        return { kind: "add", identity, proposal, ...refs, keyPackage };
      }),
    ];
  }

  /**
   * INVARIANT: the removal of someone who is gone waits for no one else. A key package that a member doubts takes a round trip, and those
   * with the link could bring many.
   */
  #due(): Due {
    const going = this.#roster.going();
    if (!this.#roster.isUrgent)
      return { going, coming: this.#roster.coming().slice(0, mostAtOnce) };
    return { going: going.filter(([, { goes }]) => goes === "now"), coming: [] };
  }

  #begin(nowMs: number): void {
    // Nobody holds the old group any more.
    if (this.#group !== undefined) this.#forgetGroup();
    const [first] = this.#roster.coming().toSorted(([, one], [, two]) => one.misses - two.misses);
    if (first === undefined) return;
    const [by] = first;
    this.#group = this.#newGroup();
    const dueAtMs = nowMs + waits.beginMs;
    this.#phase = { kind: "beginning", by, dueAtMs, aloneUntilMs: nowMs + waits.beginAloneMs };
    this.#tellToBegin(by);
  }

  /**
   * Where nobody can be asked, it waits until somebody listens again. INVARIANT: members who give no commit, however many of them are asked
   * first, hold up a removal for little more than a second: each time four times as many are asked.
   */
  #ask(changes: readonly OpenChange[], asked: ReadonlySet<string>, nowMs: number): void {
    const { isUrgent } = this.#roster;
    const waiting = this.#roster.committers(asked, changes.length === 0 ? "renew" : "change");
    const by = waiting.slice(0, isUrgent ? 3 * asked.size + 1 : 1);
    if (by.length === 0) return;
    const { commitMs, removalCommitMs } = patience(this.#roster.inside().length);
    // Who is asked last is waited for longer: then everybody would begin anew.
    const isHurried = isUrgent && by.length < waiting.length;
    const dueAtMs = nowMs + (isHurried ? removalCommitMs : commitMs);
    const everAsked = new Set([...asked, ...by]);
    this.#phase = { kind: "committing", changes, isUrgent, by, dueAtMs, asked: everAsked };
    for (const one of by) this.#tellToCommit(one, changes);
  }

  /** Everybody begins anew. INVARIANT: who says that a commit is of no use uses up their own hellos, and no one else's. */
  #reset(nowMs: number): void {
    const inside = this.#roster.inside();
    for (const [, person] of inside) {
      person.isToldAnew = person.goes === "no" && person.stuckWith === undefined;
    }
    const lastKeys = this.#roster.hasLeavers ? "soon-over" : "go-on";
    this.#forgetGroup();
    this.#phase = { kind: "gathering", dueAtMs: nowMs + waits.commitMs };
    for (const [identity] of inside) {
      if (this.#roster.find(identity) !== undefined) this.#startOver(identity, lastKeys);
    }
  }

  #forgetGroup(): void {
    this.#roster.clear();
    if (this.#group !== undefined) this.#former.add(this.#group);
    this.#keyIndex = (this.#keyIndex + this.#epoch + 1) % ringSize;
    this.#group = undefined;
    this.#epoch = 0;
    this.#last = undefined;
    this.#rotation.forget();
    this.#phase = { kind: "idle" };
  }

  #isOpen(identity: string): boolean {
    return (
      this.#phase.kind === "committing" &&
      this.#phase.changes.some((change) => change.identity === identity)
    );
  }

  /** Where the conversation stands. */
  get #at(): { readonly group: string; readonly epoch: number } {
    return { group: this.#group ?? "", epoch: this.#epoch };
  }

  #tellToBegin(identity: string): void {
    const { sender } = this.#proposer;
    const { group } = this.#at;
    this.#tell(identity, { ...{ kind: "begin", group, sender }, keyIndex: this.#keyIndex });
  }

  #tellToCommit(identity: string, changes: readonly OpenChange[]): void {
    const told = changes.map(toldChange);
    this.#tell(identity, { kind: "please", ...this.#at, changes: told });
  }

  #changeEvent({ epoch, changes, commit }: LastChange): KeysEvent {
    return { kind: "change", ...this.#at, ...{ epoch, commit }, changes: [...changes] };
  }

  #welcomeEvent(made: { readonly welcome: string; readonly commit: string }): KeysEvent {
    const { sender } = this.#proposer;
    return { kind: "welcome", ...this.#at, keyIndex: this.#keyIndex, sender, ...made };
  }

  #execute(): KeysEvent {
    return { kind: "execute", ...this.#at };
  }

  #startOver(identity: string, lastKeys: LastKeys): void {
    this.#tell(identity, { kind: "start-over", lastKeys });
  }

  #tell(to: string, event: KeysEvent): void {
    this.#out.push({ to, event });
  }
}

function toldChange({ kind, identity, proposal }: OpenChange): KeyChange {
  return { kind, identity, proposal };
}

function isQuiet({ listens, leaf, goes }: Person): boolean {
  return !listens && leaf !== undefined && goes === "no";
}
