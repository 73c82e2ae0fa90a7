import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { Conversation } from "@graticule/delivery/conversation";
import type { Outgoing } from "@graticule/delivery/ports";
import { createProposer, readCommit } from "@graticule/server/delivery/mls-wire";
import { newSecret, RealClient } from "./real-client.ts";

/** Longer than the service waits for anyone, in a group of hundreds. */
const settledMs = 6_000;

/**
 * The size in bytes of a removal's commit, in a group of `size` after `changes` removals, with the
 * committer of the service's choice. Members are real, but process what they were sent only when
 * asked for a commit.
 */
export async function removalBytes(size: number, changes: number): Promise<number> {
  const scene = new Scene();
  for (let no = 0; no < size; no += 1) await scene.comes(`m${no}`);
  for (let turn = 0; turn < 3; turn += 1) await scene.settle();
  let bytes = 0;
  // All over the tree.
  for (let no = 0; no <= changes; no += 1) bytes = await scene.goes(`m${(no * 37 + 11) % size}`);
  return bytes;
}

class Scene {
  readonly #secret = newSecret();
  readonly #conversation = new Conversation(createProposer(), () => "group");
  readonly #members = new Map<
    string,
    { readonly member: RealClient; readonly inbox: KeysEvent[] }
  >();
  #nowMs = 0;
  #commitBytes = 0;

  async comes(identity: string): Promise<void> {
    const member = await RealClient.come(this.#secret, identity);
    this.#members.set(identity, { member, inbox: [] });
    for (const message of await member.connected()) await this.#say(identity, message);
  }

  async goes(identity: string): Promise<number> {
    this.#members.delete(identity);
    await this.#post(this.#conversation.take(identity, { kind: "left" }, this.#nowMs));
    await this.settle();
    return this.#commitBytes;
  }

  async settle(): Promise<void> {
    this.#nowMs += settledMs;
    await this.#post(this.#conversation.tick(this.#nowMs));
  }

  async #say(from: string, message: KeysMessage): Promise<void> {
    const isCommit = message.kind === "commit";
    const head = isCommit ? readCommit(message.commit, message.welcome) : undefined;
    if (isCommit) this.#commitBytes = Math.ceil((message.commit.length * 3) / 4);
    const said = { kind: "says", message, head, listens: true } as const;
    await this.#post(this.#conversation.take(from, said, this.#nowMs));
  }

  async #post(sent: readonly Outgoing[]): Promise<void> {
    for (const { to, event } of sent) this.#members.get(to)?.inbox.push(event);
    for (const { to, event } of sent) {
      if (event.kind === "please" || event.kind === "begin") await this.#catchUp(to);
    }
  }

  /** Only its answer to the last message counts; earlier answers are out of date. */
  async #catchUp(identity: string): Promise<void> {
    const found = this.#members.get(identity);
    if (found === undefined) return;
    let said: readonly KeysMessage[] = [];
    for (let event = found.inbox.shift(); event !== undefined; event = found.inbox.shift()) {
      said = await found.member.hear(event);
    }
    for (const message of said) await this.#say(identity, message);
  }
}
