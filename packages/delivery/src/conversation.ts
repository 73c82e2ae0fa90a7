import type { KeysEvent } from "@graticule/api/keys";
import { GroupChanges } from "./changes.ts";
import { HelloLimit } from "./hello-limit.ts";
import { KnownGroup } from "./known-group.ts";
import type { KeysInput, Outgoing, Proposer } from "./ports.ts";
import { Returning } from "./returning.ts";
import { type GroupParticipant, GroupRoster } from "./roster.ts";
import { timeouts } from "./timeouts.ts";

const mostPeople = 1_000;

type Refusal = (KeysEvent & { readonly kind: "refused" })["because"];

type LastKeys = (KeysEvent & { kind: "start-over" })["lastKeys"];

interface ConversationOptions {
  /**
   * Any place of the ring; another one after a restart, since pages still have the old keys.
   */
  readonly keyIndex?: number;
  /** See {@link Rotation}. */
  readonly chance?: () => number;
  /**
   * When the call may have begun before this service had it: until when its first group waits for
   * those whom {@link Conversation.expect} will name.
   */
  readonly returnUntilMs?: number | undefined;
}

/**
 * The delivery service of one conversation (RFC 9750 section 5): orders its members' messages, and
 * proposes, as external sender, who joins and who leaves. No clock, no input or output: the same
 * inputs give the same messages.
 *
 * 1. The first participant makes the group. In a call from before a restart, it waits for those who
 *    were in it.
 * 2. Changes gather while another one runs.
 * 3. One member at a time is asked for the commit; one that does not give it in time is passed
 *    over.
 * 4. The first commit of exactly the open change goes to everyone, its welcome to the new members.
 * 5. Members say when they can receive with the new keys; then all are told to send with them. A
 *    removal does not wait long for that.
 * 6. A member that can't follow joins again; if nobody can commit, everyone starts over.
 * 7. If nothing changes for minutes, one member is asked for an empty commit, which renews the
 *    keys.
 */
export class Conversation {
  readonly #roster = new GroupRoster();
  readonly #hellos = new HelloLimit();
  readonly #group: KnownGroup;
  readonly #changes: GroupChanges;
  readonly #returning: Returning | undefined;
  #out: Outgoing[] = [];

  constructor(
    proposer: Proposer,
    newGroup: () => string,
    { keyIndex = 0, chance = () => 0.5, returnUntilMs }: ConversationOptions = {},
  ) {
    const group = new KnownGroup(proposer.sender, keyIndex);
    const roster = this.#roster;
    const tell = (to: string, event: KeysEvent) => this.#tell(to, event);
    const returning = returnUntilMs === undefined ? undefined : new Returning();
    this.#returning = returning;
    this.#group = group;
    const parts = { proposer, newGroup, chance, group, tell, roster, returning, returnUntilMs };
    this.#changes = new GroupChanges(parts);
  }

  /** Whether nobody is in it or wants in. */
  get isOver(): boolean {
    return this.#roster.size === 0;
  }

  /** Who is in it or wants in, and whether their page listens. */
  people(): readonly (readonly [string, boolean])[] {
    return [...this.#roster.all()].map(([identity, { listens }]) => [identity, listens] as const);
  }

  /** Who is in the group. */
  get members(): readonly string[] {
    return this.#roster.inside().map(([identity]) => identity);
  }

  /** Whether its first group still waits for those from before. No longer, though one never comes. */
  get isReturning(): boolean {
    return this.#changes.isReturning;
  }

  /** Who was in the call before this service had it, and has not said hello yet. */
  get awaited(): readonly string[] {
    return this.#returning?.awaited ?? [];
  }

  /** These people were in the call before this service had it. */
  expect(identities: readonly string[], nowMs: number): readonly Outgoing[] {
    this.#returning?.expect(identities);
    this.#advance(nowMs);
    return this.#sent();
  }

  /** When `tick` must be called at the latest; undefined: nothing is due. */
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
    this.#dropAbsent(nowMs);
    this.#changes.advance(nowMs);
  }

  /** Removes members that are silent for too long; forgets participants that are outside and want nothing. */
  #dropAbsent(nowMs: number): void {
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
    // Answered elsewhere: see `Deliveries`.
    if (message.kind === "asks") return;
    const person = this.#roster.find(identity);
    if (message.kind === "bye") {
      // Else it is of an earlier page: the present one said hello with another key package.
      if (message.keyPackage === (person?.wants ?? person?.cameWith)) this.#left(identity);
      return;
    }
    if (person === undefined || message.group !== this.#group.id) {
      if (message.kind === "resume" && person?.wants === undefined) {
        this.#resumeElsewhere(identity, message.group);
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

  /** Its group is over. Of a group from before a restart nobody knows who was leaving. */
  #resumeElsewhere(identity: string, group: string): void {
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
    // A repetition: each key package is used once.
    if (keyPackage === person.wants || keyPackage === person.cameWith) return;
    if (!person.isRestarted && !this.#hellos.admits(identity, nowMs)) {
      this.#refuse(identity, "too-often");
      return;
    }
    person.isRestarted = false;
    person.wants = keyPackage;
    // Back before it was removed: nothing to undo.
    if (person.leaf === undefined) person.leaving = "no";
    // It lost its state: its old leaf is removed, it gets another.
    else if (person.followsChangeBy === undefined) this.#joinsAgain(identity, person);
    // It never had any: it could not use the welcome.
    else this.#broken(identity, person, nowMs);
    this.#changes.saidHello(identity);
    // It may have keys that someone has who is gone, and can't know.
    if (this.#returning?.came(identity)) this.#startOver(identity, "soon-over");
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
    const wasAwaited = this.#returning?.left(identity, { hadCome: person !== undefined }) ?? false;
    if (person === undefined) {
      if (wasAwaited) this.#endLastKeys();
      return;
    }
    person.listens = false;
    person.wants = undefined;
    if (person.leaving !== "now") this.#endLastKeys();
    person.leaving = "now";
    this.#changes.awaitsNoMore(identity);
  }

  /**
   * A participant leaves who may have the last keys, even from before a restart: participants
   * between two groups must stop using them.
   */
  #endLastKeys(): void {
    for (const [identity, { wants, listens, leaf, leaving }] of this.#roster.all()) {
      // Includes those told to start over that have not said hello yet; being told twice is harmless.
      const isOutside = wants !== undefined || leaf === undefined || leaving === "soon";
      if (isOutside && listens) this.#startOver(identity, "soon-over");
    }
    this.#changes.switchNow();
  }

  /**
   * INVARIANT: nobody learns that a forgotten participant leaves, so nobody may hold keys that they
   * have too.
   */
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
   * The committer refuses to add this one: its keys, as only a member can see, belong to a member
   * already. The others join without it; it may say hello with other keys. A member that lies about
   * this is asked last from then on.
   */
  #doubted(by: string, about: { readonly epoch: number; readonly identity: string }): void {
    const person = this.#roster.find(about.identity);
    if (person === undefined) return;
    const addition = this.#changes.dropAddition(by, about);
    // Unless it has said hello with another key package since.
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
   * It can't follow. Either it or the maker of what it got is at fault, nobody can tell which: both
   * are asked later from now on. INVARIANT: no report moves another member behind the reporter.
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
    this.#joinsAgain(identity, person);
  }

  /** It says hello by itself. It does not know that a participant with its last keys may be leaving. */
  #joinsAgain(identity: string, person: GroupParticipant): void {
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
      // A participant may have left since its epoch.
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

function isQuiet({ listens, leaf, leaving }: GroupParticipant): boolean {
  return !listens && leaf !== undefined && leaving === "no";
}
