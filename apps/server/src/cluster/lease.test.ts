import { expect, test } from "vitest";
import { leaseTimes } from "./lease.ts";

/*
 * A model of one room, an owner A and a taker B, and the database between them, explored completely:
 * in each step of half a second every process runs or stands still (paused, or its machine asleep),
 * every message arrives or goes on waiting or is lost, and the database is there or away. A judges
 * whenever it can, and what it began lands as late as its deadline allows.
 *
 * INVARIANT: nothing that A began lands after B may judge.
 */

const stepMs = 500;

interface Rules {
  readonly judge: number;
  readonly call: number;
  readonly lease: number;
  /** Whether A's clock stands still while its machine sleeps. */
  readonly forgetsSleep: boolean;
}

interface State {
  readonly at: number;
  /** A's clock, which is behind if it forgets sleep. */
  readonly clockA: number;
  readonly judgesUntil: number;
  /** When the beat that waits for the database was sent, by A's clock; -1: none does. */
  readonly asked: number;
  /** The same of an answer on its way back. */
  readonly answered: number;
  /** Until when the database promised, by its own clock. */
  readonly leaseUntil: number;
  /** When the last thing that A began can land at the latest. */
  readonly landsUntil: number;
  readonly takenAt: number;
}

const bools = [false, true] as const;

function* next(state: State, rules: Rules): Generator<State> {
  for (const awake of bools) {
    for (const runs of awake ? bools : [false]) {
      for (const databaseIsThere of bools) {
        for (const answerArrives of bools) {
          for (const takes of bools) {
            yield step(state, rules, { awake, runs, databaseIsThere, answerArrives, takes });
          }
        }
      }
    }
  }
}

interface Chance {
  readonly awake: boolean;
  readonly runs: boolean;
  readonly databaseIsThere: boolean;
  readonly answerArrives: boolean;
  readonly takes: boolean;
}

function step(state: State, rules: Rules, chance: Chance): State {
  const at = state.at + 1;
  const clockA = state.clockA + (chance.awake || !rules.forgetsSleep ? 1 : 0);
  let { judgesUntil, asked, answered, leaseUntil, landsUntil, takenAt } = state;
  if (chance.databaseIsThere) {
    if (chance.takes && takenAt < 0 && leaseUntil < at) takenAt = at;
    if (asked >= 0) {
      // A fence: once it is taken, the beat changes nothing.
      if (takenAt < 0) {
        leaseUntil = at + rules.lease;
        answered = asked;
      }
      asked = -1;
    }
  }
  if (chance.runs) {
    if (answered >= 0 && chance.answerArrives) {
      judgesUntil = Math.max(judgesUntil, answered + rules.judge);
      answered = -1;
    }
    if (asked < 0 && answered < 0) asked = clockA;
    if (clockA < judgesUntil) landsUntil = at + rules.call;
  }
  return { at, clockA, judgesUntil, asked, answered, leaseUntil, landsUntil, takenAt };
}

/** The number of states, or the first in which both act. Times count from the present: few differ. */
function explore(rules: Rules, horizon: number): number | State {
  const first: State = {
    at: 0,
    clockA: 0,
    judgesUntil: -1,
    asked: -1,
    answered: -1,
    leaseUntil: -1,
    landsUntil: -1,
    takenAt: -1,
  };
  let layer = new Map([["", first]]);
  let count = 0;
  for (let depth = 0; depth < horizon; depth += 1) {
    const following = new Map<string, State>();
    for (const state of layer.values()) {
      for (const one of next(state, rules)) {
        if (one.takenAt >= 0 && one.landsUntil > one.takenAt) return one;
        following.set(keyOf(one), one);
      }
    }
    layer = following;
    count += layer.size;
  }
  return count;
}

/** Only differences matter from here on. */
function keyOf({ at, clockA, ...state }: State): string {
  const byA = [state.judgesUntil, state.asked, state.answered];
  const byAll = [state.leaseUntil, state.landsUntil];
  return [
    ...byA.map((time) => (time < 0 ? "-" : Math.max(time - clockA, -40))),
    ...byAll.map((time) => Math.max(time - at, -1)),
    state.takenAt >= 0 ? state.takenAt - at : "-",
  ].join();
}

const steps = (ms: number): number => Math.ceil(ms / stepMs);
const ours: Rules = {
  judge: steps(leaseTimes.judgeMs),
  call: steps(leaseTimes.callMs),
  lease: Math.floor((leaseTimes.leaseMs - leaseTimes.driftMs) / stepMs),
  forgetsSleep: false,
};

test("the times leave room for a call and for clocks that differ", () => {
  const { judgeMs, callMs, driftMs, leaseMs, beatMs } = leaseTimes;
  expect(judgeMs + callMs + driftMs).toBeLessThan(leaseMs);
  expect(2 * beatMs).toBeLessThan(judgeMs);
});

test("whatever sleeps, pauses, is away or is lost: never two that judge", () => {
  expect(explore(ours, 30)).toBeTypeOf("number");
});

test("the model sees what goes wrong with a clock that forgets sleep, and with calls that take longer", () => {
  expect(explore({ ...ours, forgetsSleep: true }, 30)).toMatchObject({ takenAt: expect.anything() });
  expect(explore({ ...ours, call: ours.call + 4 }, 30)).toMatchObject({ takenAt: expect.anything() });
  expect(explore({ ...ours, judge: ours.judge + 6 }, 30)).toMatchObject({ takenAt: expect.anything() });
});
