import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { Conversation } from "@graticule/delivery/conversation";
import { actedProposer } from "@graticule/delivery/tests/acted-proposer";
import { timeouts } from "@graticule/delivery/timeouts";
import { Actor, Ghost, readActedCommit, spoilt } from "./actors.ts";
import { type Cause, Observer } from "./observer.ts";
import type { Client, Standing } from "./simulation.ts";
import { badChange, broken, type Trick, tricksAt } from "./tricks-at.ts";

/** One of what can happen next. */
export type Act =
  | {
      readonly kind: "removed" | "hello" | "leaves" | "asked" | "reloads" | "returns";
      readonly who: string;
    }
  | { readonly kind: "tricks"; readonly who: string; readonly by: Trick }
  | { readonly kind: "waits" };

/**
 * The starting state. `outside`: no one believes the hostile seats' key packages. In the others
 * they have the link: `beside a newcomer`, one of them has just been asked to remove a member and
 * add one who starts over; `before newcomers`, only those two are inside; `before a renewal`, one
 * has been requested; `after a restart`, all five were inside, the two have come back, and the
 * others still send with the keys from before.
 */
export type Where =
  | "outside"
  | "inside"
  | "beside a newcomer"
  | "before newcomers"
  | "before a renewal"
  | "after a restart";

/** Virtual time from a request for a commit to its arrival. All else arrives at once. */
const commitTakesMs = 150;
const honest = ["ann", "bob", "cyn"];
const goer = "cyn";
const mostHellos = 4;
/** How often the hostile seats with the link come back after leaving. */
const mostReturns = 1;

interface Member {
  readonly client: Actor | Ghost;
  readonly inbox: KeysEvent[];
  sendsTo: readonly string[];
  sendsUntil: number;
  isHurried: boolean;
  /** Since when it knows of a restart. */
  awareAt: number;
}

/**
 * The conversation with three members and two hostile seats. All their acts come from outside: the
 * same acts give the same state. Pages are played as in the simulator; what asks nothing of members
 * reaches them at once, as its order doesn't matter. For hostile seats see {@link Trick}.
 */
export class Model {
  conversation = new Conversation(actedProposer, () => `group-${++this.#groups}`);
  readonly #members = new Map<string, Member>();
  readonly #hostile: readonly string[];
  readonly #secrets = new Map<string, string>();
  readonly #observer = new Observer();
  readonly faults = this.#observer.faults;
  #groups = 0;
  #now = 1_000;
  #removedAt: number | undefined;
  #hellos = 0;
  readonly #away = new Set<string>();
  /** Honest members who may still start over. */
  readonly #reloads: string[] = [];
  /** Honest members who were in the call before a restart and don't know of it yet. */
  readonly #unaware = new Set<string>();
  #isRestarted = false;
  readonly #boundMs: number;

  private constructor(hostile: readonly string[], boundMs: number) {
    this.#hostile = hostile;
    this.#boundMs = boundMs;
  }

  static async with(where: Where, boundMs: number): Promise<Model> {
    const hostile = ["mal", "max"];
    const model = new Model(hostile, boundMs);
    if (where === "before newcomers") await model.#come(hostile);
    // In the others those two are asked first, in this order.
    else await model.#come(where === "outside" ? honest : ["mal", "ann", "max", "bob", "cyn"]);
    switch (where) {
      case "outside":
        for (const one of hostile) {
          model.#members.set(one, memberOf(new Ghost()));
          model.#away.add(one);
        }
        break;
      case "beside a newcomer":
        await model.#startsOver("bob");
        model.#reloads.push("bob");
        break;
      case "before newcomers":
        for (const one of honest) await model.#hello(one);
        break;
      case "before a renewal":
        await model.#pass(timeouts.firstRotationMs);
        await model.#pass(0);
        break;
      case "after a restart":
        await model.#restart();
        break;
      case "inside":
    }
    return model;
  }

  async #restart(): Promise<void> {
    this.#isRestarted = true;
    const returnUntilMs = this.#now + timeouts.returnMs;
    const newGroup = () => `group-${++this.#groups}`;
    this.conversation = new Conversation(actedProposer, newGroup, { returnUntilMs });
    this.#post(this.conversation.expect([...this.#members.keys()], this.#now));
    for (const one of honest) this.#unaware.add(one);
    for (const one of this.#hostile) await this.#startsOver(one);
  }

  /** With the link: all of them get in. */
  async #come(identities: readonly string[]): Promise<void> {
    for (const one of identities) await this.#hello(one);
    await this.#settle();
  }

  async #hello(identity: string): Promise<void> {
    const client = new Actor(identity);
    this.#members.set(identity, memberOf(client));
    await this.#say(identity, await client.connected());
  }

  async #startsOver(identity: string): Promise<void> {
    const { client } = this.#find(identity);
    if (client instanceof Actor) await this.#say(identity, await client.startsOver());
    await this.#listen();
  }

  /** Goes on with its last keys for now. */
  async #returns(who: string): Promise<void> {
    this.#unaware.delete(who);
    this.#find(who).awareAt = this.#now;
    await this.#startsOver(who);
    this.#look(who, this.#find(who));
  }

  get isInside(): boolean {
    return this.#find(this.#hostile[0] ?? "").client instanceof Actor;
  }

  acts(): readonly Act[] {
    const acts: Act[] = [];
    if (this.#removedAt === undefined) acts.push({ kind: "removed", who: goer });
    for (const who of honest) {
      if (this.#find(who).inbox.length > 0) acts.push({ kind: "asked", who });
    }
    for (const who of this.#unaware) acts.push({ kind: "returns", who });
    for (const who of this.#reloads) acts.push({ kind: "reloads", who });
    for (const who of this.#hostile) acts.push(...this.#hostileActs(who));
    // Honest members answer promptly.
    const isWaiting = acts.every(({ kind }) => kind !== "asked");
    if (isWaiting && this.#nextAt !== undefined) acts.push({ kind: "waits" });
    return acts;
  }

  #hostileActs(who: string): readonly Act[] {
    const { inbox } = this.#find(who);
    const isAway = this.#away.has(who);
    const mostComing = this.isInside ? mostReturns : mostHellos;
    const [event] = inbox;
    const acts: Act[] = [];
    const comes = isAway || !this.isInside;
    if (comes && this.#hellos < mostComing) acts.push({ kind: "hello", who });
    // With the link it leaves only in response to something, as it does everything: otherwise there
    // would be too many sequences.
    if (!isAway && (!this.isInside || event !== undefined)) acts.push({ kind: "leaves", who });
    const by = event === undefined ? [] : tricksAt(event);
    return [...acts, ...by.map((one) => ({ kind: "tricks", who, by: one }) as const)];
  }

  async does(act: Act): Promise<void> {
    switch (act.kind) {
      case "removed":
        this.#removedAt = this.#now;
        this.#find(act.who).sendsTo = [];
        this.#find(act.who).inbox.length = 0;
        this.#unaware.delete(act.who);
        this.#take(act.who, { kind: "left" });
        break;
      case "returns":
        await this.#returns(act.who);
        break;
      case "hello":
        this.#hellos += 1;
        this.#away.delete(act.who);
        await this.#say(act.who, await this.#find(act.who).client.connected());
        break;
      case "reloads":
        this.#reloads.length = 0;
        // Its keys go with its page.
        this.#find(act.who).sendsTo = [];
        this.#find(act.who).inbox.length = 0;
        await this.#startsOver(act.who);
        break;
      case "leaves":
        this.#leaves(act.who);
        break;
      case "asked":
        // Making a commit takes time.
        await this.#pass(commitTakesMs);
        await this.#hears(act.who);
        break;
      case "tricks":
        await this.#tricks(act.who, act.by);
        break;
      case "waits":
        await this.#pass((this.#nextAt ?? this.#now) - this.#now);
    }
    await this.#listen();
    this.#judge();
  }

  /** Whatever was done: once everyone does as asked, all honest members are in one epoch. */
  async ends(): Promise<void> {
    for (const one of this.#hostile) this.#take(one, { kind: "left" });
    for (const one of this.#unaware) await this.#returns(one);
    await this.#settle();
    const standings = honest.flatMap((one) =>
      one === goer && this.#removedAt !== undefined ? [] : [this.#find(one).client.standing()],
    );
    const epochs = new Set(standings.map((one) => (one?.sends ? one.secret : "none")));
    if (epochs.size !== 1 || epochs.has("none")) this.faults.push("not in one epoch in the end");
  }

  #find(identity: string): Member {
    const member = this.#members.get(identity);
    if (member === undefined) throw new Error(`${identity} is not there`);
    return member;
  }

  /** Of a hostile seat; if it comes back, it is a new page. */
  #leaves(who: string): void {
    this.#away.add(who);
    if (this.isInside) this.#members.set(who, memberOf(new Actor(who)));
    this.#take(who, { kind: "left" });
  }

  async #tricks(who: string, by: Trick): Promise<void> {
    const { client, inbox } = this.#find(who);
    const event = inbox.shift();
    if (event === undefined || !(client instanceof Actor)) return;
    switch (by) {
      case "does as asked":
        await this.#say(who, await client.hear(event));
        break;
      case "is silent":
        break;
      case "gives a useless commit":
        await this.#say(who, (await client.hear(event)).map(spoilt));
        break;
      case "says bad-change":
        await this.#say(who, badChange(event, honest));
        break;
      case "says broken":
        await this.#say(who, [...broken(event), ...(await client.startsOver())]);
        break;
      case "starts over":
        await this.#say(who, await client.startsOver());
    }
  }

  async #hears(identity: string): Promise<void> {
    const member = this.#find(identity);
    const event = member.inbox.shift();
    if (event === undefined) return;
    if (event.kind === "change" && event.changes.some(({ kind }) => kind === "remove")) {
      member.isHurried = true;
    }
    await this.#say(identity, await member.client.hear(event));
    this.#look(identity, member);
  }

  /** Members hear what asks nothing of them; what seats without a link hear doesn't matter. */
  async #listen(): Promise<void> {
    for (;;) {
      const next = [...this.#members].find(
        ([one, { inbox, client }]) =>
          inbox[0] !== undefined &&
          (client instanceof Ghost || (honest.includes(one) && inbox[0].kind !== "please")),
      );
      if (next === undefined) return;
      if (next[1].client instanceof Ghost) next[1].inbox.length = 0;
      else await this.#hears(next[0]);
    }
  }

  async #settle(): Promise<void> {
    for (let turn = 0; turn < 40; turn += 1) {
      for (const [one, { inbox }] of this.#members) {
        while (inbox.length > 0 && this.#find(one).client instanceof Actor) await this.#hears(one);
        inbox.length = 0;
      }
      const due = this.conversation.dueAtMs;
      if (due !== undefined && due - this.#now <= 5_000) await this.#pass(due - this.#now);
      else if ([...this.#members.values()].every(({ inbox }) => inbox.length === 0)) return;
    }
  }

  async #say(identity: string, messages: readonly KeysMessage[]): Promise<void> {
    for (const message of messages) {
      const head =
        message.kind === "commit" ? readActedCommit(message.commit, message.welcome) : undefined;
      this.#take(identity, { kind: "says", message, head, listens: true });
    }
  }

  #take(identity: string, input: Cause["input"]): void {
    this.#post(this.conversation.take(identity, input, this.#now), { identity, input });
  }

  #post(sent: ReturnType<Conversation["tick"]>, cause?: Cause): void {
    // It knows no restarts.
    if (!this.#isRestarted) this.#observer.sees(cause, sent, this.#now);
    for (const { to, event } of sent) {
      const isGone = (to === goer && this.#removedAt !== undefined) || this.#away.has(to);
      const inbox = this.#members.get(to)?.inbox;
      if (isGone || inbox === undefined || this.#isNothingTo(to, event)) continue;
      // Someone who was asked and gave nothing isn't asked again: the next message takes its place,
      // so silence costs no act.
      if (this.#hostile.includes(to) && inbox.at(-1)?.kind === "please") inbox.pop();
      inbox.push(event);
    }
  }

  /**
   * A hostile seat in no group has already started over when asked to: a second act would double
   * the sequences and add nothing.
   */
  #isNothingTo(identity: string, { kind }: KeysEvent): boolean {
    const isHostile = this.#hostile.includes(identity);
    return isHostile && kind === "start-over" && !this.#find(identity).client.standing();
  }

  /** When something is next due, from the service or a page. */
  get #nextAt(): number | undefined {
    const pages = [...this.#members.values()].map(({ sendsUntil }) => sendsUntil);
    const next = Math.min(this.conversation.dueAtMs ?? Number.POSITIVE_INFINITY, ...pages);
    return next - this.#now < 12_000 ? next : undefined;
  }

  async #pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let next = this.#nextAt; next !== undefined && next <= end; next = this.#nextAt) {
      this.#now = Math.max(this.#now, next);
      this.#judge();
      for (const [identity, member] of this.#members) {
        if (member.sendsUntil > this.#now) continue;
        member.sendsUntil = Number.POSITIVE_INFINITY;
        if (member.client.standing() === undefined) member.sendsTo = [];
        else await member.client.overdue();
        this.#look(identity, member);
      }
      this.#post(this.conversation.tick(this.#now));
      await this.#listen();
    }
    this.#now = Math.max(this.#now, end);
    this.#judge();
  }

  /** One secret per epoch, and the keys a page sends with from now on. */
  #look(identity: string, member: Member): void {
    if (!honest.includes(identity)) return;
    const standing: Standing | undefined = member.client.standing();
    if (standing !== undefined) {
      const at = `${standing.group} ${standing.epoch}`;
      if ((this.#secrets.get(at) ?? standing.secret) !== standing.secret) {
        this.faults.push(`a fork at ${at}`);
      }
      this.#secrets.set(at, standing.secret);
    }
    if (standing?.sends) {
      member.sendsTo = standing.people;
      member.sendsUntil = Number.POSITIVE_INFINITY;
      member.isHurried = false;
    } else if (member.sendsTo.length > 0) {
      const afterMs = patienceOf(member.client, standing, member.isHurried);
      member.sendsUntil = Math.min(member.sendsUntil, this.#now + afterMs);
    }
  }

  /**
   * INVARIANT: after the bound no one sends with a key that the removed person has, and a member in
   * no group knows that its keys are soon over.
   */
  #judge(): void {
    if (this.#removedAt === undefined) return;
    for (const one of honest) {
      const { client, sendsTo, sendsUntil, awareAt } = this.#find(one);
      if (one === goer || this.#unaware.has(one) || !sendsTo.includes(goer)) continue;
      const isOver = this.#now - Math.max(this.#removedAt, awareAt) > this.#boundMs;
      const goesOn = client.standing() === undefined && sendsUntil > this.#now + soonMs;
      if (isOver) this.faults.push(`${one} sends to ${goer} after ${this.#boundMs} ms`);
      if (goesOn) this.faults.push(`${one} does not know that ${goer} has its last keys`);
    }
  }
}

function memberOf(client: Actor | Ghost): Member {
  return {
    client,
    inbox: [],
    sendsTo: [],
    isHurried: false,
    awareAt: 0,
    sendsUntil: Number.POSITIVE_INFINITY,
  };
}

/** How long a page in no group keeps sending with its last keys when someone who has them goes. */
const soonMs = 1_000;

/** As pages do, see `key-line.ts` of `@graticule/e2ee`. */
function patienceOf(client: Client, standing: Standing | undefined, isHurried: boolean): number {
  if (standing !== undefined) return isHurried ? 1_000 : 2_000;
  return client.lastKeys === "soon-over" ? soonMs : 10_000;
}
