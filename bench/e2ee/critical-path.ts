import { Writable } from "node:stream";
import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { Conversation } from "@graticule/delivery/conversation";
import { type GroupParts, loadMemberParts, makeKeyPackage } from "@graticule/e2ee/keys";
import { linkSecretBytes, makeLinkSecret } from "@graticule/e2ee/link-secret";
import { type Member, newMember } from "@graticule/e2ee/member";
import { step } from "@graticule/e2ee/step";
import { createProposer, readCommit } from "@graticule/server/delivery/mls-wire";

/** One real member: its steps, and what it sends. */
class Real {
  readonly identity: string;
  readonly parts: GroupParts;
  member: Member = newMember;

  constructor(identity: string, parts: GroupParts) {
    this.identity = identity;
    this.parts = parts;
  }

  async hear(event: KeysEvent): Promise<readonly KeysMessage[]> {
    return await this.#step({ kind: "heard", event });
  }

  async connect(): Promise<readonly KeysMessage[]> {
    return await this.hear({ kind: "sitting", sitting });
  }

  async #step(input: Parameters<typeof step>[2]): Promise<readonly KeysMessage[]> {
    const { member, effects } = await step(this.parts, this.member, input);
    this.member = member;
    return effects.flatMap((effect) => (effect.kind === "say" ? [effect.message] : []));
  }
}

const sitting = "2026-11-28T03:00:00.000Z";
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
/** Longer than the service waits for anyone. */
const settledMs = 2_000;

/**
 * Removes `removals` people from a group of `size`, one after the other, and returns how long each
 * took from the service learning of it until the last real member was in the new epoch: proposal,
 * commit, relay of all messages, the slowest of three. Four members are real: one commits, three
 * process; the others joined with real key packages and are replayed. All on one thread, one step
 * at a time.
 */
export async function removalsIn(size: number, removals: number): Promise<readonly number[]> {
  const scene = new Scene();
  for (let no = 0; no < 4; no += 1) await scene.comeReal(`real-${no}`);
  // Someone who rejoins at once has missed a change, and so has everyone who joins later: the real
  // ones are asked before them.
  for (let time = 0; time < 2; time += 1) await scene.comeReplayed("other-4");
  for (let no = 5; no < size + removals; no += 1) await scene.comeReplayed(`other-${no}`);
  const times: number[] = [];
  for (let no = 5; no < 5 + removals; no += 1) times.push(await scene.remove(`other-${no}`));
  return times;
}

type Sent = ReturnType<Conversation["tick"]>;

class Scene {
  readonly #meeting = {
    code: "abc-defg-hij",
    secret: makeLinkSecret(crypto.getRandomValues(new Uint8Array(linkSecretBytes))),
  };
  readonly #conversation = new Conversation(createProposer(), () => "group");
  readonly #real = new Map<string, Real>();
  #now = 0;

  async comeReal(identity: string): Promise<void> {
    const one = new Real(identity, await this.#partsOf(identity));
    this.#real.set(identity, one);
    for (const message of await one.connect()) await this.#say(identity, message);
    await this.#settle();
  }

  async comeReplayed(identity: string): Promise<void> {
    const { keyPackage } = await makeKeyPackage(await this.#partsOf(identity));
    await this.#say(identity, { kind: "hello", keyPackage, sitting });
    await this.#settle();
  }

  /** In milliseconds. */
  async remove(identity: string): Promise<number> {
    const begin = performance.now();
    const asked = this.#conversation.take(identity, { kind: "left" }, this.#next());
    const [request] = asked.filter(({ event }) => event.kind === "please");
    const committer = this.#real.get(request?.to ?? "");
    if (request === undefined || committer === undefined) throw new Error("Asked no real member.");
    const [commit] = await committer.hear(request.event);
    if (commit === undefined) throw new Error("There was no commit.");
    const changes = this.#take(committer.identity, commit);
    for (const { event } of changes) relay(event);
    const relayedMs = performance.now() - begin;
    const slowestMs = await this.#process(changes);
    await this.#settle();
    return relayedMs + slowestMs;
  }

  /** Lets the real members process one after the other; returns the longest time. */
  async #process(changes: Sent): Promise<number> {
    let slowestMs = 0;
    for (const { to, event } of changes) {
      const begin = performance.now();
      const said = (await this.#real.get(to)?.hear(event)) ?? [];
      slowestMs = Math.max(slowestMs, performance.now() - begin);
      for (const message of said) this.#take(to, message);
    }
    return slowestMs;
  }

  /** Waits for the replayed members as long as the service waits for anyone. */
  async #settle(): Promise<void> {
    this.#now += settledMs;
    await this.#deliver(this.#conversation.tick(this.#now));
  }

  async #say(identity: string, message: KeysMessage): Promise<void> {
    await this.#deliver(this.#take(identity, message));
  }

  async #deliver(sent: Sent): Promise<void> {
    for (const { to, event } of sent) {
      const said = (await this.#real.get(to)?.hear(event)) ?? [];
      for (const message of said) await this.#say(to, message);
    }
  }

  #take(identity: string, message: KeysMessage): Sent {
    const head =
      message.kind === "commit" ? readCommit(message.commit, message.welcome) : undefined;
    const said = { kind: "says", message, head, listens: true } as const;
    return this.#conversation.take(identity, said, this.#next());
  }

  #next(): number {
    this.#now += 1;
    return this.#now;
  }

  async #partsOf(identity: string): Promise<GroupParts> {
    const seat = { identity, name: identity };
    return { ...(await loadMemberParts(this.#meeting, seat)), sitting };
  }
}

/** As an event stream writes it. */
function relay(event: KeysEvent): void {
  nowhere.write(`event: keys\ndata: ${JSON.stringify({ kind: "keys", keys: event })}\n\n`);
}
