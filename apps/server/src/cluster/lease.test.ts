import { describe, expect, test } from "vitest";
import { leaseTimes } from "./lease.ts";

/*
 * A model of one room, its owner A, another instance B that may take over, and the database between
 * them, with every state explored. In each step of half a second, A runs, stands still, or sleeps
 * with its machine. The database is there for A, for B, for both or for neither. A and B reach each
 * other or don't. Every answer arrives or is still on its way. B takes over if it may, or waits. A
 * judges whenever it can, and what it began lands as late as its deadline allows.
 *
 * INVARIANT: nothing that A began lands after B may judge.
 */

const stepMs = 500;

interface Rules {
  readonly judge: number;
  readonly call: number;
  readonly bury: number;
  /** A's clock stands still while its machine sleeps. */
  readonly forgetsSleep?: boolean;
  /** B takes over from an A that stood still, even if A doesn't know B and can't ask it. */
  readonly takesUnseen?: boolean;
  /** B says that it lacks the database, but doesn't start its count again. */
  readonly breaksItsWord?: boolean;
}

/** Times are in steps from now, by the clock of the instance concerned; `none`: nothing to time. */
interface State {
  /** For how long A may go on judging, by its own clock. */
  readonly judges: number;
  /** A's beat on its way to the database: for how long, and whether it says that A knows B. */
  readonly asked: number;
  readonly saysB: boolean;
  /** The same for the answer on its way back, and whether it names B. */
  readonly answered: number;
  readonly namesB: boolean;
  /** A beat that A no longer waits for, which the database may still take. */
  readonly stray: "none" | "knows" | "knows-not";
  /** A got no answer to its last beat in time. */
  readonly lacks: boolean;
  /** Whether A's last answer named B. */
  readonly knowsB: boolean;
  /** Whether A's row says that it knows B. */
  readonly rowKnowsB: boolean;
  /** How long A's question to B, or B's word, has been on its way. */
  readonly word: number;
  readonly isGiven: boolean;
  /** For how long what A began can still land. */
  readonly lands: number;
  /** Whether B's row is there. */
  readonly isThere: boolean;
  /** Whether B has not seen A's last beat yet. */
  readonly unseen: boolean;
  /** For how long B has seen A's number stand still; none: it has not looked yet. */
  readonly stood: number;
  readonly isBlind: boolean;
}

const none = -1;
/** Steps after which A gives up waiting for an answer. */
const deadline = 2;
const bools = [false, true] as const;
type AnA = "runs" | "paused" | "asleep";

interface Chance {
  readonly a: AnA;
  readonly forA: boolean;
  readonly forB: boolean;
  readonly linked: boolean;
  readonly arrives: boolean;
  readonly takes: boolean;
  readonly strays: boolean;
}

/** What arrives matters only while A runs. */
const chances: readonly Chance[] = (["runs", "paused", "asleep"] as const).flatMap((a) =>
  bools.flatMap((forA) =>
    bools.flatMap((forB) =>
      bools.flatMap((linked) =>
        (a === "runs" ? bools : [false]).flatMap((arrives) =>
          (forB ? bools : [false]).flatMap((takes) =>
            bools.map((strays) => ({ a, forA, forB, linked, arrives, takes, strays })),
          ),
        ),
      ),
    ),
  ),
);

/** Longer than any time that matters: times beyond it count as equal. */
const ages = 14;
const older = (time: number): number => (time === none ? none : Math.min(ages, time + 1));

type Mutable = { -readonly [Name in keyof State]: State[Name] };

/** The state after this step; "two": both act in it. Undefined: B took over, and all is well. */
function step(from: State, rules: Rules, chance: Chance): State | "two" | undefined {
  const s = { ...from };
  passTime(s, rules, chance);
  // First, so that a beat can be seen in the step in which it is sent.
  if (chance.a === "runs") {
    hear(s, rules, chance);
    send(s, rules);
    // Begun at any moment of this step.
    if (s.judges > 0) s.lands = rules.call + 1;
  }
  takeBeats(s, chance);
  if (chance.forB) look(s, rules);
  else s.isBlind = true;
  if (chance.takes && mayTake(s, rules)) return s.lands > 0 ? "two" : undefined;
  if (chance.linked) giveWord(s);
  return s;
}

function passTime(s: Mutable, { forgetsSleep }: Rules, { a }: Chance): void {
  s.lands = Math.max(0, s.lands - 1);
  s.stood = older(s.stood);
  if (a === "asleep" && forgetsSleep) return;
  s.judges = Math.max(0, s.judges - 1);
  s.asked = older(s.asked);
  s.answered = older(s.answered);
  s.word = older(s.word);
}

/** A takes in what has arrived. */
function hear(s: Mutable, rules: Rules, { arrives, linked }: Chance): void {
  if (s.answered !== none && arrives) {
    s.judges = Math.max(s.judges, rules.judge - s.answered);
    s.knowsB = s.namesB;
    s.answered = none;
    s.lacks = false;
  }
  if (s.word !== none && s.isGiven && arrives && linked) {
    s.judges = Math.max(s.judges, rules.judge - s.word);
    s.word = none;
    s.isGiven = false;
  }
}

/** A gives up late answers, asks B if it has to, and sends its next beat. */
function send(s: Mutable, rules: Rules): void {
  if (Math.max(s.asked, s.answered) >= deadline) {
    if (s.asked !== none) s.stray = s.saysB ? "knows" : "knows-not";
    s.asked = none;
    s.answered = none;
    s.lacks = true;
  }
  // If it knows no one, it needs no one's word.
  if (s.lacks && !s.knowsB) s.judges = Math.max(s.judges, rules.judge);
  if (s.lacks && s.knowsB && s.word === none) {
    s.word = 0;
    s.isGiven = false;
  }
  if (s.asked === none && s.answered === none) {
    s.asked = 0;
    s.saysB = s.knowsB;
  }
}

/** The database handles what reaches it, the late beat first. */
function takeBeats(s: Mutable, { strays, forA }: Chance): void {
  if (strays && s.stray !== "none") {
    s.rowKnowsB = s.stray === "knows";
    s.stray = "none";
    s.unseen = true;
  }
  if (!forA || s.asked === none) return;
  s.rowKnowsB = s.saysB;
  s.answered = s.asked;
  s.asked = none;
  s.namesB = s.isThere;
  s.unseen = true;
}

function look(s: Mutable, { breaksItsWord }: Rules): void {
  if (s.stood === none || s.unseen || (s.isBlind && !breaksItsWord)) s.stood = 0;
  s.unseen = false;
  s.isBlind = false;
  s.isThere = true;
}

/** B deletes A's row if the number is still the one it saw, which it is: B has just looked. */
function mayTake(s: State, { bury, takesUnseen }: Rules): boolean {
  return !s.isBlind && s.stood >= bury && (s.rowKnowsB || takesUnseen === true);
}

function giveWord(s: Mutable): void {
  if (s.word === none || s.isGiven) return;
  if (s.isBlind && s.stood !== none) s.isGiven = true;
  else s.word = none;
}

/** Each state as one number: sixteen values for a time, two or four for the rest. */
function keyOf(s: State): number {
  const times = [s.judges, s.asked + 1, s.answered + 1, s.word + 1, s.stood + 1, s.lands];
  const row = [s.saysB, s.namesB, s.rowKnowsB, s.stray !== "none", s.stray === "knows"];
  const flags = [...row, s.lacks, s.knowsB, s.isGiven, s.isThere, s.unseen, s.isBlind];
  const high = times.reduce((key, time) => key * 16 + time, 0);
  return flags.reduce((key, flag) => key * 2 + (flag ? 1 : 0), high);
}

const first: State = {
  judges: 0,
  asked: none,
  saysB: false,
  answered: none,
  namesB: false,
  stray: "none",
  lacks: false,
  knowsB: false,
  rowKnowsB: false,
  word: none,
  isGiven: false,
  lands: 0,
  isThere: false,
  unseen: false,
  stood: none,
  isBlind: true,
};

/** Whether all parts of this chance make a difference in this state. */
function matters(state: State, { bury }: Rules, chance: Chance): boolean {
  const { asked, answered, word, stray, stood } = state;
  if (chance.strays && stray === "none") return false;
  if (chance.takes && stood + 1 < bury) return false;
  // What is sent in this step can't be answered in it.
  if (chance.arrives && answered === none && word === none) return false;
  const asks = word !== none || state.lacks || Math.max(asked, answered) + 1 >= deadline;
  return !chance.linked || asks;
}

/** Every state that can be reached; "two" if both act in one of them. */
function explore(rules: Rules): number | "two" {
  const seen = new Set([keyOf(first)]);
  const open = [first];
  const add = (state: State): void => {
    const key = keyOf(state);
    if (seen.has(key)) return;
    seen.add(key);
    open.push(state);
  };
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const chance of chances) {
      if (!matters(state, rules, chance)) continue;
      const after = step(state, rules, chance);
      if (after === "two") return "two";
      if (after !== undefined) add(after);
    }
  }
  return seen.size;
}

const ours: Rules = {
  judge: Math.ceil(leaseTimes.judgeMs / stepMs),
  call: Math.ceil(leaseTimes.callMs / stepMs),
  bury: Math.floor((leaseTimes.buryMs - leaseTimes.driftMs) / stepMs),
};

test("the times leave room for a call, for clocks that differ and for beats that fail", () => {
  const { judgeMs, callMs, driftMs, buryMs, beatMs } = leaseTimes;
  expect(judgeMs + callMs + driftMs).toBeLessThan(buryMs);
  expect(5 * beatMs).toBeLessThan(judgeMs);
  expect(driftMs).toBeGreaterThanOrEqual(buryMs / 20);
});

test("whatever sleeps, pauses, is away, is cut off or late: never two that judge", () => {
  const states = explore(ours);
  expect(states).toBeGreaterThan(100_000);
});

describe("the model sees what goes wrong with", () => {
  test.each([
    ["a clock that forgets sleep", { ...ours, forgetsSleep: true }],
    ["calls that take longer", { ...ours, call: ours.call + 1 }],
    ["judging for longer", { ...ours, judge: ours.judge + 1 }],
    ["taking over sooner", { ...ours, bury: ours.bury - 1 }],
    ["taking over from one that can't ask", { ...ours, takesUnseen: true }],
    ["a word that isn't kept", { ...ours, breaksItsWord: true }],
  ] as const)("%s", (_what, rules) => {
    expect(explore(rules)).toBe("two");
  });
});
