import { randomUUID } from "node:crypto";
import type { ToldEvidence } from "@graticule/admission/evidence-kinds";
import type { Fix } from "@graticule/admission/location/fix";
import { afterContest } from "@graticule/admission/location/resolve-paths";
import type { UpheldBy } from "@graticule/desk/entry";
import type { Place } from "@graticule/jurisdiction/place";

/**
 * "I am not there", said to an order. `waits`: nothing independent speaks for it; somebody of the desk answers,
 * and no answer in time means in. `stays-out`: somebody answered, and why.
 */
export type ContestState =
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
  state: ContestState;
}

/** Somebody inside waits for an answer: they are not in this place, and stay until then. */
export type Awaited = Pick<Contest, "place"> & { readonly dueAtMs: number };

/** What somebody says who is kept out by an order, or soon will be. */
export interface Saying
  extends Pick<
    Contest,
    "orderId" | "place" | "evidence" | "devicePlace" | "from" | "namedInstead" | "network"
  > {
  /** Whether something independent speaks for it. */
  readonly support: "none" | "some";
}

export interface Contests {
  /**
   * Begins one. One that waits goes on, with what is new: something that speaks for it, or where the device says
   * to be. Undefined: there are too many.
   */
  say(joinId: string, saying: Saying): ContestState | undefined;
  /** A fix after the word of whoever has this join. */
  after(joinId: string, fix: Fix): Fix;
  stateOf(joinId: string): ContestState | undefined;
  /** Whether somebody stays inside until the answer. */
  awaited(joinId: string): Awaited | undefined;
  /** Those that wait for an answer, the longest first. */
  waiting(): readonly Contest[];
  answer(
    id: string,
    answer: { readonly kind: "in" | "stays-out"; readonly why: string },
  ): "done" | "absent";
  /** Called when one was answered, or its time was over. */
  onAnswer(listener: (joinId: string) => void): () => void;
  forget(joinId: string): void;
  close(): void;
}

export interface ContestsParts {
  /** The database's present time. */
  readonly time: () => number;
  /** Told of each that lets in, and by what. */
  readonly letIn: (contest: Contest, by: UpheldBy) => void;
  readonly waitMs?: number;
}

/** Somebody answers within this time, or the person is in. */
const usualWaitMs = 10 * 60_000;
const most = 10_000;

/** Bound to a join: whoever comes anew says it anew. */
export function createContests(parts: ContestsParts): Contests {
  const { time, letIn, waitMs = usualWaitMs } = parts;
  const byJoin = new Map<string, Contest>();
  const timers = new Map<string, NodeJS.Timeout>();
  const listeners = new Set<(joinId: string) => void>();

  const endWait = (joinId: string): void => {
    clearTimeout(timers.get(joinId));
    timers.delete(joinId);
  };

  const settle = (joinId: string, contest: Contest, state: ContestState): void => {
    endWait(joinId);
    contest.state = state;
    contest.network = undefined;
    for (const listener of listeners) listener(joinId);
  };

  const uphold = (joinId: string, contest: Contest, by: UpheldBy): void => {
    letIn(contest, by);
    settle(joinId, contest, { kind: "in" });
  };

  const wait = (joinId: string, contest: Contest): void => {
    const timer = setTimeout(() => uphold(joinId, contest, "no-answer"), waitMs);
    timers.set(joinId, timer.unref());
  };

  const sayAgain = (joinId: string, known: Contest, saying: Saying): ContestState => {
    known.devicePlace = saying.devicePlace ?? known.devicePlace;
    const isNew = known.state.kind === "waits" && saying.support === "some";
    if (isNew) uphold(joinId, known, "support");
    return known.state;
  };

  return {
    say(joinId, { support, ...saying }) {
      const known = byJoin.get(joinId);
      if (known !== undefined && known.state.kind !== "in") {
        return sayAgain(joinId, known, { support, ...saying });
      }
      if (byJoin.size >= most) return undefined;
      const now = time();
      const state = { kind: "waits", dueAtMs: now + waitMs } as const;
      const contest: Contest = { id: randomUUID(), ...saying, sinceMs: now, state };
      byJoin.set(joinId, contest);
      if (support === "some") uphold(joinId, contest, "support");
      else wait(joinId, contest);
      return contest.state;
    },
    after(joinId, fix) {
      const contest = byJoin.get(joinId);
      return contest?.state.kind === "in" ? afterContest(fix, [contest.place]) : fix;
    },
    stateOf: (joinId) => byJoin.get(joinId)?.state,
    awaited(joinId) {
      const contest = byJoin.get(joinId);
      if (contest?.from !== "inside" || contest.state.kind !== "waits") return undefined;
      return { place: contest.place, dueAtMs: contest.state.dueAtMs };
    },
    waiting: () =>
      [...byJoin.values()]
        .filter(({ state }) => state.kind === "waits")
        .sort((one, other) => one.sinceMs - other.sinceMs),
    answer(id, { kind, why }) {
      const found = [...byJoin].find(([, contest]) => contest.id === id);
      if (found?.[1].state.kind !== "waits") return "absent";
      if (kind === "in") uphold(...found, "answer");
      else settle(...found, { kind, why });
      return "done";
    },
    onAnswer(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forget(joinId) {
      endWait(joinId);
      byJoin.delete(joinId);
    },
    close() {
      listeners.clear();
      for (const joinId of [...timers.keys()]) endWait(joinId);
    },
  };
}
