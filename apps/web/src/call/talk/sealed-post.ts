import type { KeysState } from "@graticule/e2ee/keys-state";
import type { WrittenPacket } from "./packets.ts";

export interface PostPorts {
  /** Resolves when a message can be sealed, with the identities of all who could open it. */
  readonly ready: () => Promise<readonly string[]>;
  /** Seals a packet with the current keys, and sends it, now or once connected again. */
  readonly publish: (packet: WrittenPacket, to?: readonly string[]) => Promise<void>;
  readonly isConnected: () => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Longer than the media client tries to reconnect, in milliseconds.
 * @internal
 */
export const againMs = 60_000;

interface Said {
  readonly packet: WrittenPacket;
  readonly insiders: readonly string[];
  readonly at: number;
}

/**
 * Sends an encrypted call's messages one at a time. The media client seals before it queues, so
 * after a loss of connection a message may be sealed with a key that the others no longer have.
 * Recent messages are therefore sent again once keys or connection are back; receivers ignore
 * repeats by id.
 * INVARIANT: no message is sent again while a person is inside who was not when it was written.
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

  /** To be called whenever the keys change: after a loss, people come back one at a time. */
  keysTold(kind: KeysState["kind"]): void {
    if (this.#recent().length === 0) return;
    if (kind === "agreeing") this.#lostAt = this.#ports.now();
    if (this.#ports.now() - this.#lostAt < againMs) this.repeat();
  }

  /** Sends recent messages again, before any written from now on. */
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
