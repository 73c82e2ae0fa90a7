import { toBase64Url } from "../base64url.ts";
import { makeCommit } from "../commit.ts";
import type { Change, FromDelivery, ToDelivery } from "../delivery.ts";
import { decode } from "../group.ts";
import { KeyLine } from "../key-line.ts";
import { makeKeyPackage } from "../keys.ts";
import { sampleSitting, World, type WorldMember } from "./world.ts";

/** Time that stands still until a test moves it. */
class Clock {
  /** Told of each task that is to wait. */
  onWait = (): void => undefined;
  #nowMs = 0;
  readonly #tasks = new Set<{ readonly atMs: number; readonly task: () => void }>();

  readonly later = (task: () => void, delayMs: number): (() => void) => {
    const entry = { atMs: this.#nowMs + delayMs, task };
    this.#tasks.add(entry);
    this.onWait();
    return () => this.#tasks.delete(entry);
  };

  /** Whether a task waits that is due after just so long. */
  waits(ms: number): boolean {
    return [...this.#tasks].some(({ atMs }) => atMs === this.#nowMs + ms);
  }

  pass(ms: number): void {
    this.#nowMs += ms;
    for (const entry of [...this.#tasks].sort((one, other) => one.atMs - other.atMs)) {
      if (entry.atMs > this.#nowMs || !this.#tasks.delete(entry)) continue;
      entry.task();
    }
  }
}

/** What happened to keys, in order: "send 1", "retire 0". */
type Note = `${"send" | "receive" | "retire"} ${number}`;

/** Ann, Cyn and Dee are inside, and Bob's page with its key line; a test speaks for the service. */
export class Bob {
  readonly clock = new Clock();
  readonly notes: Note[] = [];
  readonly said: ToDelivery[] = [];
  /** What becomes of what is said next, in order; else it arrives. */
  readonly arrivals: ("heard" | "refused" | "unheard")[] = [];
  readonly faults: unknown[] = [];
  /** What its keyring does with the next keys. */
  breaks: Error | undefined;
  readonly line: KeyLine;
  readonly #world: World;
  readonly #waiting = new Set<() => void>();

  private constructor(world: World) {
    this.#world = world;
    const { meeting, seat } = world.partsOf("bob");
    this.clock.onWait = () => this.#woke();
    const note = (text: Note): void => {
      this.notes.push(text);
      this.#woke();
    };
    this.line = new KeyLine({
      meeting,
      seat,
      later: this.clock.later,
      now: Date.now,
      keys: {
        receive: async ({ place }) => {
          if (this.breaks !== undefined) throw this.breaks;
          note(`receive ${place}`);
        },
        send: (place) => note(`send ${place}`),
        retire: (place) => note(`retire ${place}`),
      },
      onFault: (fault) => {
        this.faults.push(fault);
        this.#woke();
      },
      say: async (message) => {
        this.said.push(message);
        this.#woke();
        return this.arrivals.shift() ?? "heard";
      },
    });
  }

  static async outside(): Promise<Bob> {
    const bob = new Bob(await World.of("ann", "cyn", "dee"));
    bob.meets();
    await bob.until(() => bob.said.length === 1);
    return bob;
  }

  static async inside(): Promise<Bob> {
    const bob = await Bob.outside();
    await bob.welcome();
    bob.execute();
    await bob.until(() => bob.line.state.kind === "agreed");
    return bob;
  }

  get #ann(): WorldMember {
    return this.#world.find("ann");
  }

  get sender(): string {
    return toBase64Url(this.#world.sender.publicKey);
  }

  get epoch(): number {
    return this.#ann.group.epoch;
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          stop();
          resolve();
        };
        const stop = this.line.subscribe(wake);
        this.#waiting.add(wake);
      });
    }
  }

  hear(event: FromDelivery): void {
    this.line.hear(event);
  }

  /** His stream is open, for the first time or again. */
  meets(): void {
    this.line.connected();
    this.hear({ kind: "sitting", sitting: sampleSitting });
  }

  execute(): void {
    this.hear({ kind: "execute", group: "group", epoch: this.epoch });
  }

  async welcome(): Promise<void> {
    const hello = this.said.at(-1);
    if (hello?.kind !== "hello") throw new Error("Bob said no hello.");
    const message = decode(hello.keyPackage);
    if (message.wireformat !== "mls_key_package") throw new Error("That is no key package.");
    const add = await this.#world.addition("bob", { publicPart: message.keyPackage });
    const { commit, welcome = "" } = await this.#commit(add);
    const { sender } = this;
    const at = { group: "group", epoch: this.epoch } as const;
    this.hear({ kind: "welcome", ...at, keyIndex: 0, sender, welcome, commit });
    await this.until(() => this.said.at(-1)?.kind === "ready");
  }

  /** He starts over: his old leaf goes by the commit that brings the new one. */
  async comesBack(): Promise<void> {
    const hello = this.said.at(-1);
    if (hello?.kind !== "hello") throw new Error("Bob said no hello.");
    const message = decode(hello.keyPackage);
    if (message.wireformat !== "mls_key_package") throw new Error("That is no key package.");
    const changes = [
      await this.#world.removal("bob"),
      await this.#world.addition("bob", { publicPart: message.keyPackage }),
    ];
    const { commit, welcome = "" } = await this.#commit(...changes);
    const at = { group: "group", epoch: this.epoch } as const;
    this.hear({ kind: "welcome", ...at, keyIndex: 0, sender: this.sender, welcome, commit });
    await this.until(() => this.said.at(-1)?.kind === "ready");
  }

  /** So does someone else; resolves when Bob has followed. */
  async beginsAnew(
    identity: string,
    page: "the same page" | "loaded anew",
    name?: string,
  ): Promise<void> {
    const { epoch } = this;
    if (page === "loaded anew") this.#world.reload(identity);
    const keys = await makeKeyPackage(this.#world.partsOf(identity, undefined, name));
    const changes = [
      await this.#world.removal(identity),
      await this.#world.addition(identity, keys),
    ];
    const { commit } = await this.#commit(...changes);
    this.hear({ kind: "change", group: "group", epoch, changes, commit });
    await this.until(() => {
      const last = this.said.at(-1);
      return last?.kind === "ready" && last.epoch === epoch + 1;
    });
  }

  /** Someone goes; resolves when Bob can receive without them. */
  async remove(identity: string): Promise<void> {
    const { epoch } = this;
    const removal = await this.#world.removal(identity);
    const { commit } = await this.#commit(removal);
    this.hear({ kind: "change", group: "group", epoch, changes: [removal], commit });
    await this.until(() => this.line.state.insiders.every((one) => one.identity !== identity));
  }

  /** Keys are renewed and nobody comes or goes; resolves when Bob can receive with the new ones. */
  async renew(): Promise<void> {
    const { epoch } = this;
    const { commit } = await this.#commit();
    this.hear({ kind: "change", group: "group", epoch, changes: [], commit });
    await this.until(() => this.notes.at(-1) === `receive ${epoch + 1}`);
  }

  async #commit(...changes: readonly Change[]) {
    const { parts, group } = this.#ann;
    const result = await makeCommit(parts, group, changes);
    if (result.kind === "doubted") throw new Error("Ann doubts it.");
    this.#ann.group = result.made.next;
    return result.made;
  }

  #woke(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
