import type { EngineKey } from "./engine-token.ts";
import type { Engine, Engines } from "./engines.ts";
import type { EngineAnswer, MediaEngine } from "./media-engine.ts";

/**
 * The id of the engine on which a room is placed. Undefined: on none, or this process may not act
 * for the room (any more): nothing reaches its people then.
 */
export type PlacementOf = (room: string) => string | undefined;

export interface PlacedEngine extends MediaEngine {
  /** The room's engine, whatever its state. */
  engineOf(room: string): Engine | undefined;
  /** For tokens that open the gate. It takes those of any engine of the list, since rooms move. */
  keyFor(room: string): EngineKey;
}

/**
 * All engines as one: what concerns a room goes to the engine on which the room is placed. A room
 * without a placement is empty. Where a placement changes while its engine is asked, the answer is
 * dropped and the other engine asked.
 */
export function createPlacedEngine(engines: Engines, placementOf: PlacementOf): PlacedEngine {
  const engineOf = (room: string): Engine | undefined => {
    const id = placementOf(room);
    return id === undefined ? undefined : engines.find(id);
  };

  async function ask<Answer>(
    room: string,
    call: (engine: Engine["calls"]) => Promise<Answer>,
    unanswered: { readonly placed: Answer; readonly unplaced: Answer },
  ): Promise<Answer> {
    for (;;) {
      const id = placementOf(room);
      if (id === undefined) return unanswered.unplaced;
      const engine = engines.find(id);
      // INVARIANT: nobody is removed from an engine that isn't ours.
      if (engine === undefined || engine.isOthers) return unanswered.placed;
      const answer = await call(engine.calls);
      if (engineOf(room) === engine) return answer;
    }
  }

  const act = (room: string, call: (engine: Engine["calls"]) => Promise<EngineAnswer>) =>
    ask<EngineAnswer>(room, call, { placed: "failed", unplaced: "absent" });

  /** INVARIANT: everyone in a room is on one engine. What is left of it elsewhere ends. */
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
    /** Those of engines that answered, unless they are placed elsewhere. Undefined: none did. */
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
      ask(room, (engine) => engine.listSeats(room), { placed: undefined, unplaced: [] }),
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
