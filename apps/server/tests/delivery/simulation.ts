import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { Conversation } from "@graticule/server/delivery/conversation";
import type { CommitHead, Proposer } from "@graticule/server/delivery/ports";

/** A member's side of a conversation, real or acted. */
export interface Client {
  /** What it says when its stream opens. */
  connected(): Promise<readonly KeysMessage[]>;
  hear(event: KeysEvent): Promise<readonly KeysMessage[]>;
  impatient(): Promise<readonly KeysMessage[]>;
  standing(): Standing | undefined;
  /** With which it came in, or wants in. */
  readonly keyPackage: string;
}

/** Where a client stands, if it is in a group. */
export interface Standing {
  readonly group: string;
  readonly epoch: number;
  /** The same for everybody in one epoch of one group, and for nobody else. */
  readonly secret: string;
  readonly people: readonly string[];
  /** It sends with this epoch's key. */
  readonly sends: boolean;
}

export interface World {
  readonly proposer: Proposer;
  readonly newClient: (identity: string) => Promise<Client>;
  readonly readCommit: (text: string) => CommitHead | undefined;
  /** 0 to 1. */
  readonly random: () => number;
  readonly most: number;
}

interface Tab {
  readonly identity: string;
  readonly client: Client;
  /** Counts its streams: what was on the way in one that broke is lost. */
  stream: number;
  isOpen: boolean;
  /** Stands still until then. */
  frozenUntil: number;
  /** It does one thing after the other. */
  readonly inbox: (() => Promise<readonly KeysMessage[]>)[];
  readonly outbox: KeysMessage[];
  /** When the last of what is on the way arrives, there and here: each way keeps its order. */
  heardUntil: number;
  saidUntil: number;
  isBusy: boolean;
  isDead: boolean;
}

interface Happening {
  readonly at: number;
  readonly order: number;
  readonly run: () => Promise<void>;
}

/** What went wrong, in words; empty: nothing. */
export interface Outcome {
  readonly faults: readonly string[];
  readonly epochs: number;
  readonly groups: number;
}

const settleMs = 60_000;

/** What happens to somebody, by shares that add up to 1. */
const disturbances = [
  [0.2, "leave"],
  [0.35, "crash"],
  [0.5, "reload"],
  [0.7, "break"],
  [0.9, "freeze"],
  [0.93, "restart"],
  [1, "return"],
] as const;

/**
 * Many clients, one delivery service, one clock that jumps from event to event, and a network that delays, loses with the
 * stream, and doubles. The same random numbers give the same run.
 */
export class Simulation {
  readonly #world: World;
  #conversation: Conversation;
  readonly #tabs = new Map<string, Tab>();
  readonly #queue: Happening[] = [];
  readonly #secrets = new Map<string, string>();
  readonly #faults: string[] = [];
  #now = 1_000;
  #order = 0;
  #came = 0;
  #groups = 0;
  #due: number | undefined;

  constructor(world: World) {
    this.#world = world;
    this.#conversation = this.#newConversation();
  }

  async run(steps: number): Promise<Outcome> {
    for (let step = 0; step < steps; step += 1) {
      this.#act();
      await this.#until(this.#now + this.#between(0, 700));
    }
    for (const tab of this.#tabs.values()) if (!tab.isOpen) this.#open(tab);
    await this.#until(this.#now + settleMs);
    this.#judge();
    const epochs = this.#secrets.size;
    return { faults: this.#faults, epochs, groups: this.#groups };
  }

  #newConversation(): Conversation {
    return new Conversation(this.#world.proposer, () => `group-${++this.#groups}`);
  }

  #between(low: number, high: number): number {
    return low + this.#world.random() * (high - low);
  }

  #anyTab(): Tab | undefined {
    const tabs = [...this.#tabs.values()];
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
    const [, what] = disturbances.find(([share]) => roll < share) ?? [];
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
        // What the page that goes says at last may come after what the next one says.
        if (this.#world.random() < 0.7)
          this.#later(this.#between(0, 100), async () => this.#bye(tab));
        this.#come(tab.identity);
        break;
      case "break":
        this.#breakStream(tab);
        break;
      case "freeze":
        tab.frozenUntil = this.#now + this.#between(100, 4_000);
        break;
      case "restart":
        this.#restart();
        break;
      case "return":
      case undefined:
        this.#leave(tab);
        this.#come(tab.identity);
    }
  }

  #come(identity: string): void {
    this.#later(0, async () => {
      const tab: Tab = {
        ...{ identity, client: await this.#world.newClient(identity) },
        ...{ stream: 0, isOpen: false, frozenUntil: 0, inbox: [], outbox: [] },
        ...{ heardUntil: 0, saidUntil: 0 },
        ...{ isBusy: false, isDead: false },
      };
      this.#tabs.set(identity, tab);
      this.#open(tab);
    });
  }

  #open(tab: Tab): void {
    if (tab.isDead) return;
    tab.stream += 1;
    tab.isOpen = true;
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
    tab.stream += 1;
    this.#take(tab.identity, { kind: "silent" });
  }

  /** Left, removed, sent back: the service knows at once. */
  #leave(tab: Tab): void {
    this.#kill(tab);
    this.#take(tab.identity, { kind: "left" });
  }

  /** A page says itself that it leaves. */
  #bye(tab: Tab): void {
    if (this.#tabs.get(tab.identity) === tab) {
      this.#kill(tab);
      // Its stream ends too. It may have made a key package of which nobody has heard: then its word is of nobody.
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
  }

  #restart(): void {
    this.#conversation = this.#newConversation();
    this.#due = undefined;
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
        if (tab.stream === stream) this.#give(tab, () => tab.client.hear(event));
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

  #give(tab: Tab, work: () => Promise<readonly KeysMessage[]>): void {
    tab.inbox.push(work);
    this.#work(tab);
  }

  /** Takes the next thing of its inbox, some time later. */
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

  /** Messages of one client come one after the other, sometimes twice. */
  #post(tab: Tab): void {
    const message = tab.outbox.shift();
    if (message === undefined) return;
    const times = this.#world.random() < 0.1 ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      tab.saidUntil = Math.max(tab.saidUntil, this.#now + this.#between(1, 30));
      this.#later(tab.saidUntil - this.#now, async () => {
        // What a page said may come after it is gone.
        const head = message.kind === "commit" ? this.#world.readCommit(message.commit) : undefined;
        if (this.#tabs.get(tab.identity) !== tab && message.kind === "hello") return;
        this.#take(tab.identity, { kind: "says", message, head, listens: tab.isOpen });
      });
    }
    this.#post(tab);
  }

  /** One secret for one epoch, whoever looks: no forks. */
  #look(tab: Tab): void {
    const standing = tab.client.standing();
    if (standing === undefined) return;
    const key = `${standing.group} ${standing.epoch}`;
    const known = this.#secrets.get(key);
    if (known === undefined) this.#secrets.set(key, standing.secret);
    else if (known !== standing.secret) this.#faults.push(`fork at ${key}: ${tab.identity}`);
  }

  /** At the end everybody who is there is in one epoch, with everybody else, and sends with its key. */
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
