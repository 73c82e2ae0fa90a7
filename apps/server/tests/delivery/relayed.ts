import type { KeysMessage } from "@graticule/api/keys";
import type { Proposer } from "@graticule/delivery/ports";
import { createProposer } from "@graticule/server/delivery/mls-wire";
import type { Client } from "./simulation.ts";

type MessageKind = "key package" | "proposal" | "commit" | "welcome";

/** All MLS messages of a run, each once, by the kind they were sent as. */
export class Relayed {
  readonly #messages = new Map<string, MessageKind>();
  readonly #places = new Map<string, number>();
  /** The service's own, recorded. */
  readonly proposer: Proposer;

  constructor() {
    const proposer = createProposer();
    this.proposer = {
      sender: proposer.sender,
      propose: (at, what) => {
        const made = proposer.propose(at, what);
        this.#messages.set(made.message, "proposal");
        this.#places.set(made.ref, this.#places.size);
        return made;
      },
    };
  }

  /** In the order of sending. */
  get all(): ReadonlyMap<string, MessageKind> {
    return this.#messages;
  }

  /** The position of the service's proposal with this reference; -1: it made none. */
  placeOf(ref: string): number {
    return this.#places.get(ref) ?? -1;
  }

  /** The same client, with its messages recorded. `afterwards`: called after each step. */
  listenTo(client: Client, afterwards = () => {}): Client {
    const noting = async (said: Promise<readonly KeysMessage[]>) => {
      const messages = await said;
      for (const message of messages) this.#note(message);
      afterwards();
      return messages;
    };
    return {
      isHonest: client.isHonest,
      get lastKeys() {
        return client.lastKeys;
      },
      get keyPackage() {
        return client.keyPackage;
      },
      standing: () => client.standing(),
      connected: () => noting(client.connected()),
      hear: (event) => noting(client.hear(event)),
      impatient: () => noting(client.impatient()),
      overdue: () => noting(client.overdue()),
    };
  }

  #note(message: KeysMessage): void {
    if (message.kind === "hello") this.#messages.set(message.keyPackage, "key package");
    if (message.kind !== "commit") return;
    this.#messages.set(message.commit, "commit");
    if (message.welcome !== undefined) this.#messages.set(message.welcome, "welcome");
  }
}
