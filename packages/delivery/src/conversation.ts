import type { KeysEvent } from "@graticule/api/keys";
import { GroupChanges } from "./changes.ts";
import { HelloLimit } from "./hello-limit.ts";
import { KnownGroup } from "./known-group.ts";
import type { KeysInput, Outgoing, Proposer } from "./ports.ts";
import { type GroupParticipant, GroupRoster } from "./roster.ts";
import { timeouts } from "./timeouts.ts";

const mostPeople = 1_000;

type Refusal = (KeysEvent & { readonly kind: "refused" })["because"];

type LastKeys = (KeysEvent & { kind: "start-over" })["lastKeys"];

/**
 * The delivery service of one conversation (RFC 9750 section 5): puts the messages of its members in order, and proposes, as
 * external sender, whoever comes and goes. No clock, no input or output: the same inputs give the same messages.
 *
 * 1. The first one makes the group. 2. Changes gather while another one runs. 3. One member is asked for the commit, each in
 * turn; who does not give it in time is passed over. 4. The first commit of an epoch that commits exactly what is open is passed on
 * to everyone, the welcome to those who are new. 5. Members say when they can receive with the new keys; then all are told
 * to send with them. A removal waits for nobody's readiness for long. 6. Whoever can't follow comes in anew; where nobody
 * can commit, everyone begins anew. 7. Where nothing changes for minutes, one member is asked for a commit of nothing, which
 * renews the keys.
 */
export class Conversation {
  readonly #roster = new GroupRoster();
  readonly #hellos = new HelloLimit();
  readonly #group: KnownGroup;
  readonly #changes: GroupChanges;
  #out: Outgoing[] = [];

  /**
   * `keyIndex`: any place of the ring. After a restart another one, as pages still have the keys from before. `chance`: from 0 to 1, of
   * when keys are renewed.
   */
  constructor(proposer: Proposer, newGroup: () => string, keyIndex = 0, chance = () => 0.5) {
    const group = new KnownGroup(proposer.sender, keyIndex);
    const tell = (to: string, event: KeysEvent) => this.#tell(to, event);
    this.#group = group;
    this.#changes = new GroupChanges({
      proposer,
      newGroup,
      chance,
      group,
      tell,
      roster: this.#roster,
    });
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
    let due = this.#changes.dueAtMs;
    for (const [, person] of this.#roster.all()) {
      if (isQuiet(person)) due = Math.min(due, person.silentSinceMs + timeouts.silenceMs);
    }
    return due === Number.POSITIVE_INFINITY ? undefined : due;
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

  #advance(nowMs: number): void {
    this.#tidy(nowMs);
    this.#changes.advance(nowMs);
  }

  /** Who is silent for too long goes; who is nowhere and wants nothing is forgotten. */
  #tidy(nowMs: number): void {
    for (const [identity, person] of this.#roster.all()) {
      if (isQuiet(person) && nowMs >= person.silentSinceMs + timeouts.silenceMs) {
        person.leaving = "soon";
        this.#endLastKeys();
      }
      if (person.leaf !== undefined || this.#changes.concerns(identity)) continue;
      const isIdle = person.wants === undefined && !person.listens;
      if (person.leaving !== "no" || isIdle) this.#forget(identity, person);
    }
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
    if (person === undefined || message.group !== this.#group.id) {
      if (message.kind === "resume" && person?.wants === undefined) {
        this.#standsElsewhere(identity, message.group);
      }
      return;
    }
    switch (message.kind) {
      case "begun":
        this.#changes.begun(identity, person);
        break;
      case "commit":
        this.#changes.commit(identity, person, { message, head: said.head }, nowMs);
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
    this.#startOver(identity, this.#group.isFormer(group) ? "soon-over" : "go-on");
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
    if (!person.isRestarted && !this.#hellos.admits(identity, nowMs)) {
      this.#refuse(identity, "too-often");
      return;
    }
    person.isRestarted = false;
    person.wants = keyPackage;
    // Back before anything came of its going: there is nothing to undo.
    if (person.leaf === undefined) person.leaving = "no";
    // It has lost what it was: its old leaf goes, it takes another one.
    else if (person.followsChangeBy === undefined) this.#comesAnew(identity, person);
    // Or it never got so far: nothing in the welcome was for it.
    else this.#broken(identity, person, nowMs);
    this.#changes.saidHello(identity);
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
    this.#changes.awaitsNoMore(identity);
  }

  #left(identity: string): void {
    const person = this.#roster.find(identity);
    if (person === undefined) return;
    person.listens = false;
    person.wants = undefined;
    if (person.leaving !== "now") this.#endLastKeys();
    person.leaving = "now";
    this.#changes.awaitsNoMore(identity);
  }

  /** Someone goes, who may have them, also from before a restart: who is in no group just now goes on with the last keys no longer. */
  #endLastKeys(): void {
    for (const [identity, { wants, listens, leaf, leaving: goes }] of this.#roster.all()) {
      // Also who was told to begin anew and has not said hello yet. Told twice, a page does nothing twice.
      const isOutside = wants !== undefined || leaf === undefined || goes === "soon";
      if (isOutside && listens) this.#startOver(identity, "soon-over");
    }
  }

  /** INVARIANT: of who is not in the roster any more no one hears that they go; so nobody may have keys in hand that they have too. */
  #forget(identity: string, person: GroupParticipant): void {
    this.#roster.delete(identity);
    if (person.leaving !== "now") this.#endLastKeys();
  }

  #ready(identity: string, person: GroupParticipant, epoch: number): void {
    if (epoch !== this.#group.epoch) return;
    person.followsChangeBy = undefined;
    person.blockedBy = undefined;
    this.#changes.awaitsNoMore(identity);
  }

  /**
   * The committer will not add this one. The door has let through what only a member can see: keys that someone inside has already. The others
   * come in without it; who is refused so may say hello with other keys. A member who lies is asked last from then on.
   */
  #doubted(by: string, about: { readonly epoch: number; readonly identity: string }): void {
    const person = this.#roster.find(about.identity);
    if (person === undefined) return;
    const addition = this.#changes.dropAddition(by, about);
    // Or it has begun anew meanwhile: what was doubted is over.
    if (addition === undefined || person.wants !== addition.keyPackage) return;
    this.#roster.countMiss(by);
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
  #broken(identity: string, person: GroupParticipant, nowMs: number): void {
    if (person.leaf === undefined || person.leaving !== "no") return;
    const { followsChangeBy: by } = person;
    const maker = by === undefined ? undefined : this.#roster.find(by);
    if (by !== undefined && maker !== undefined) {
      maker.lapses += 1;
      person.lapses += 1;
      person.blockedBy = by;
      if (this.#roster.isUselessToMost(by)) {
        this.#changes.reset(nowMs);
        return;
      }
    }
    this.#comesAnew(identity, person);
  }

  /** It says hello by itself. Someone who has its last keys may be about to go, of which it does not know. */
  #comesAnew(identity: string, person: GroupParticipant): void {
    if (person.leaving !== "no") return;
    person.leaving = "soon";
    if (this.#roster.hasLeavers) this.#startOver(identity, "soon-over");
  }

  #resume(identity: string, person: GroupParticipant, epoch: number): void {
    if (person.leaf === undefined || person.leaving !== "no") {
      if (person.wants === undefined) this.#startOver(identity, "soon-over");
      return;
    }
    const missed = this.#group.changeAfter(epoch);
    if (missed !== undefined) this.#tell(identity, missed);
    else if (epoch === this.#group.epoch) this.#ready(identity, person, epoch);
    else {
      // Someone may have gone since it was there.
      person.leaving = "soon";
      this.#startOver(identity, "soon-over");
      return;
    }
    this.#changes.tellAgain(identity);
  }

  #startOver(identity: string, lastKeys: LastKeys): void {
    this.#tell(identity, { kind: "start-over", lastKeys });
  }

  #tell(to: string, event: KeysEvent): void {
    this.#out.push({ to, event });
  }
}

function isQuiet({ listens, leaf, leaving: goes }: GroupParticipant): boolean {
  return !listens && leaf !== undefined && goes === "no";
}
