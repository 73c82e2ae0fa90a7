import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { Conversation } from "@graticule/delivery/conversation";
import type { Outgoing } from "@graticule/delivery/ports";
import { createProposer, readCommit } from "@graticule/server/delivery/mls-wire";

/** A page with real keys. Once the promise resolves, its answers are sent. */
interface Page {
  connected(): Promise<readonly KeysMessage[]>;
  hear(event: KeysEvent): Promise<readonly KeysMessage[]>;
}

/** A call with real keys: messages arrive at once, and all that the service relays is recorded. */
export class RecordedCall<Each extends Page> {
  readonly relayed: Outgoing[] = [];
  readonly #members = new Map<string, Each>();
  readonly #conversation = new Conversation(createProposer(), () => "group");
  #nowMs = 0;

  find(identity: string): Each {
    const member = this.#members.get(identity);
    if (member === undefined) throw new Error(`${identity} is not here`);
    return member;
  }

  get members(): readonly Each[] {
    return [...this.#members.values()];
  }

  /** `asks`: called after its hello, before anyone has heard it. */
  async comes(identity: string, member: Each, asks?: () => void): Promise<void> {
    this.#members.set(identity, member);
    const hello = await member.connected();
    asks?.();
    await this.#say(identity, hello);
  }

  async goes(identity: string): Promise<void> {
    this.#members.delete(identity);
    this.#nowMs += 1;
    await this.#relay(this.#conversation.take(identity, { kind: "left" }, this.#nowMs));
  }

  /** On the service's word, for no reason. */
  async startsOver(identity: string): Promise<void> {
    const event = { kind: "start-over", lastKeys: "go-on" } as const;
    await this.#say(identity, await this.find(identity).hear(event));
  }

  /** No one comes or goes meanwhile: someone is asked to renew the keys. */
  async renews(): Promise<void> {
    this.#nowMs = this.#conversation.dueAtMs ?? this.#nowMs;
    await this.#relay(this.#conversation.tick(this.#nowMs));
  }

  async #say(from: string, messages: readonly KeysMessage[]): Promise<void> {
    for (const message of messages) {
      const head =
        message.kind === "commit" ? readCommit(message.commit, message.welcome) : undefined;
      this.#nowMs += 1;
      await this.#relay(
        this.#conversation.take(from, { kind: "says", message, listens: true, head }, this.#nowMs),
      );
    }
  }

  async #relay(sent: readonly Outgoing[]): Promise<void> {
    this.relayed.push(...sent);
    for (const { to, event } of sent) {
      const said = await this.#members.get(to)?.hear(event);
      await this.#say(to, said ?? []);
    }
  }
}
