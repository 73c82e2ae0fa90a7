import { randomUUID } from "node:crypto";
import type { ToldEvidence } from "@graticule/admission/evidence-kinds";
import type { Fix } from "@graticule/admission/location/fix";
import { afterContest } from "@graticule/admission/location/resolve-paths";
import type { UpheldBy } from "@graticule/desk/entry";
import type { Place } from "@graticule/jurisdiction/place";
import type { Join } from "./joins.ts";
import { collection, type LiveRooms } from "./live-room.ts";

/**
 * "I am not there", said to an order. `waits`: nothing independent speaks for it; someone of the desk answers,
 * and no answer in time means in. `stays-out`: someone answered, and why.
 */
export type ContestStatus =
  | { readonly kind: "in" }
  | { readonly kind: "waits"; readonly dueAtMs: number }
  | { readonly kind: "stays-out"; readonly why: string };

/** One of them, as the desk sees it: never who. Process memory alone. */
export interface Contest {
  readonly id: string;
  readonly orderId: string;
  /** Where the sources place this person. */
  readonly place: Place;
  /** What places them there. */
  readonly evidence: readonly ToldEvidence[];
  /** Where their device says to be, if they let it say so. */
  devicePlace: Place | undefined;
  /** `inside`: their private notice runs. Then they stay until the answer. */
  readonly from: "inside" | "outside";
  /** Where sources say this network to be instead. */
  readonly namedInstead: readonly Place[];
  /** That they come from, a /24 or a /48, until it is answered; never an address. */
  network: string | undefined;
  /** In the database's time. */
  readonly sinceMs: number;
  state: ContestStatus;
}

/** Someone inside waits for an answer: they are not in this place, and stay until then. */
export type Awaited = Pick<Contest, "place"> & { readonly dueAtMs: number };

/** What someone says who is kept out by an order, or soon will be. */
export interface Saying
  extends Pick<
    Contest,
    "orderId" | "place" | "evidence" | "devicePlace" | "from" | "namedInstead" | "network"
  > {
  /** Whether something independent speaks for it. */
  readonly support: "none" | "some";
}

/** Whose contest it is. */
export type ContestedJoin = Pick<Join, "id" | "room">;

export interface Contests {
  /**
   * Begins one. One that waits goes on, with what is new: something that speaks for it, or where the device says
   * to be. Undefined: there are too many.
   */
  say(join: ContestedJoin, saying: Saying): ContestStatus | undefined;
  /** A fix after the word of whoever has this join. */
  after(join: ContestedJoin, fix: Fix): Fix;
  stateOf(join: ContestedJoin): ContestStatus | undefined;
  /** Whether someone stays inside until the answer. */
  awaited(join: ContestedJoin): Awaited | undefined;
  /** Those that wait for an answer, the longest first. */
  waiting(): readonly Contest[];
  answer(
    id: string,
    answer: { readonly kind: "in" | "stays-out"; readonly why: string },
  ): "done" | "absent";
  /** Called when one was answered, or its time was over. */
  onAnswer(listener: (joinId: string, room: string) => void): () => void;
  forget(join: ContestedJoin): void;
  close(): void;
}

export interface ContestsParts {
  /** The database's present time. */
  readonly time: () => number;
  /** Told of each that lets in, and by what. */
  readonly letIn: (contest: Contest, by: UpheldBy) => void;
  readonly waitMs?: number;
}

/** Someone answers within this time, or the person is in. */
const usualWaitMs = 10 * 60_000;
const most = 10_000;

interface Known {
  readonly contest: Contest;
  /** Ends the wait for an answer. */
  endWait: () => void;
}

/** By join: someone who comes anew says it anew. */
const kind = collection(() => new Map<string, Known>());

export function createContests(live: LiveRooms, parts: ContestsParts): Contests {
  const { time, letIn, waitMs = usualWaitMs } = parts;
  const listeners = new Set<(joinId: string, room: string) => void>();
  let size = 0;

  const find = ({ id, room }: ContestedJoin): Known | undefined => live.peek(room, kind)?.get(id);

  const settle = ({ id, room }: ContestedJoin, known: Known, state: ContestStatus): void => {
    known.endWait();
    known.contest.state = state;
    known.contest.network = undefined;
    for (const listener of listeners) listener(id, room);
  };

  const uphold = (join: ContestedJoin, known: Known, by: UpheldBy): void => {
    letIn(known.contest, by);
    settle(join, known, { kind: "in" });
  };

  const sayAgain = (join: ContestedJoin, known: Known, saying: Saying): ContestStatus => {
    const { contest } = known;
    contest.devicePlace = saying.devicePlace ?? contest.devicePlace;
    const isNew = contest.state.kind === "waits" && saying.support === "some";
    if (isNew) uphold(join, known, "support");
    return contest.state;
  };

  const begin = (join: ContestedJoin, { support, ...saying }: Saying): ContestStatus => {
    const room = live.of(join.room);
    const now = time();
    const state = { kind: "waits", dueAtMs: now + waitMs } as const;
    const contest: Contest = { id: randomUUID(), ...saying, sinceMs: now, state };
    const known: Known = { contest, endWait: () => undefined };
    if (find(join) === undefined) size += 1;
    room.get(kind).set(join.id, known);
    if (support === "some") uphold(join, known, "support");
    else known.endWait = room.after(waitMs, () => uphold(join, known, "no-answer"));
    return contest.state;
  };

  const all = () =>
    [...live.with(kind)].flatMap(([room, contests]) =>
      [...contests].map(([id, known]) => ({ join: { id, room }, known })),
    );

  return {
    say(join, saying) {
      const known = find(join);
      if (known !== undefined && known.contest.state.kind !== "in") {
        return sayAgain(join, known, saying);
      }
      return size >= most ? undefined : begin(join, saying);
    },
    after(join, fix) {
      const contest = find(join)?.contest;
      return contest?.state.kind === "in" ? afterContest(fix, [contest.place]) : fix;
    },
    stateOf: (join) => find(join)?.contest.state,
    awaited(join) {
      const contest = find(join)?.contest;
      if (contest?.from !== "inside" || contest.state.kind !== "waits") return undefined;
      return { place: contest.place, dueAtMs: contest.state.dueAtMs };
    },
    waiting: () =>
      all()
        .map(({ known }) => known.contest)
        .filter(({ state }) => state.kind === "waits")
        .sort((one, other) => one.sinceMs - other.sinceMs),
    answer(id, answer) {
      const found = all().find(({ known }) => known.contest.id === id);
      if (found?.known.contest.state.kind !== "waits") return "absent";
      if (answer.kind === "in") uphold(found.join, found.known, "answer");
      else settle(found.join, found.known, { kind: "stays-out", why: answer.why });
      return "done";
    },
    onAnswer(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forget(join) {
      const known = find(join);
      if (known === undefined) return;
      known.endWait();
      live.peek(join.room, kind)?.delete(join.id);
      size -= 1;
      live.release(join.room);
    },
    close() {
      listeners.clear();
      for (const { known } of all()) known.endWait();
    },
  };
}
