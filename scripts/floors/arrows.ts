import type { House } from "./house.ts";
import type { Arrow } from "./read-imports.ts";
import type { Speaker } from "./read-sql.ts";

/** The room of a file; undefined: on the roof. `file` is relative to the house. */
export function roomOf(file: string): string | undefined {
  return file.includes("/") ? file.slice(0, file.indexOf("/")) : undefined;
}

/**
 * A violation. `up`: an arrow that does not go down. `inner`: one to another room's store or
 * routes. `room`: a room without a floor, or without a file. `sql`: SQL outside stores and `db`.
 */
export interface Fault {
  readonly kind: "up" | "inner" | "room" | "sql";
  readonly says: string;
}

/** The faults of rooms and arrows, in the order of the arrows. */
export function faultsOf(house: House, arrows: readonly Arrow[]): readonly Fault[] {
  const floorOf = new Map(
    house.floors.flatMap((rooms, floor) =>
      Object.keys(rooms).map((name) => [name, floor] as const),
    ),
  );
  const used = new Set(arrows.flatMap(({ from, to }) => [roomOf(from) ?? "", roomOf(to) ?? ""]));
  used.delete("");
  const rooms: Fault[] = [
    ...[...used]
      .filter((name) => !floorOf.has(name))
      .map((name) => ({ kind: "room", says: `${name} is on no floor` }) as const),
    ...[...floorOf.keys()]
      .filter((name) => !used.has(name))
      .map((name) => ({ kind: "room", says: `nothing is in ${name}` }) as const),
  ];
  const roof = house.floors.length;
  const level = (file: string): number => {
    const room = roomOf(file);
    return room === undefined ? roof : (floorOf.get(room) ?? -1);
  };
  const wrong = arrows.flatMap(({ from, to }): Fault[] => {
    if (roomOf(from) === roomOf(to)) return [];
    const says = `${from} → ${to}`;
    if (level(to) >= level(from)) return [{ kind: "up", says }];
    return isInner(to) && level(from) < roof - 1 ? [{ kind: "inner", says }] : [];
  });
  return [...rooms, ...wrong];
}

export function sqlFaults(speakers: readonly Speaker[]): readonly Fault[] {
  return speakers
    .filter(({ file }) => roomOf(file) !== "db" && !/(^|[/-])store\.ts$/.test(file))
    .map(({ file, words }) => ({ kind: "sql", says: `${file} speaks SQL: ${words.join(" ")}` }));
}

/** A room's store and routes are private, except to the top floor and the roof. */
function isInner(file: string): boolean {
  return /(^|[/-])(store|routes)\.tsx?$/.test(file);
}

/**
 * The largest group of rooms that all reach each other; at most one room if there is no circle.
 */
export function largestCircle(arrows: readonly Arrow[]): readonly string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of arrows) {
    const [room, known] = [roomOf(from), roomOf(to)];
    if (room === undefined || known === undefined) continue;
    next.set(room, (next.get(room) ?? new Set()).add(known));
  }
  const reached = new Map([...next.keys()].map((room) => [room, reachOf(room, next)]));
  const circles = [...reached].map(([room, reach]) => [
    room,
    ...[...reach].filter((other) => other !== room && reached.get(other)?.has(room) === true),
  ]);
  return circles.sort((a, b) => b.length - a.length)[0] ?? [];
}

function reachOf(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>();
  const todo = [start];
  for (let room = todo.pop(); room !== undefined; room = todo.pop()) {
    const fresh = [...(next.get(room) ?? [])].filter((known) => !seen.has(known));
    for (const known of fresh) seen.add(known);
    todo.push(...fresh);
  }
  return seen;
}
