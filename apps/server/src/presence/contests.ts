import { randomUUID } from "node:crypto";
import type { ToldEvidence } from "@graticule/admission/evidence-kinds";
import type { Fix } from "@graticule/admission/location/fix";
import { afterContest } from "@graticule/admission/location/resolve-paths";
import { personOf } from "@graticule/admission/standing";
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

/** With the order to which it was said. */
export type ToldContest = ContestStatus & Pick<Contest, "orderId">;

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
type ClaimingJoin = Pick<Join, "id" | "room" | "identity">;

export interface ContestsParts {
  /** The database's present time. */
  readonly time: () => number;
  /** Called once for each, while its network is still known. */
  readonly settled: (contest: Contest, outcome: ContestEnd, person: string) => void;
}

/** Without an answer in this time the person is in. */
const waitMs = 10 * 60_000;
/** More than so many that wait no one answers: a further one is in at once, so that no crowd keeps anyone out. */
const mostWaiting = 10_000;

interface Known {
  readonly contest: Contest;
  /** Who says it, in this room. The desk never sees it. */
  readonly person: string;
  endWait: () => void;
}

/** By join, and by the order and the place to which it was said; the newest last. */
const kind = collection(() => new Map<string, Map<string, Known>>());

function keyOf({ orderId, place }: Pick<Claim, "orderId" | "place">): string {
  return `${orderId} ${place}`;
}

function toldOf({ orderId, state }: Contest): ToldContest {
  return { ...state, orderId };
}

export type Contests = ReturnType<typeof createContests>;

export function createContests(live: LiveRooms, parts: ContestsParts) {
  const { time, settled } = parts;
  const answered = new Listeners<[joinId: string, contest: ToldContest]>();
  let waitingNow = 0;

  const knownOf = ({ id, room }: ContestedJoin): readonly Known[] => [
    ...(live.peek(room, kind)?.get(id)?.values() ?? []),
  ];
  const find = (join: ContestedJoin, claim: Claim): Known | undefined =>
    knownOf(join).find(({ contest }) => keyOf(contest) === keyOf(claim));

  const endWait = (known: Known): void => {
    if (known.contest.state.kind === "waits") waitingNow -= 1;
    known.endWait();
  };

  const settle = (
    { id }: ContestedJoin,
    known: Known,
    { outcome, state }: { readonly outcome: ContestEnd; readonly state: ContestStatus },
  ): void => {
    settled(known.contest, outcome, known.person);
    endWait(known);
    known.contest.state = state;
    known.contest.network = undefined;
    answered.tell(id, toldOf(known.contest));
  };

  const uphold = (join: ContestedJoin, known: Known, by: UpheldBy): void => {
    settle(join, known, { outcome: by, state: { kind: "in" } });
  };

  /** In place of an older one that was said to the same. */
  const begin = (join: ClaimingJoin, { support, ...claim }: Claim): ToldContest => {
    const room = live.of(join.room);
    const ofJoin = room.get(kind).get(join.id) ?? new Map<string, Known>();
    const key = keyOf(claim);
    const older = ofJoin.get(key);
    if (older !== undefined) endWait(older);
    const now = time();
    const state = { kind: "waits", dueAtMs: now + waitMs } as const;
    const contest: Contest = { id: randomUUID(), ...claim, sinceMs: now, state };
    const known: Known = { contest, person: personOf(join.identity), endWait: () => undefined };
    waitingNow += 1;
    ofJoin.delete(key);
    room.get(kind).set(join.id, ofJoin.set(key, known));
    if (support === "some") uphold(join, known, "support");
    else if (waitingNow > mostWaiting) uphold(join, known, "no-answer");
    else known.endWait = room.after(waitMs, () => uphold(join, known, "no-answer"));
    return toldOf(contest);
  };

  const all = () =>
    [...live.with(kind)].flatMap(([room, contests]) =>
      [...contests].flatMap(([id, ofJoin]) =>
        [...ofJoin.values()].map((known) => ({ join: { id, room }, known })),
      ),
    );

  return {
    /**
     * Begins one, or adds the device's place to one that waits. INVARIANT: an answer, or a wait, is for one order and one place:
     * it keeps no one out of another's, and no one asks the desk twice about the same. Independent support counts also after it.
     */
    claim(join: ClaimingJoin, claim: Claim): ToldContest {
      const contest = find(join, claim)?.contest;
      if (contest === undefined || contest.state.kind === "in") return begin(join, claim);
      const devicePlace = claim.devicePlace ?? contest.devicePlace;
      if (claim.support === "some") return begin(join, { ...claim, devicePlace });
      contest.devicePlace = devicePlace;
      return toldOf(contest);
    },
    /** The fix, with the places ruled out for which this join's contests were upheld. */
    after(join: ContestedJoin, fix: Fix): Fix {
      const upheld = knownOf(join).flatMap(({ contest }) =>
        contest.state.kind === "in" ? [contest.place] : [],
      );
      return afterContest(fix, upheld);
    },
    /** What was said last; with `orderId`, to this order. */
    stateOf(join: ContestedJoin, orderId?: string): ToldContest | undefined {
      const isOf = ({ contest }: Known) => orderId === undefined || contest.orderId === orderId;
      const known = knownOf(join).filter(isOf).at(-1);
      return known && toldOf(known.contest);
    },
    /** Those because of which this join stays inside until the answer. */
    awaited: (join: ContestedJoin): readonly PendingContest[] =>
      knownOf(join).flatMap(({ contest: { from, place, state } }) =>
        from === "inside" && state.kind === "waits" ? [{ place, dueAtMs: state.dueAtMs }] : [],
      ),
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
      const known = knownOf(join);
      if (known.length === 0) return;
      for (const one of known) endWait(one);
      live.peek(join.room, kind)?.delete(join.id);
      live.release(join.room);
    },
    close(): void {
      answered.clear();
      for (const { known } of all()) known.endWait();
    },
  };
}
