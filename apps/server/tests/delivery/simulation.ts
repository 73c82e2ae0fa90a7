import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { Conversation } from "@graticule/delivery/conversation";
import type { CommitHead, Proposer } from "@graticule/delivery/ports";
import { timeouts } from "@graticule/delivery/timeouts";

/** A member's side of a conversation, real or played. */
export interface Client {
  /** What it says when its stream opens. */
  connected(): Promise<readonly KeysMessage[]>;
  hear(event: KeysEvent): Promise<readonly KeysMessage[]>;
  impatient(): Promise<readonly KeysMessage[]>;
  /** It has long had keys that it was not told to send with. */
  overdue(): Promise<readonly KeysMessage[]>;
  standing(): Standing | undefined;
  /** The one it came in with, or wants to. */
  readonly keyPackage: string;
  /** How long, in no group, it sends with its last keys, as far as it knows. */
  readonly lastKeys: "soon-over" | "go-on";
  /** It does what our pages do. */
  readonly isHonest: boolean;
}

/** A client's state in a group. */
export interface Standing {
  readonly group: string;
  readonly epoch: number;
  /** The same for everyone in one epoch of one group, and for no one else. */
  readonly secret: string;
  readonly people: readonly string[];
  /** It sends with this epoch's key. */
  readonly sends: boolean;
}

export interface World {
  readonly proposer: Proposer;
  readonly newClient: (identity: string) => Promise<Client>;
  readonly readCommit: (text: string, welcome?: string) => CommitHead | undefined;
  /** 0 to 1. */
  readonly random: () => number;
  readonly most: number;
  /** What happens to someone, by shares that add up to 1. */
  readonly disturbances: Disturbances;
  /** Clients with another link's secret who come and go again and again. */
  readonly ghosts?: readonly Client[];
}

type Disturbance = "leave" | "crash" | "reload" | "break" | "freeze" | "restart" | "return";
export type Disturbances = readonly (readonly [number, Disturbance])[];

interface Tab {
  readonly identity: string;
  readonly client: Client;
  /** Counts its streams: what was in flight in a broken one is lost. */
  stream: number;
  isOpen: boolean;
  frozenUntil: number;
  readonly inbox: (() => Promise<readonly KeysMessage[]>)[];
  readonly outbox: KeysMessage[];
  /** When the last message in flight arrives, per direction: each keeps its order. */
  heardUntil: number;
  saidUntil: number;
  isBusy: boolean;
  isDead: boolean;
  /** Who shares the key its page sends with. */
  sendsTo: readonly string[];
  /** When it stops sending with that key, whatever it hears. */
  sendsUntil: number;
  /** Someone was removed since it began to send with its newest keys. */
  isHurried: boolean;
  /** Until when it was last frozen or without a stream. */
  disturbedAt: number;
}

/** A removal, until no one who was there throughout sends with keys the removed person has. */
interface Removal {
  readonly identity: string;
  readonly at: number;
  readonly still: Set<Tab>;
  tookMs: number;
}

interface Happening {
  readonly at: number;
  readonly order: number;
  readonly run: () => Promise<void>;
}

/** Faults, in words; empty: none. */
export interface Outcome {
  readonly faults: readonly string[];
  readonly epochs: number;
  readonly groups: number;
  /** For each removal, the milliseconds until everyone there throughout sends with newer keys. */
  readonly tookMs: readonly number[];
}

const settleMs = 60_000;

/** As pages do, see `key-line.ts` of `@graticule/e2ee`. */
const overdueMs = 2_000;
const overdueAfterRemovalMs = 1_000;
const goesOnSoonMs = 1_000;
const goesOnMs = 10_000;

export const everything: Disturbances = [
  [0.2, "leave"],
  [0.35, "crash"],
  [0.5, "reload"],
  [0.7, "break"],
  [0.9, "freeze"],
  [0.93, "restart"],
  [1, "return"],
];

/**
 * Many clients, one delivery service, one clock that jumps from event to event, and a network that
 * delays, loses with the stream, and duplicates. The same random numbers give the same run.
 */
export class Simulation {
  readonly #world: World;
  #conversation: Conversation;
  readonly #tabs = new Map<string, Tab>();
  readonly #queue: Happening[] = [];
  readonly #secrets = new Map<string, string>();
  readonly #faults: string[] = [];
  #removals: Removal[] = [];
  readonly #tookMs: number[] = [];
  #now = 1_000;
  #order = 0;
  #came = 0;
  #groups = 0;
  #restartedAt = Number.NEGATIVE_INFINITY;
  #due: number | undefined;

  constructor(world: World) {
    this.#world = world;
    this.#conversation = this.#newConversation();
  }

  async run(steps: number): Promise<Outcome> {
    for (const ghost of this.#world.ghosts ?? []) this.#enter(`ghost-${++this.#came}`, ghost);
    for (let step = 0; step < steps; step += 1) {
      this.#act();
      await this.#until(this.#now + this.#between(0, 700));
    }
    for (const tab of this.#tabs.values()) {
      if (!tab.client.isHonest) this.#leave(tab);
      else if (!tab.isOpen) this.#open(tab);
    }
    await this.#until(this.#now + settleMs);
    this.#judge();
    this.#closeRemovals();
    const epochs = this.#secrets.size;
    return { faults: this.#faults, epochs, groups: this.#groups, tookMs: this.#tookMs };
  }

  #newConversation(returnUntilMs?: number): Conversation {
    const newGroup = () => `group-${++this.#groups}`;
    return new Conversation(this.#world.proposer, newGroup, { returnUntilMs });
  }

  #between(low: number, high: number): number {
    return low + this.#world.random() * (high - low);
  }

  #anyTab(): Tab | undefined {
    const tabs = [...this.#tabs.values()].filter(({ identity }) => !identity.startsWith("ghost"));
    return tabs[Math.floor(this.#world.random() * tabs.length)];
  }

  #act(): void {
    const tab = this.#anyTab();
    const roll = this.#world.random();
    if (tab === undefined || (roll < 0.3 && this.#tabs.size < this.#world.most)) this.#comeSome();
    else this.#disturb(tab, this.#world.random());
  }

  #comeSome(): void {
    const many = this.#world.random() < 0.2 ? 6 : 1;
    for (let come = 0; come < many; come += 1) this.#come(`person-${++this.#came}`);
  }

  #disturb(tab: Tab, roll: number): void {
    const [, what] = this.#world.disturbances.find(([share]) => roll < share) ?? [];
    switch (what) {
      case "leave":
        if (this.#world.random() < 0.5) this.#bye(tab);
        else this.#leave(tab);
        break;
      case "crash":
        this.#crash(tab);
        break;
      case "reload":
        this.#crash(tab);
        // A leaving page's last message may arrive after the next page's first.
        if (this.#world.random() < 0.7)
          this.#later(this.#between(0, 100), async () => this.#bye(tab));
        this.#come(tab.identity);
        break;
      case "break":
        this.#breakStream(tab);
        break;
      case "freeze":
        tab.frozenUntil = this.#now + this.#between(100, 4_000);
        tab.disturbedAt = tab.frozenUntil;
        break;
      case "restart":
        this.#restart();
        break;
      case "return":
      case undefined:
        this.#kill(tab);
        this.#take(tab.identity, { kind: "left" });
        this.#come(tab.identity);
    }
  }

  #come(identity: string): void {
    this.#later(0, async () => this.#enter(identity, await this.#world.newClient(identity)));
  }

  #enter(identity: string, client: Client): void {
    const tab: Tab = {
      identity,
      client,
      stream: 0,
      isOpen: false,
      frozenUntil: 0,
      inbox: [],
      outbox: [],
      heardUntil: 0,
      saidUntil: 0,
      isBusy: false,
      isDead: false,
      sendsTo: [],
      sendsUntil: Number.POSITIVE_INFINITY,
      disturbedAt: 0,
      isHurried: false,
    };
    this.#tabs.set(identity, tab);
    this.#open(tab);
  }

  #open(tab: Tab): void {
    if (tab.isDead) return;
    tab.stream += 1;
    tab.isOpen = true;
    tab.disturbedAt = Math.max(this.#now, tab.frozenUntil);
    this.#take(tab.identity, { kind: "listens" });
    this.#give(tab, () => tab.client.connected());
    this.#hurry(tab);
  }

  /** A page outside that hears nothing for long says hello again. */
  #hurry(tab: Tab): void {
    this.#later(10_000, async () => {
      if (tab.isDead) return;
      if (tab.client.standing() === undefined) this.#give(tab, () => tab.client.impatient());
      this.#hurry(tab);
    });
  }

  #breakStream(tab: Tab): void {
    if (!tab.isOpen) return;
    this.#close(tab);
    const back =
      this.#world.random() < 0.8 ? this.#between(50, 3_000) : this.#between(5_000, 15_000);
    this.#later(back, async () => {
      if (!tab.isOpen) this.#open(tab);
    });
  }

  #close(tab: Tab): void {
    tab.isOpen = false;
    tab.disturbedAt = Number.POSITIVE_INFINITY;
    tab.stream += 1;
    this.#take(tab.identity, { kind: "silent" });
  }

  /** Left, removed, moved to the lobby: the service knows at once. */
  #leave(tab: Tab): void {
    this.#kill(tab);
    this.#remove(tab);
    this.#take(tab.identity, { kind: "left" });
  }

  #remove({ identity }: Tab): void {
    // By then all have started over.
    if (this.#now - this.#restartedAt < 3_000) return;
    const still = [...this.#tabs.values()].filter((tab) => tab.sendsTo.includes(identity));
    this.#removals.push({ identity, at: this.#now, still: new Set(still), tookMs: 0 });
  }

  #bye(tab: Tab): void {
    if (this.#tabs.get(tab.identity) === tab) {
      this.#kill(tab);
      if (tab.client.standing() !== undefined) this.#remove(tab);
      // Its stream ends too. It may have made a key package that no one has heard of, and then its
      // message comes from no one known.
      this.#later(this.#between(0, 100), async () => {
        if (!this.#tabs.has(tab.identity)) this.#take(tab.identity, { kind: "silent" });
      });
    }
    const { keyPackage } = tab.client;
    this.#take(tab.identity, {
      kind: "says",
      message: { kind: "bye", keyPackage },
      listens: false,
    });
  }

  #crash(tab: Tab): void {
    this.#kill(tab);
    this.#take(tab.identity, { kind: "silent" });
  }

  #kill(tab: Tab): void {
    tab.isDead = true;
    tab.isOpen = false;
    tab.stream += 1;
    this.#tabs.delete(tab.identity);
    this.#sends(tab, []);
  }

  #restart(): void {
    // The service no longer knows who has which keys.
    this.#removals = [];
    this.#restartedAt = this.#now;
    this.#conversation = this.#newConversation(this.#now + timeouts.returnMs);
    this.#due = undefined;
    const inCall = [...this.#tabs.values()].filter(({ sendsTo }) => sendsTo.length > 0);
    this.#pass(
      this.#conversation.expect(
        inCall.map(({ identity }) => identity),
        this.#now,
      ),
    );
    for (const tab of this.#tabs.values()) {
      tab.isOpen = false;
      tab.stream += 1;
      this.#later(this.#between(10, 500), async () => this.#open(tab));
    }
  }

  #take(identity: string, input: Parameters<Conversation["take"]>[1]): void {
    this.#pass(this.#conversation.take(identity, input, this.#now));
  }

  #pass(sent: ReturnType<Conversation["tick"]>): void {
    for (const { to, event } of sent) {
      const tab = this.#tabs.get(to);
      if (tab === undefined || !tab.isOpen) continue;
      const { stream } = tab;
      tab.heardUntil = Math.max(tab.heardUntil, this.#now + this.#between(1, 40));
      this.#later(tab.heardUntil - this.#now, async () => {
        if (tab.stream === stream) this.#hears(tab, event);
      });
    }
    const due = this.#conversation.dueAtMs;
    if (due === undefined || due === this.#due) return;
    this.#due = due;
    const conversation = this.#conversation;
    this.#later(Math.max(0, due - this.#now), async () => {
      if (conversation !== this.#conversation) return;
      this.#due = undefined;
      this.#pass(conversation.tick(this.#now));
    });
  }

  #hears(tab: Tab, event: KeysEvent): void {
    this.#give(tab, async () => {
      if (event.kind === "change" && event.changes.some(({ kind }) => kind === "remove")) {
        tab.isHurried = true;
      }
      return await tab.client.hear(event);
    });
  }

  #give(tab: Tab, work: () => Promise<readonly KeysMessage[]>): void {
    tab.inbox.push(work);
    this.#work(tab);
  }

  /** Handles the next item of its inbox, some time later. */
  #work(tab: Tab): void {
    if (tab.isBusy || tab.isDead) return;
    tab.isBusy = true;
    const wait = Math.max(tab.frozenUntil - this.#now, this.#between(1, 30));
    this.#later(wait, async () => {
      tab.isBusy = false;
      const work = tab.inbox.shift();
      if (work === undefined || tab.isDead) return;
      tab.outbox.push(...(await work()));
      this.#look(tab);
      this.#post(tab);
      if (tab.inbox.length > 0) this.#work(tab);
    });
  }

  /** A client's messages come in order, sometimes twice. */
  #post(tab: Tab): void {
    const message = tab.outbox.shift();
    if (message === undefined) return;
    const times = this.#world.random() < 0.1 ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      tab.saidUntil = Math.max(tab.saidUntil, this.#now + this.#between(1, 30));
      this.#later(tab.saidUntil - this.#now, async () => {
        // A page's message may arrive after it has gone.
        const { readCommit } = this.#world;
        const head =
          message.kind === "commit" ? readCommit(message.commit, message.welcome) : undefined;
        if (this.#tabs.get(tab.identity) !== tab && message.kind === "hello") return;
        this.#take(tab.identity, { kind: "says", message, head, listens: tab.isOpen });
      });
    }
    this.#post(tab);
  }

  /** One secret per epoch, whichever page looks: no forks. */
  #look(tab: Tab): void {
    const standing = tab.client.standing();
    this.#keepSending(tab, standing);
    if (standing === undefined) return;
    const key = `${standing.group} ${standing.epoch}`;
    const known = this.#secrets.get(key);
    if (known === undefined) this.#secrets.set(key, standing.secret);
    else if (known !== standing.secret) this.#faults.push(`fork at ${key}: ${tab.identity}`);
  }

  /** The keys its page sends with now, and for how long if it hears nothing more. */
  #keepSending(tab: Tab, standing: Standing | undefined): void {
    if (standing?.sends) {
      tab.sendsUntil = Number.POSITIVE_INFINITY;
      tab.isHurried = false;
      this.#sends(tab, standing.people);
      return;
    }
    const until = this.#now + patienceOf(tab, standing);
    if (until >= tab.sendsUntil) return;
    tab.sendsUntil = until;
    this.#later(until - this.#now, async () => {
      if (tab.sendsUntil !== until || tab.isDead) return;
      if (tab.client.standing() === undefined) this.#sends(tab, []);
      else this.#give(tab, () => tab.client.overdue());
    });
  }

  #sends(tab: Tab, to: readonly string[]): void {
    tab.sendsTo = to;
    for (const removal of this.#removals) {
      if (to.includes(removal.identity)) removal.still.add(tab);
      else if (removal.still.delete(tab)) {
        const wasThere = tab.client.isHonest && !tab.isDead && tab.disturbedAt < removal.at;
        if (wasThere) removal.tookMs = this.#now - removal.at;
      }
    }
  }

  #closeRemovals(): void {
    for (const { identity, still, tookMs } of this.#removals) {
      this.#tookMs.push(tookMs);
      for (const tab of still) this.#faults.push(`${tab.identity} sends to ${identity} for ever`);
    }
  }

  /** In the end everyone there is in one epoch and sends with its key. */
  #judge(): void {
    const there = [...this.#tabs.values()].filter((tab) => !tab.isDead);
    const first = there[0]?.client.standing();
    const all = there.map(({ identity }) => identity).sort();
    for (const { identity, client } of there) {
      const standing = client.standing();
      if (standing === undefined) this.#faults.push(`${identity} is outside`);
      else if (standing.secret !== first?.secret) this.#faults.push(`${identity} is elsewhere`);
      else if (!standing.sends) this.#faults.push(`${identity} sends with an old key`);
      else if (JSON.stringify([...standing.people].sort()) !== JSON.stringify(all)) {
        this.#faults.push(`${identity} sees ${standing.people.join()} and not ${all.join()}`);
      }
    }
  }

  #later(delayMs: number, run: () => Promise<void>): void {
    this.#queue.push({ at: this.#now + delayMs, order: this.#order++, run });
  }

  async #until(end: number): Promise<void> {
    for (;;) {
      let next: Happening | undefined;
      for (const one of this.#queue) {
        const isEarlier =
          next === undefined || one.at < next.at || (one.at === next.at && one.order < next.order);
        if (one.at <= end && isEarlier) next = one;
      }
      if (next === undefined) break;
      this.#queue.splice(this.#queue.indexOf(next), 1);
      this.#now = Math.max(this.#now, next.at);
      await next.run();
    }
    this.#now = end;
  }
}

function patienceOf({ client, isHurried }: Tab, standing: Standing | undefined): number {
  if (standing !== undefined) return isHurried ? overdueAfterRemovalMs : overdueMs;
  return client.lastKeys === "soon-over" ? goesOnSoonMs : goesOnMs;
}
