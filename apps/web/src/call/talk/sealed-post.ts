import type { KeysState } from "@graticule/e2ee/keys-state";
import type { WrittenPacket } from "./packets.ts";

export interface PostPorts {
  /** Resolves when something can be sealed, with the identities of all who could open it. */
  readonly ready: () => Promise<readonly string[]>;
  /** Seals it with the keys of now, and sends it or keeps it until it is connected again. */
  readonly publish: (packet: WrittenPacket, to?: readonly string[]) => Promise<void>;
  readonly isConnected: () => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Longer than the media client tries to come back.
 * @internal
 */
export const againMs = 60_000;

interface Said {
  readonly packet: WrittenPacket;
  readonly insiders: readonly string[];
  readonly at: number;
}

/**
 * What goes out of an encrypted call, one after the other. The media client seals first and keeps what it could not send yet:
 * after a while without connection that may be sealed with a key that others have no more. So what was written lately goes out
 * once more when the keys or the connection were lost and are back; whoever heard it knows it by its id.
 * INVARIANT: nothing goes out once more while someone is inside who was not when it was written.
 */
export class SealedPost {
  readonly #ports: PostPorts;
  #last: Promise<void> = Promise.resolve();
  #lately: readonly Said[] = [];
  #lostAt = Number.NEGATIVE_INFINITY;
  #isToRepeat = false;

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

  /** Each time that something is told of the keys: after a loss those inside come back one after the other. */
  keysTold(kind: KeysState["kind"]): void {
    if (this.#recent().length === 0) return;
    if (kind === "agreeing") this.#lostAt = this.#ports.now();
    if (this.#ports.now() - this.#lostAt < againMs) this.repeat();
  }

  /** Before anything that is written from now on. */
  repeat(): void {
    if (this.#isToRepeat || this.#recent().length === 0) return;
    this.#isToRepeat = true;
    void this.#inTurn(() => this.#repeat()).catch(() => undefined);
  }

  async #repeat(): Promise<void> {
    await this.#ports.ready();
    this.#isToRepeat = false;
    for (const { packet, insiders } of this.#recent()) {
      const now = await this.#ports.ready();
      const isForAll = now.every((identity) => insiders.includes(identity));
      if (isForAll && this.#ports.isConnected()) await this.#ports.publish(packet);
    }
  }

  #recent(): readonly Said[] {
    return this.#lately.filter(({ at }) => this.#ports.now() - at < againMs);
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    const done = this.#last.then(task);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
