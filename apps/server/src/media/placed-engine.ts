import type { EngineKey } from "./engine-token.ts";
import type { Engine, Engines } from "./engines.ts";
import type { EngineAnswer, EngineSeat, MediaEngine } from "./media-engine.ts";

/**
 * The id of the engine on which a room is placed. Undefined: the room has no place, or this process
 * may not act for it (any more), so nothing may reach its people.
 */
export type PlacementOf = (room: string) => string | undefined;

export interface PlacedEngine extends MediaEngine {
  /** The room's engine, whatever its state. */
  engineOf(room: string): Engine | undefined;
  /** Key for tokens that open the gate, which accepts any listed engine's key: rooms move. */
  keyFor(room: string): EngineKey;
}

/**
 * All engines as one: each call about a room goes to the engine on which the room is placed. There
 * is no answer about a room without a placement: this process may not act for it now. If the
 * placement changes during a call, the answer is dropped and the new engine is asked.
 */
export function createPlacedEngine(engines: Engines, placementOf: PlacementOf): PlacedEngine {
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

  /** INVARIANT: everyone in a room is on one engine. Ends what is left of the room on others. */
  function endStrays(engine: Engine, rooms: readonly string[]): void {
    for (const room of rooms) {
      const id = placementOf(room);
      if (id !== undefined && id !== engine.id) void engine.calls.endRoom(room);
    }
  }

  return {
    engineOf,
    keyFor(room) {
      const engine = engineOf(room) ?? engines.choose(new Map()) ?? engines.all()[0];
      if (engine === undefined) throw new Error("the list of engines is empty");
      return engine.key;
    },
    /** Rooms of engines that answered, except rooms placed elsewhere. Undefined: none answered. */
    async listRooms() {
      const asked = engines.all().filter(({ state }) => state !== "silent");
      const answers = await Promise.all(
        asked.map(async (engine) => ({ engine, rooms: await engine.calls.listRooms() })),
      );
      const answered = answers.flatMap(({ engine, rooms }) =>
        rooms === undefined ? [] : [{ engine, rooms }],
      );
      if (answered.length === 0) return undefined;
      return answered.flatMap(({ engine, rooms }) => {
        endStrays(engine, rooms);
        return rooms.filter((room) => (placementOf(room) ?? engine.id) === engine.id);
      });
    },
    listSeats: (room) =>
      ask<readonly EngineSeat[] | undefined>(room, (engine) => engine.listSeats(room), undefined),
    removeSeat: (room, identity) => act(room, (engine) => engine.removeSeat(room, identity)),
    tell: (room, identity, topic, data) =>
      act(room, (engine) => engine.tell(room, identity, topic, data)),
    mute: (room, identity) => act(room, (engine) => engine.mute(room, identity)),
    endRoom: (room) => act(room, (engine) => engine.endRoom(room)),
    async healthy() {
      const heard = engines.all().filter(({ state }) => state !== "silent");
      return (await Promise.all(heard.map(({ calls }) => calls.healthy()))).some(Boolean);
    },
  };
}
