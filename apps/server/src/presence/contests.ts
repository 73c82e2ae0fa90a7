import { randomUUID } from "node:crypto";
import type { ToldEvidence } from "@graticule/admission/evidence-kinds";
import type { Fix } from "@graticule/admission/location/fix";
import { afterContest } from "@graticule/admission/location/resolve-paths";
import type { ContestEnd, UpheldBy } from "@graticule/desk/entry";
import type { Place } from "@graticule/jurisdiction/place";
import { Listeners } from "../processes/listeners.ts";
import type { Join } from "./joins.ts";
import { collection, type LiveRooms } from "./live-room.ts";

/**
 * What became of "I am not there", said to an order. `waits`: nothing independent supports it; the
 * desk answers, and no answer in time means in. `stays-out`: the desk's answer, and why.
 */
export type ContestStatus =
  | { readonly kind: "in" }
  | { readonly kind: "waits"; readonly dueAtMs: number }
  | { readonly kind: "stays-out"; readonly why: string };

/** As the desk sees it: never who. Process memory alone. */
export interface Contest {
  readonly id: string;
  readonly orderId: string;
  readonly place: Place;
  readonly evidence: readonly ToldEvidence[];
  /** Where their device says it is, if they let it. */
  devicePlace: Place | undefined;
  /** `inside`: their private notice runs, and they stay until the answer. */
  readonly from: "inside" | "outside";
  /** Other places that sources name for this network. */
  readonly namedInstead: readonly Place[];
  /** The /24 or /48 that they come from, until it is answered; never an address. */
  network: string | undefined;
  /** In the database's time. */
  readonly sinceMs: number;
  state: ContestStatus;
}

/** Someone inside says that they are not in this place, and stays until the answer. */
export type PendingContest = Pick<Contest, "place"> & { readonly dueAtMs: number };

/** What someone says who is kept out by an order, or soon will be. */
export interface Claim
  extends Pick<
    Contest,
    "orderId" | "place" | "evidence" | "devicePlace" | "from" | "namedInstead" | "network"
  > {
  readonly support: "none" | "some";
}

type ContestedJoin = Pick<Join, "id" | "room">;

export interface ContestsParts {
  /** The database's present time. */
  readonly time: () => number;
  /** Called once for each, while its network is still known. */
  readonly settled: (contest: Contest, outcome: ContestEnd) => void;
}

/** Without an answer in this time the person is in. */
const waitMs = 10 * 60_000;
/** More than so many that wait no one answers: a further one is in at once, so that no crowd keeps anyone out. */
const mostWaiting = 10_000;

interface Known {
  readonly contest: Contest;
  endWait: () => void;
}

/** By join. */
const kind = collection(() => new Map<string, Known>());

/** Whether someone who claims this hears what became of that contest; otherwise theirs is a new one. */
function isAnswerTo({ state, orderId, place }: Contest, claim: Claim): boolean {
  if (state.kind === "waits") return true;
  return state.kind === "stays-out" && orderId === claim.orderId && place === claim.place;
}

export type Contests = ReturnType<typeof createContests>;

export function createContests(live: LiveRooms, parts: ContestsParts) {
  const { time, settled } = parts;
  const answered = new Listeners<[joinId: string, room: string]>();
  let waitingNow = 0;

  const find = ({ id, room }: ContestedJoin): Known | undefined => live.peek(room, kind)?.get(id);

  const endWait = (known: Known): void => {
    if (known.contest.state.kind === "waits") waitingNow -= 1;
    known.endWait();
  };

  const settle = (
    { id, room }: ContestedJoin,
    known: Known,
    { outcome, state }: { readonly outcome: ContestEnd; readonly state: ContestStatus },
  ): void => {
    settled(known.contest, outcome);
    endWait(known);
    known.contest.state = state;
    known.contest.network = undefined;
    answered.tell(id, room);
  };

  const uphold = (join: ContestedJoin, known: Known, by: UpheldBy): void => {
    settle(join, known, { outcome: by, state: { kind: "in" } });
  };

  const claimAgain = (join: ContestedJoin, known: Known, claim: Claim): ContestStatus => {
    const { contest } = known;
    contest.devicePlace = claim.devicePlace ?? contest.devicePlace;
    const isNew = contest.state.kind === "waits" && claim.support === "some";
    if (isNew) uphold(join, known, "support");
    return contest.state;
  };

  const begin = (join: ContestedJoin, { support, ...claim }: Claim): ContestStatus => {
    const room = live.of(join.room);
    const now = time();
    const state = { kind: "waits", dueAtMs: now + waitMs } as const;
    const contest: Contest = { id: randomUUID(), ...claim, sinceMs: now, state };
    const known: Known = { contest, endWait: () => undefined };
    waitingNow += 1;
    room.get(kind).set(join.id, known);
    if (support === "some") uphold(join, known, "support");
    else if (waitingNow > mostWaiting) uphold(join, known, "no-answer");
    else known.endWait = room.after(waitMs, () => uphold(join, known, "no-answer"));
    return contest.state;
  };

  const all = () =>
    [...live.with(kind)].flatMap(([room, contests]) =>
      [...contests].map(([id, known]) => ({ join: { id, room }, known })),
    );

  return {
    /**
     * Begins one, or adds to one that waits: independent support, or the device's place. INVARIANT: an answer is to one order
     * and one place: it keeps no one out of another's.
     */
    claim(join: ContestedJoin, claim: Claim): ContestStatus {
      const known = find(join);
      if (known === undefined || !isAnswerTo(known.contest, claim)) return begin(join, claim);
      return claimAgain(join, known, claim);
    },
    /** The fix, with the contested place ruled out where this join's contest was upheld. */
    after(join: ContestedJoin, fix: Fix): Fix {
      const contest = find(join)?.contest;
      return contest?.state.kind === "in" ? afterContest(fix, [contest.place]) : fix;
    },
    /** @param orderId by which they are kept out now: an answer about another one is none */
    stateOf(join: ContestedJoin, orderId?: string): ContestStatus | undefined {
      const contest = find(join)?.contest;
      const isOther = orderId !== undefined && contest?.orderId !== orderId;
      return isOther && contest?.state.kind !== "waits" ? undefined : contest?.state;
    },
    /** Undefined: nobody of this join stays inside until an answer. */
    awaited(join: ContestedJoin): PendingContest | undefined {
      const contest = find(join)?.contest;
      if (contest?.from !== "inside" || contest.state.kind !== "waits") return undefined;
      return { place: contest.place, dueAtMs: contest.state.dueAtMs };
    },
    /** Those that wait for an answer, the oldest first. */
    waiting: (): readonly Contest[] =>
      all()
        .map(({ known }) => known.contest)
        .filter(({ state }) => state.kind === "waits")
        .sort((one, other) => one.sinceMs - other.sinceMs),
    answer(
      id: string,
      answer: { readonly kind: "in" | "stays-out"; readonly why: string },
    ): "done" | "absent" {
      const found = all().find(({ known }) => known.contest.id === id);
      if (found?.known.contest.state.kind !== "waits") return "absent";
      if (answer.kind === "in") uphold(found.join, found.known, "answer");
      else {
        const state = { kind: "stays-out", why: answer.why } as const;
        settle(found.join, found.known, { outcome: "denied", state });
      }
      return "done";
    },
    /** Called when one was answered, or its time was over. */
    onAnswer: answered.add,
    forget(join: ContestedJoin): void {
      const known = find(join);
      if (known === undefined) return;
      endWait(known);
      live.peek(join.room, kind)?.delete(join.id);
      live.release(join.room);
    },
    close(): void {
      answered.clear();
      for (const { known } of all()) known.endWait();
    },
  };
}
