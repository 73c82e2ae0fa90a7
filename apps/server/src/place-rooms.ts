import type { Cluster } from "./cluster/open-cluster.ts";
import type { Gate } from "./gate/gate.ts";
import type { EventStreams } from "./joining/event-streams.ts";
import type { Engines } from "./media/engines.ts";
import type { PlacedEngine } from "./media/placed-engine.ts";
import type { Scope } from "./processes/scope.ts";
import type { RoomDirectory } from "./rooms/room-directory.ts";

export interface PlaceRoomsPorts {
  readonly engines: Engines;
  readonly cluster: Pick<Cluster, "several">;
  readonly directory: Pick<RoomDirectory, "find" | "isLoaded" | "load" | "onChange">;
  readonly gate: Pick<Gate, "sendAgain">;
  readonly placed: Pick<PlacedEngine, "engineOf" | "serviceOf" | "leave">;
  readonly streams: Pick<EventStreams, "tellMoving">;
  /** Whether someone is in the room. */
  readonly isInhabited: (room: string) => boolean;
}

/**
 * How long the connections of a room that moves stay, in milliseconds: a page has to hear of the move
 * first, which can come another way. It leaves them itself.
 */
const pagesMoveMs = 1_500;
/** How often rooms are looked for that should be elsewhere, beside when it becomes known. */
const lookEveryMs = 2_000;

/**
 * Moves our rooms off engines that are silent, drain or are outside the region chosen for the room.
 * Their people come again, pages without a gap if the former engine still works. Tried again until there is an
 * engine. INVARIANT: no call goes on outside its region: without an engine there, it waits.
 */
export function placeRooms(ports: PlaceRoomsPorts, scope: Scope): void {
  const { engines, directory, gate, placed, streams } = ports;
  if (ports.cluster.several === undefined) return;
  const { rooms } = ports.cluster.several;
  const regionOf = (room: string): string | undefined => directory.find(room)?.mediaRegion;
  // Which region a room that isn't in memory needs is unknown.
  const isWell = (room: string): boolean =>
    directory.isLoaded(room) &&
    placed.engineOf(room)?.state === "open" &&
    placed.serviceOf(room) === "served";

  async function place(room: string): Promise<void> {
    if ((await directory.load(room)) !== "loaded" || isWell(room)) return;
    const former = placed.engineOf(room);
    // INVARIANT: in one turn, so that no new connection leads to an engine that its room has left.
    await rooms.move(room, regionOf(room), () => {
      if (former === undefined || former.state === "silent") return gate.sendAgain(room);
      placed.leave(room, former.id);
      streams.tellMoving(room);
      gate.sendAgain(room, pagesMoveMs);
    });
    if (former === undefined || former !== placed.engineOf(room)) return;
    const wanted = regionOf(room);
    const isOutside = wanted !== undefined && former.region !== wanted;
    // One that is silent is asked for nothing: its people wait for it, or for another.
    if (!isOutside || former.state === "silent" || !ports.isInhabited(room)) return;
    gate.sendAgain(room);
    void former.calls.endRoom(room);
  }

  let isPlacing = false;
  const placeAll = async (): Promise<void> => {
    for (const room of rooms.all()) if (!isWell(room)) await place(room).catch(() => undefined);
  };
  const placeSoon = (): void => {
    if (isPlacing) return;
    isPlacing = true;
    void placeAll().finally(() => {
      isPlacing = false;
    });
  };
  for (const event of [engines.onSilent, engines.onDraining, engines.onOpen]) event(placeSoon);
  scope.onClose(
    directory.onChange((changed) => {
      const isMisplaced = (room: string): boolean => rooms.holds(room) && !isWell(room);
      if (changed.some(isMisplaced)) placeSoon();
    }),
  );
  const timer = setInterval(placeSoon, lookEveryMs).unref();
  scope.onClose(() => clearInterval(timer));
}
