import type { ReactionName, TalkPacket } from "@graticule/api/talk";
import { Listeners } from "../../signals/listeners.ts";
import { Budget } from "./budget.ts";
import { addLine, type ChatLog, emptyChat, showChat } from "./chat-log.ts";
import { type Hands, lowerHand, noHands, raiseHand } from "./hands.ts";
import { HeardOnce } from "./heard-once.ts";
import { readMessage, readPacket } from "./packets.ts";
import { addReaction, dropSeen, type Reaction, reactionMs } from "./reactions.ts";

/** A sender, as the engine asserts them. */
export interface Sender {
  readonly identity: string;
  readonly name: string;
}

export interface TalkState {
  readonly chat: ChatLog;
  readonly hands: Hands;
  readonly reactions: readonly Reaction[];
}

/** News for people who don't see the screen. */
export type TalkNews =
  | { readonly kind: "message"; readonly name: string; readonly text: string }
  | { readonly kind: "hand"; readonly name: string }
  | { readonly kind: "hand-lowered" }
  | { readonly kind: "reaction"; readonly name: string; readonly reaction: ReactionName };

export interface TalkPorts {
  /**
   * Reliable and in order; to everyone, or only to these identities where the engine can read them:
   * in an encrypted call it can't. Rejects when not connected.
   */
  readonly send: (packet: TalkPacket, to?: readonly string[]) => Promise<void>;
  readonly self: () => Sender;
  /** Whether packets without an id are heard: only an id reveals what is played back. */
  readonly withoutId: "heard" | "not-heard";
  /** Whether this identity may act as host, by the service's word. */
  readonly mayHost: (identity: string) => boolean;
  readonly onNews: (news: TalkNews) => void;
  /** In an encrypted call: receives messages about the code to compare. */
  readonly onCompare?: (word: TalkPacket & { readonly topic: "compare" }, from: Sender) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly later: (task: () => void, delayMs: number) => () => void;
}

export type Sent = "sent" | "empty" | "too-fast" | "failed";

/**
 * Within this time, people who come back keep their place among the raised hands, in milliseconds.
 */
const keptPlaceMs = 60_000;

/**
 * Messages, reactions and raised hands, from page to page and stored nowhere else. The engine says
 * who sent a packet, not the packet itself; senders of too many are ignored for a while.
 */
export class Talk {
  state: TalkState = { chat: emptyChat, hands: noHands, reactions: [] };
  readonly #ports: TalkPorts;
  readonly #listeners = new Listeners();
  readonly #messages = new Budget({ most: 10, perMs: 10_000 });
  /** As many in a minute, which may come at once: recent messages are sent again after a break. */
  readonly #heardMessages = new Budget({ most: 60, perMs: 60_000 });
  readonly #shown = new Budget({ most: 5, perMs: 5_000 });
  readonly #moves = new Budget({ most: 10, perMs: 10_000 });
  readonly #heard = new HeardOnce();
  /** People who left with a raised hand: a lost connection does not cost them their place. */
  readonly #gone = new Map<string, { readonly since: number; readonly leftAt: number }>();
  /** Undefined while joining. By then the engine already delivers what waited for this page. */
  #arrivedAt: number | undefined;
  #cancelSweep: () => void = () => undefined;

  constructor(ports: TalkPorts) {
    this.#ports = ports;
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly current = (): TalkState => this.state;

  /** This page joined or came back: others may have missed its raised hand. */
  arrive(): void {
    this.#arrivedAt = this.#ports.now();
    this.#sayHand();
  }

  /** Another page can receive now, and learns of this page's hand. */
  met(identity: string): void {
    this.#sayHand([identity]);
  }

  departed(identity: string): void {
    for (const budget of [this.#heardMessages, this.#shown, this.#moves]) budget.forget(identity);
    const since = this.state.hands.get(identity);
    if (since !== undefined) this.#gone.set(identity, { since, leftAt: this.#ports.now() });
    this.#set({ hands: lowerHand(this.state.hands, identity) });
  }

  hear(topic: string | undefined, bytes: Uint8Array, from: Sender): void {
    const packet = readPacket(topic, bytes);
    if (packet === undefined || !this.#isNew(packet.id, from)) return;
    switch (packet.topic) {
      case "chat":
        this.#hearMessage(packet.text, from);
        break;
      case "reaction":
        this.#hearReaction(packet.reaction, from);
        break;
      case "hand":
        this.#hearHand(packet, from);
        break;
      case "compare":
        this.#ports.onCompare?.(packet, from);
        break;
    }
  }

  /** Sends a message to all here. Its line appears once it was sent. */
  async say(written: string): Promise<Sent> {
    const text = readMessage(written);
    if (text === undefined) return "empty";
    const self = this.#ports.self();
    if (!this.#messages.spend(self.identity, this.#ports.now())) return "too-fast";
    try {
      await this.#ports.send({ topic: "chat", text });
    } catch {
      return "failed";
    }
    const line = { identity: self.identity, own: true, text, at: this.#ports.now() };
    this.#set({ chat: addLine(this.state.chat, line) });
    return "sent";
  }

  react(reaction: ReactionName): void {
    const self = this.#ports.self();
    if (!this.#shown.spend(self.identity, this.#ports.now())) return;
    this.#show(reaction, self);
    void this.#ports.send({ topic: "reaction", reaction }).catch(() => undefined);
  }

  setHand(position: "up" | "down"): void {
    const { identity } = this.#ports.self();
    const now = this.#ports.now();
    if (position === "up") {
      const when = { now, arrivedAt: this.#arrivedAt ?? now };
      this.#set({ hands: raiseHand(this.state.hands, { identity, sinceMs: 0 }, when) });
      this.#sayHand();
    } else {
      this.#set({ hands: lowerHand(this.state.hands, identity) });
      void this.#ports.send({ topic: "hand", kind: "down" }).catch(() => undefined);
    }
  }

  /** Lowers another's hand as host; other pages do so too if they know this person as a host. */
  lower(identity: string): void {
    this.#set({ hands: lowerHand(this.state.hands, identity) });
    void this.#ports.send({ topic: "hand", kind: "lower", identity }).catch(() => undefined);
  }

  showChat(seen: ChatLog["seen"]): void {
    if (seen !== this.state.chat.seen) this.#set({ chat: showChat(this.state.chat, seen) });
  }

  close(): void {
    this.#cancelSweep();
  }

  /** Checked first, so that repeats cost their sender nothing. */
  #isNew(id: string | undefined, { identity }: Sender): boolean {
    if (id === undefined) return this.#ports.withoutId === "heard";
    return this.#heard.isFirst(identity, id);
  }

  #hearMessage(written: string, from: Sender): void {
    const text = readMessage(written);
    if (text === undefined || !this.#heardMessages.spend(from.identity, this.#ports.now())) return;
    const { identity } = from;
    const line = { identity, own: false, text, at: this.#ports.now() };
    this.#set({ chat: addLine(this.state.chat, line) });
    this.#ports.onNews({ kind: "message", name: from.name, text });
  }

  #hearReaction(reaction: ReactionName, from: Sender): void {
    if (!this.#shown.spend(from.identity, this.#ports.now())) return;
    this.#show(reaction, from);
    this.#ports.onNews({ kind: "reaction", name: from.name, reaction });
  }

  #hearHand(packet: Extract<TalkPacket, { topic: "hand" }>, from: Sender): void {
    if (!this.#moves.spend(from.identity, this.#ports.now())) return;
    switch (packet.kind) {
      case "up":
        this.#hearUp(packet.sinceMs, from);
        break;
      case "down":
        this.#gone.delete(from.identity);
        this.#set({ hands: lowerHand(this.state.hands, from.identity) });
        break;
      case "lower":
        if (this.#ports.mayHost(from.identity)) this.#lowered(packet.identity);
        break;
    }
  }

  #hearUp(sinceMs: number, from: Sender): void {
    const before = this.state.hands;
    const now = this.#ports.now();
    const gone = this.#gone.get(from.identity);
    const when =
      gone !== undefined && now - gone.leftAt < keptPlaceMs
        ? { now: gone.since, arrivedAt: 0 }
        : { now, arrivedAt: this.#arrivedAt ?? now };
    this.#set({ hands: raiseHand(before, { identity: from.identity, sinceMs }, when) });
    if (this.state.hands !== before) this.#ports.onNews({ kind: "hand", name: from.name });
  }

  #lowered(identity: string): void {
    const before = this.state.hands;
    this.#set({ hands: lowerHand(before, identity) });
    const own = identity === this.#ports.self().identity;
    if (own && this.state.hands !== before) this.#ports.onNews({ kind: "hand-lowered" });
  }

  #show(reaction: ReactionName, { identity, name }: Sender): void {
    const at = this.#ports.now();
    const reactions = addReaction(this.state.reactions, { identity, name, reaction, at });
    this.#set({ reactions });
    this.#cancelSweep();
    this.#cancelSweep = this.#ports.later(() => this.#sweep(), reactionMs);
  }

  #sweep(): void {
    this.#set({ reactions: dropSeen(this.state.reactions, this.#ports.now()) });
  }

  #sayHand(to?: readonly string[]): void {
    const since = this.state.hands.get(this.#ports.self().identity);
    if (since === undefined) return;
    const sinceMs = Math.max(0, this.#ports.now() - since);
    void this.#ports.send({ topic: "hand", kind: "up", sinceMs }, to).catch(() => undefined);
  }

  #set(change: Partial<TalkState>): void {
    const next = { ...this.state, ...change };
    const { chat, hands, reactions } = this.state;
    if (next.chat === chat && next.hands === hands && next.reactions === reactions) return;
    this.state = next;
    this.#listeners.tell();
  }
}
