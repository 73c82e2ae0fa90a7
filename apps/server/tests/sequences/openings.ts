import { type Move, perform } from "./any-move.ts";
import type { Watch } from "./desk-invariants.ts";
import type { World } from "./world.ts";

interface Step {
  readonly kind: Move["kind"];
  /** Index of who does it. */
  readonly who?: number;
  /** Index of what it is done to, in each list. */
  readonly at?: number;
  /** Which of its variants. */
  readonly how?: number;
  readonly status?: number;
}

const approved: readonly Step[] = [{ kind: "approve", who: 3 }];
const restored: readonly Step[] = [...approved, { kind: "restore" }];

/** What chance seldom arrives at. An order that waits for approval and a report are there already. */
export const openings = {
  "an order waits": [],
  "an order is in force": [...approved, { kind: "visit", how: 0 }],
  "an order stands after an appeal": [
    ...approved,
    { kind: "appeal" },
    { kind: "decide", who: 6 },
    { kind: "wait", how: 3 },
  ],
  "an order is brought back": restored,
  "an order is confirmed again": [
    ...restored,
    { kind: "appoint-again", at: 1 },
    { kind: "appoint-again", at: 3 },
    { kind: "propose-again", who: 1 },
    { kind: "approve-again", who: 3 },
  ],
  "no one signs the log": [...approved, { kind: "log-lapses" }],
  "an operator acts": [
    { kind: "add-key" },
    { kind: "use-key" },
    { kind: "reset-link" },
    { kind: "use-link", status: 400 },
  ],
  "a rule is near a request": [
    { kind: "admin-rule", how: 1 },
    { kind: "confirm", who: 3, at: 1 },
    { kind: "review-rule", who: 5 },
  ],
} as const satisfies Readonly<Record<string, readonly Step[]>>;

/** Plays an opening; answers which of its steps were refused, as they can be after other worlds. */
export async function open(
  world: World,
  watch: Watch,
  opening: keyof typeof openings,
): Promise<readonly string[]> {
  const refused: string[] = [];
  await watch.look();
  for (const step of openings[opening] as readonly Step[]) {
    const { kind, at = 0, how = 0, status } = step;
    const who = world.players[step.who ?? 0];
    if (who === undefined) throw new Error("nobody plays");
    const answer = await perform(kind, {
      world,
      who,
      pick: (list) => list[at % Math.max(1, list.length)],
      one: (...all) => all[how % all.length] ?? all[0],
    });
    await watch.look();
    const isDone = status === undefined ? (answer?.status ?? 200) < 300 : answer?.status === status;
    if (!isDone) refused.push(`${kind}: ${answer?.status} ${answer?.text}`);
  }
  return refused;
}
