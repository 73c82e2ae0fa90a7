import type { KeysState } from "@graticule/e2ee/keys-state";
import type { WrittenPacket } from "./packets.ts";

export interface PostPorts {
  /** Resolves when a message can be sent at once, with the identities of all who could read it. */
  readonly ready: () => Promise<readonly string[]>;
  /** Sends a packet, to everyone or to these identities; rejects when the call is over. */
  readonly publish: (packet: WrittenPacket, to?: readonly string[]) => Promise<void>;
  readonly isConnected: () => boolean;
  /** Whether naming who a message is for keeps it from everyone else. */
  readonly naming: "binds" | "does-not-bind";
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Longer than the media client tries to reconnect, in milliseconds. */
export const againMs = 60_000;

interface Said {
  readonly packet: WrittenPacket;
  readonly insiders: readonly string[];
  readonly at: number;
}

/**
 * Sends a call's messages one at a time. What is sent while this page or another is losing its
 * connection, or moves to another media server, may reach no one: recent messages are therefore
 * sent again once connection or keys are back; receivers ignore repeats by id.
 * INVARIANT: no message is sent again to a person who was not inside when it was written; where
 * naming the receivers doesn't bind, to no one while such a person is inside.
 */
export class Post {
  readonly #ports: PostPorts;
  #last: Promise<void> = Promise.resolve();
  #lately: readonly Said[] = [];
  #lostAt = Number.NEGATIVE_INFINITY;
  /** Who is to get recent messages again, at the next turn. */
  #due: Set<string> | "all" | undefined;

  constructor(ports: PostPorts) {
    this.#ports = ports;
  }

  send(packet: WrittenPacket, to?: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      const said = { packet, insiders: await this.#ports.ready(), at: this.#ports.now() };
      if (packet.topic === "chat") this.#lately = [...this.#recent(), said];
      try {
        await this.#ports.publish(packet, to);
      } catch (fault) {
        this.#lately = this.#lately.filter((other) => other !== said);
        throw fault;
      }
    });
  }

  /** To be called whenever the keys change: after a loss, people come back one at a time. */
  keysTold(kind: KeysState["kind"]): void {
    if (this.#recent().length === 0) return;
    if (kind === "agreeing") this.#lostAt = this.#ports.now();
    if (this.#ports.now() - this.#lostAt < againMs) this.repeat();
  }

  /** Sends recent messages again, to everyone or to this person, before any written from now on. */
  repeat(identity?: string): void {
    if (this.#recent().length === 0) return;
    const isScheduled = this.#due !== undefined;
    if (identity === undefined || this.#due === "all") this.#due = "all";
    else this.#due = new Set(this.#due).add(identity);
    if (!isScheduled) void this.#inTurn(() => this.#repeat()).catch(() => undefined);
  }

  async #repeat(): Promise<void> {
    await this.#ports.ready();
    const due = this.#due ?? "all";
    this.#due = undefined;
    for (const said of this.#recent()) {
      const now = await this.#ports.ready();
      const to = whoGets(said, { due, now, naming: this.#ports.naming });
      if (to !== "no one" && this.#isRecent(said) && this.#ports.isConnected())
        await this.#ports.publish(said.packet, to === "all" ? undefined : to);
    }
  }

  #recent(): readonly Said[] {
    return this.#lately.filter((said) => this.#isRecent(said));
  }

  #isRecent({ at }: Said): boolean {
    return this.#ports.now() - at < againMs;
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    const done = this.#last.then(task);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function whoGets(
  { insiders }: Said,
  {
    due,
    now,
    naming,
  }: {
    readonly due: ReadonlySet<string> | "all";
    /** Who could read it now. */
    readonly now: readonly string[];
    readonly naming: PostPorts["naming"];
  },
): readonly string[] | "all" | "no one" {
  const knew = now.filter((identity) => insiders.includes(identity));
  if (naming === "does-not-bind") {
    if (knew.length < now.length) return "no one";
    if (due === "all") return "all";
  }
  const to = due === "all" ? knew : knew.filter((identity) => due.has(identity));
  return to.length === 0 ? "no one" : to;
}
