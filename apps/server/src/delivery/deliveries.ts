import { randomBytes, randomInt } from "node:crypto";
import type { KeysMessage } from "@graticule/api/keys";
import type { Join, JoinKey, Joins } from "../admission/joins.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { Conversation } from "./conversation.ts";
import { createProposer, readCommit, readKeyPackage } from "./mls-wire.ts";
import { type KeysInput, type Outgoing, ringSize } from "./ports.ts";

/** Passes on what the pages of encrypted meetings need to agree on their keys. Process memory alone. */
export interface Deliveries {
  /** `conflict`: not encrypted, or whoever wants in is not inside. `invalid`: no key package of this join. */
  say(key: JoinKey, message: KeysMessage): "done" | "absent" | "conflict" | "invalid";
  close(): void;
}

export interface DeliveriesParts {
  readonly joins: Pick<Joins, "prove" | "ofSeat" | "onChange">;
  readonly directory: Pick<RoomDirectory, "find">;
}

interface Running {
  readonly conversation: Conversation;
  timer: NodeJS.Timeout | undefined;
}

export function createDeliveries(parts: DeliveriesParts): Deliveries {
  return new RoomDeliveries(parts);
}

class RoomDeliveries implements Deliveries {
  readonly #parts: DeliveriesParts;
  readonly #proposer = createProposer();
  readonly #rooms = new Map<string, Running>();
  readonly #stop: () => void;

  constructor(parts: DeliveriesParts) {
    this.#parts = parts;
    this.#stop = parts.joins.onChange((room) => this.#look(room));
  }

  say(key: JoinKey, message: KeysMessage): "done" | "absent" | "conflict" | "invalid" {
    const join = this.#parts.joins.prove(key);
    if (join === undefined) return "absent";
    const { room, identity } = join;
    const isEncrypted = this.#parts.directory.find(room)?.encryption === "end-to-end";
    if (!isEncrypted) return "conflict";
    // What somebody said while they were put out, or while the meeting ended, came too late.
    if (!isIn(join)) return message.kind === "hello" ? "conflict" : "done";
    if (message.kind === "hello" && !isOf(message.keyPackage, join)) return "invalid";
    const head = message.kind === "commit" ? readCommit(message.commit) : undefined;
    this.#take(room, identity, { kind: "says", message, head, listens: join.open !== undefined });
    return "done";
  }

  close(): void {
    this.#stop();
    for (const { timer } of this.#rooms.values()) clearTimeout(timer);
    this.#rooms.clear();
  }

  /** Carries over who is not inside any more, and whose page listens. Whatever the reason, it is one path. */
  #look(room: string): void {
    const running = this.#rooms.get(room);
    if (running === undefined) return;
    for (const [identity, listened] of running.conversation.people()) {
      const join = this.#parts.joins.ofSeat(room, identity);
      const listens = join?.open !== undefined;
      if (join === undefined || !isIn(join)) this.#take(room, identity, { kind: "left" });
      else if (listens !== listened) {
        this.#take(room, identity, { kind: listens ? "listens" : "silent" });
      }
    }
  }

  #take(room: string, identity: string, input: KeysInput): void {
    const running = this.#rooms.get(room) ?? { conversation: this.#begin(), timer: undefined };
    this.#rooms.set(room, running);
    this.#send(room, running, running.conversation.take(identity, input, performance.now()));
  }

  #begin(): Conversation {
    const newGroup = () => randomBytes(16).toString("base64url");
    return new Conversation(this.#proposer, newGroup, randomInt(ringSize));
  }

  #send(room: string, running: Running, outgoing: readonly Outgoing[]): void {
    for (const { to, event } of outgoing) {
      this.#parts.joins.ofSeat(room, to)?.open?.sink.send({ kind: "keys", keys: event });
    }
    clearTimeout(running.timer);
    const { conversation } = running;
    if (conversation.isOver) {
      this.#rooms.delete(room);
      return;
    }
    const { dueAtMs } = conversation;
    if (dueAtMs === undefined) return;
    const wait = Math.max(1, Math.ceil(dueAtMs - performance.now()));
    running.timer = setTimeout(() => {
      this.#send(room, running, conversation.tick(performance.now()));
    }, wait).unref();
  }
}

function isIn({ standing }: Join): boolean {
  return standing.kind === "admitted";
}

/** INVARIANT: a key package names the join that brings it, as the engine will name its seat. */
function isOf(keyPackage: string, { identity, name }: Join): boolean {
  const head = readKeyPackage(keyPackage);
  return head?.identity === identity && head.name === name;
}
