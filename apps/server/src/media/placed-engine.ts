import type { EngineKey } from "./engine-token.ts";
import type { Engine, Engines } from "./engines.ts";
import type { EngineAnswer, EngineSeat, MediaEngine } from "./media-engine.ts";

/**
 * The id of the engine on which a room is placed. Undefined: the room has no place, or this process
 * may not act for it (any more), so nothing may reach its people.
 */
export type PlacementOf = (room: string) => string | undefined;

/**
 * `served`: people may connect to the room's engine. `moving`: not to this one, but another one is open
 * where the room may be, so it moves there now. `none`: no engine is up in the region chosen for it, or it has
 * none and none is open.
 */
export type Service = "served" | "moving" | "none";

export interface PlacedEngine extends MediaEngine {
  /**
   * The room has just been moved away from this engine, which still works: its people may stay there
   * until they are on the new one, for {@link leaveMs} at most.
   */
  leave(room: string, engine: string): void;
  /** The room's engine, whatever its state. */
  engineOf(room: string): Engine | undefined;
  /** A room that isn't in memory may need another region than `any`: load it first. */
  serviceOf(room: string): Service;
  /** Key for tokens that open the gate, which accepts any listed engine's key: rooms move. */
  keyFor(room: string): EngineKey;
}

interface EngineRooms {
  readonly engine: Engine;
  readonly rooms: readonly string[];
}

/** How long the people of a room that moves may stay on the engine that it leaves. */
export const leaveMs = 15_000;
/** How often someone who moves is muted again. */
const muteAgainMs = 1_000;

/**
 * All engines as one: each call about a room goes to the engine on which the room is placed. There
 * is no answer about a room without a placement: this process may not act for it now. If the
 * placement changes during a call, the answer is dropped and the new engine is asked.
 */
export function createPlacedEngine(
  engines: Engines,
  placementOf: PlacementOf,
  regionOf: (room: string) => string | undefined = () => undefined,
): PlacedEngine {
  const engineOf = (room: string): Engine | undefined => {
    const id = placementOf(room);
    return id === undefined ? undefined : engines.find(id);
  };

  async function ask<Answer>(
    room: string,
    call: (engine: Engine["calls"]) => Promise<Answer>,
    unanswered: Answer,
  ): Promise<Answer> {
    for (;;) {
      const id = placementOf(room);
      if (id === undefined) return unanswered;
      const engine = engines.find(id);
      // INVARIANT: no one is removed from an engine that isn't ours.
      if (engine === undefined || engine.isOthers) return unanswered;
      const answer = await call(engine.calls);
      if (engineOf(room) === engine) return answer;
    }
  }

  const act = (room: string, call: (engine: Engine["calls"]) => Promise<EngineAnswer>) =>
    ask<EngineAnswer>(room, call, "failed");

  /** The engines that rooms are leaving, each with the timer that ends what is left there. */
  const leaving = new Map<string, { readonly engine: Engine; readonly timer: NodeJS.Timeout }>();

  /** Of rooms that weren't ours at the last list: the engines that listed them. */
  let others = new Map<string, readonly Engine[]>();

  function leave(room: string, engine: Engine): void {
    const former = leaving.get(room);
    clearTimeout(former?.timer);
    const timer = setTimeout(() => endLeft(room, engine), leaveMs).unref();
    leaving.set(room, { engine, timer });
    if (former !== undefined && former.engine !== engine) endLeft(room, former.engine);
  }

  /** A room that comes to us with people on another engine is in the middle of a move, which goes on. */
  function takeOverMove(room: string): void {
    const id = placementOf(room);
    if (id === undefined) return;
    const former = others.get(room)?.find((engine) => engine.id !== id);
    others.delete(room);
    if (former !== undefined && !leaving.has(room)) leave(room, former);
  }

  function othersAmong(lists: readonly EngineRooms[]): Map<string, readonly Engine[]> {
    const found = new Map<string, readonly Engine[]>();
    for (const { engine, rooms } of lists) {
      for (const room of rooms) {
        if (placementOf(room) === undefined) found.set(room, [...(found.get(room) ?? []), engine]);
      }
    }
    return found;
  }

  /** The engine that a room of ours is leaving, if there is one that answers. */
  function formerOf(room: string): Engine["calls"] | undefined {
    takeOverMove(room);
    const former = leaving.get(room)?.engine;
    const now = engineOf(room);
    if (former === undefined || now === undefined || now === former) return undefined;
    // It would keep every answer waiting. Another Graticule's is silent, too.
    return former.state === "silent" ? undefined : former.calls;
  }

  /** INVARIANT: of a room that moves, both engines pass on messages, remove people and end the room. */
  async function actOnBoth(
    room: string,
    call: (engine: Engine["calls"]) => Promise<EngineAnswer>,
  ): Promise<EngineAnswer> {
    const former = formerOf(room);
    const [answer, before] = await Promise.all([
      act(room, call),
      former === undefined ? ("absent" as const) : call(former),
    ]);
    if (answer === "failed" || before === "failed") return "failed";
    return answer === "absent" ? before : answer;
  }

  /**
   * With those who are still on the engine that the room is leaving, without their `sid`: it says
   * nothing of what the new one gives them.
   */
  async function listSeats(room: string): Promise<readonly EngineSeat[] | undefined> {
    for (;;) {
      const former = formerOf(room);
      const [seats, before] = await Promise.all([
        ask<readonly EngineSeat[] | undefined>(room, (engine) => engine.listSeats(room), undefined),
        former?.listSeats(room) ?? [],
      ]);
      // If the room moved meanwhile, those who haven't come yet would be missing.
      if (formerOf(room) !== former) continue;
      if (seats === undefined || before === undefined) return undefined;
      const moved = new Set(seats.map(({ identity }) => identity));
      const left = before.filter(({ identity }) => !moved.has(identity));
      return [...seats, ...left.map((seat) => ({ ...seat, sid: "" }))];
    }
  }

  /**
   * Muted only on the engine that the room leaves, a person isn't muted: a page that moves hears
   * nothing from there any more, and publishes on the new one as it was before.
   */
  async function mute(room: string, identity: string): Promise<EngineAnswer> {
    const former = formerOf(room);
    const [answer, before] = await Promise.all([
      act(room, (engine) => engine.mute(room, identity)),
      former?.mute(room, identity) ?? ("absent" as const),
    ]);
    const movedMeanwhile = formerOf(room) !== former;
    if (formerOf(room) !== undefined) void muteAgain(room, identity);
    if (before === "failed") return "failed";
    const isThere = before !== "absent" || movedMeanwhile;
    return isThere && answer === "absent" ? "failed" : answer;
  }

  /** Whose mute is repeated now, by room and identity. */
  const mutedAgain = new Set<string>();

  /** Until they have left the former engine, which is after they published on the new one. */
  async function muteAgain(room: string, identity: string): Promise<void> {
    const key = JSON.stringify([room, identity]);
    if (mutedAgain.has(key)) return;
    mutedAgain.add(key);
    let before: EngineAnswer = "done";
    for (let former = formerOf(room); former && before !== "absent"; former = formerOf(room)) {
      await new Promise<void>((resolve) => void setTimeout(resolve, muteAgainMs).unref());
      before = await former.mute(room, identity);
      await act(room, (engine) => engine.mute(room, identity));
    }
    mutedAgain.delete(key);
  }

  function endLeft(room: string, engine: Engine): void {
    if (leaving.get(room)?.engine === engine) leaving.delete(room);
    endStrays(engine, [room]);
  }

  /** INVARIANT: everyone in a room is on one engine, or moves. Ends what is left of it on others. */
  function endStrays(engine: Engine, rooms: readonly string[]): void {
    for (const room of rooms) {
      takeOverMove(room);
      const id = placementOf(room);
      const isStray = id !== undefined && id !== engine.id && leaving.get(room)?.engine !== engine;
      if (isStray) void engine.calls.endRoom(room);
    }
  }

  const isAnyOpen = (region: string | undefined): boolean =>
    engines.all().some((one) => one.state === "open" && (region ?? one.region) === one.region);

  return {
    engineOf,
    serviceOf(room) {
      const id = placementOf(room);
      // Another instance's.
      if (id === undefined) return "served";
      const [region, engine] = [regionOf(room), engines.find(id)];
      if (isServedBy(engine, region)) return "served";
      return isAnyOpen(region) ? "moving" : "none";
    },
    keyFor(room) {
      const engine = engineOf(room) ?? engines.choose(new Map()) ?? engines.all()[0];
      if (engine === undefined) throw new Error("the list of engines is empty");
      return engine.key;
    },
    /** Rooms of engines that answered, except rooms placed elsewhere. Undefined: none answered. */
    async listRooms() {
      const asked = engines.all().filter(({ state }) => state !== "silent");
      const answers = await Promise.all(
        asked.map(async (engine) => ({ engine, list: await engine.calls.listRooms() })),
      );
      const answered = answers.flatMap(({ engine, list }) =>
        list === undefined ? [] : [{ engine, rooms: list.rooms }],
      );
      if (answered.length === 0) return undefined;
      const rooms = answered.flatMap(({ engine, rooms }) => {
        endStrays(engine, rooms);
        return rooms.filter((room) => (placementOf(room) ?? engine.id) === engine.id);
      });
      others = othersAmong(answered);
      return { rooms, isWhole: answered.length === engines.all().length };
    },
    leave(room, id) {
      const engine = engines.find(id);
      if (engine !== undefined) leave(room, engine);
    },
    listSeats,
    removeSeat: (room, identity) => actOnBoth(room, (engine) => engine.removeSeat(room, identity)),
    async leaveFor(room, identity) {
      const leaveOn = (engine: Engine["calls"]) => engine.leaveFor(room, identity);
      const left = await Promise.all([
        ask(room, leaveOn, false),
        formerOf(room)?.leaveFor(room, identity) ?? false,
      ]);
      return left.some(Boolean);
    },
    tell: (room, identity, topic, data) =>
      actOnBoth(room, (engine) => engine.tell(room, identity, topic, data)),
    mute,
    endRoom: (room) => actOnBoth(room, (engine) => engine.endRoom(room)),
    async healthy() {
      const heard = engines.all().filter(({ state }) => state !== "silent");
      return (await Promise.all(heard.map(({ calls }) => calls.healthy()))).some(Boolean);
    },
  };
}

function isServedBy(engine: Engine | undefined, region: string | undefined): boolean {
  if (engine === undefined) return false;
  // People wait for an engine that is silent.
  return region === undefined || (engine.region === region && engine.state !== "silent");
}
