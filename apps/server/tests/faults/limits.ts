import { setTimeout as delay } from "node:timers/promises";
import type { ClusterWorld, Instance } from "../cluster-of-programs.ts";
import { liftOrder, order } from "../orders.ts";
import { Certainty } from "./certainty.ts";
import { pick, type Random, type Standing } from "./crowd.ts";
import { patiently } from "./patiently.ts";

/** `either`: a rule that was changed too often spares those who were inside, for ten minutes. */
type Denied = boolean | "either";

interface Room {
  readonly rule: Certainty<Denied>;
  /** Whether an order is in force that every instance knows, or every one knows that none is. */
  readonly order: Certainty<boolean>;
  /** The order in force. */
  inForce: string | undefined;
}

export interface LimitsParts {
  readonly world: ClusterWorld;
  readonly rooms: readonly string[];
  readonly instances: () => readonly Instance[];
  readonly random: Random;
}

/** Limits for people in China: rules by the backend's API, and orders by the desk's rows. */
export class Limits {
  acknowledged = 0;
  readonly #parts: LimitsParts;
  readonly #rooms: ReadonlyMap<string, Room>;

  constructor(parts: LimitsParts) {
    this.#parts = parts;
    this.#rooms = new Map(
      parts.rooms.map((room) => [
        room,
        { rule: new Certainty<Denied>(false), order: new Certainty(false), inForce: undefined },
      ]),
    );
  }

  /** As things stand now. */
  now(room: string): Standing {
    const { rule, inForce } = this.#of(room);
    if (inForce !== undefined || rule.value === true) return "out";
    return rule.value === false ? "in" : "either";
  }

  standing(room: string, from: number, until: number): Standing {
    const { rule, order } = this.#of(room);
    const [byRule, byOrder] = [rule.throughout(from, until), order.throughout(from, until)];
    if (byRule === true || byOrder === true) return "out";
    return byRule === false && byOrder === false ? "in" : "either";
  }

  async keepActing(signal: AbortSignal): Promise<void> {
    const { random, rooms } = this.#parts;
    while (!signal.aborted) {
      await delay(500 + random() * 2_000, undefined, { signal }).catch(() => undefined);
      const room = pick(rooms, random);
      if (random() < 0.5) await this.#turnOrder(room);
      else await this.#setRule(room, random() < 0.5);
    }
  }

  /** Until what holds is certain for every room. */
  async rest(): Promise<void> {
    for (const [room, { rule, order }] of this.#rooms) {
      while (rule.value === undefined) {
        await this.#setRule(room, false);
        await delay(250);
      }
      while (order.value === undefined) {
        await this.#confirmOrder(room);
        await delay(250);
      }
    }
  }

  #of(room: string): Room {
    const found = this.#rooms.get(room);
    if (found === undefined) throw new Error(`there is no room ${room}`);
    return found;
  }

  async #turnOrder(name: string): Promise<void> {
    const room = this.#of(name);
    const { database } = this.#parts.world;
    room.order.begin();
    if (room.inForce === undefined) {
      room.inForce = await patiently(() => order(database, name, ["CN"]));
    } else {
      const { inForce } = room;
      await patiently(() => liftOrder(database, inForce));
      room.inForce = undefined;
    }
    await this.#confirmOrder(name);
  }

  /**
   * The desk's own answer waits until every instance knows what was committed before. So does this
   * one, to a rule that names no one here.
   */
  async #confirmOrder(name: string): Promise<void> {
    const room = this.#of(name);
    const rule = { mode: "default", rule: { deny: [{ kind: "place", code: "AQ" }] } };
    if ((await this.#ask("PUT", "/api/account/rule", rule)) !== 200) return;
    room.order.acknowledged(room.inForce !== undefined);
    this.acknowledged += 1;
  }

  async #setRule(name: string, denied: boolean): Promise<void> {
    const { rule } = this.#of(name);
    rule.begin();
    const [method, body] = denied
      ? (["PUT", { deny: [{ kind: "place", code: "CN" }] }] as const)
      : (["DELETE", undefined] as const);
    // An act without an answer may still happen, but not after one that saw a later version.
    const version = { "if-match": `"${(await this.#lastOf(name))?.version ?? 0}"` };
    const status = await this.#ask(method, `/api/rooms/${name}/rule`, body, version);
    if (status !== 200 && status !== 204 && status !== 404) return;
    const spares = (await this.#lastOf(name))?.inside_from != null;
    rule.acknowledged(status === 200 && (spares ? "either" : true));
    this.acknowledged += 1;
  }

  async #ask(method: string, path: string, body?: object, more = {}): Promise<number | undefined> {
    const { world, instances, random } = this.#parts;
    const running = instances();
    if (running.length === 0) return undefined;
    const answer = await Promise.race([
      world.ask(pick(running, random), method, path, body, more),
      delay(10_000).then(() => undefined),
    ]).catch(() => undefined);
    return answer?.status;
  }

  #lastOf(room: string) {
    const { db } = this.#parts.world.database;
    const query = db
      .selectFrom("rule_event")
      .select(["version", "inside_from"])
      .where("room", "=", room)
      .where("version", "is not", null)
      .orderBy("version", "desc");
    return patiently(() => query.executeTakeFirst());
  }
}
