import { setTimeout as delay } from "node:timers/promises";
import { deriveInstanceSecret } from "@graticule/server/accounts/seal";
import { Forwarder } from "@graticule/server/cluster/forwarder";
import { createPeerTls } from "@graticule/server/cluster/peer-tls";
import { type Instance, instanceKey } from "../cluster-of-programs.ts";

/** An instance said that it may decide, at some moment between question and answer. */
interface Seen {
  readonly port: number;
  readonly asked: number;
  readonly answered: number;
}

/** An instance can't lose a room to another and have it again within this time. */
const fastestReturnMs = 3_000;

/**
 * Asks all instances again and again whether they may decide about these rooms now, as they ask each
 * other. Finds a room about which one decided both before and after another one did.
 */
export class OwnerWatch {
  /** How often an instance said that it may decide. */
  answers = 0;
  /** Those that were known last, also of instances that the others took for dead. */
  readonly #ids = new Map<number, string>();
  readonly #seen = new Map<string, Seen[]>();
  readonly #forwarder = new Forwarder({
    tls: createPeerTls({ secret: deriveInstanceSecret({ dataDir: "", instanceKey }, "peers") }),
    publicUrl: "http://meet.test",
    count: () => undefined,
  });

  async watch(
    rooms: readonly string[],
    instances: () => readonly Instance[],
    idsByPort: () => Promise<ReadonlyMap<number, string>>,
    { signal, found }: { readonly signal: AbortSignal; readonly found: (what: string) => void },
  ): Promise<void> {
    while (!signal.aborted) {
      for (const [port, id] of await idsByPort()) this.#ids.set(port, id);
      const asked = instances().flatMap(({ peerPort, knownAs }) => {
        const id = this.#ids.get(knownAs);
        return id === undefined ? [] : rooms.map((room) => this.#ask(id, peerPort, room));
      });
      for (const what of (await Promise.all(asked)).flat()) found(what);
      await delay(250, undefined, { signal }).catch(() => undefined);
    }
    this.#forwarder.close();
  }

  async #ask(id: string, port: number, room: string): Promise<string[]> {
    const peer = { id, url: `https://127.0.0.1:${port}` };
    const asked = performance.now();
    const holds = await this.#forwarder.ask(peer, "holds", room, 500).catch(() => undefined);
    if (holds !== true) return [];
    this.answers += 1;
    const recent = (this.#seen.get(room) ?? []).filter(
      (one) => asked - one.answered < fastestReturnMs,
    );
    this.#seen.set(room, [...recent, { port, asked, answered: performance.now() }]);
    const between = recent.some(
      (other) =>
        other.port !== port &&
        other.answered < asked &&
        recent.some((own) => own.port === port && own.answered < other.asked),
    );
    return between ? [`${room}: ${port}, then another, then ${port}`] : [];
  }
}
