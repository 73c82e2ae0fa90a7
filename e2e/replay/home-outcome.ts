import { demandedFrom, type HomeCode } from "./cast.ts";
import { disturbances } from "./page.ts";
import type { Meeting, Sitter, Stage } from "./stage.ts";

/** What became of the people of one home in one meeting. */
export interface HomeOutcome {
  readonly meeting: Meeting["scene"]["key"];
  readonly home: HomeCode;
  readonly inside: number;
  readonly out: number;
  /** Still inside, but cut off, or shown something not meant for them. */
  readonly disturbed: number;
  /** The door's answer to a newcomer from there. */
  readonly door: "in" | "451" | "403" | "other";
}

/** A native client that is refused as it comes back tries for up to 50 s before it gives up, longer on a busy machine. */
const outWithinMs = 120_000;

/** Waits until everyone withheld from a meeting is out. */
export async function untilOut(stage: Stage, { sitters }: Meeting): Promise<void> {
  const gone = sitters.filter(({ home }) => home === demandedFrom);
  await Promise.all(
    gone.map(({ name, home, page }) =>
      page === undefined
        ? stage.crowd(home).until(({ who, sight }) => who === name && sight.kind === "cut-off", {
            what: `${name} is out`,
            deadlineMs: outWithinMs,
          })
        : page.getByTestId("refused-page").waitFor({ timeout: outWithinMs }),
    ),
  );
}

type State = "inside" | "out" | "disturbed";

async function stateOf(stage: Stage, { name, home, page }: Sitter): Promise<State> {
  const seen =
    page === undefined
      ? stage
          .crowd(home)
          .seen.flatMap(({ who, sight }): string[] => (who === name ? [sight.kind] : []))
      : await disturbances(page);
  if (seen.includes("cut-off") || seen.includes("refused-page") || seen.includes("left")) {
    return "out";
  }
  // On a machine with too much to do a client reconnects; whether pictures stood still is measured apart.
  const isBack = seen.lastIndexOf("reconnected") > seen.lastIndexOf("reconnecting");
  return seen.includes("reconnecting") && !isBack ? "disturbed" : "inside";
}

export async function homeOutcomes(stage: Stage): Promise<readonly HomeOutcome[]> {
  const rows: HomeOutcome[] = [];
  for (const { scene, code, sitters } of stage.meetings) {
    for (const home of new Set(sitters.map((one) => one.home))) {
      const people = sitters.filter((one) => one.home === home);
      const states = await Promise.all(people.map((one) => stateOf(stage, one)));
      const count = (state: State) => states.filter((one) => one === state).length;
      rows.push({
        meeting: scene.key,
        home,
        inside: count("inside"),
        out: count("out"),
        disturbed: count("disturbed"),
        door: await doorOf(stage, home, code),
      });
    }
  }
  return rows;
}

export async function doorOf(
  stage: Stage,
  home: HomeCode,
  code: string,
): Promise<HomeOutcome["door"]> {
  const entry = await stage.knock(home, code);
  if (entry.kind === "in") return "in";
  if (entry.status === 451 && entry.blockedBy) return "451";
  return entry.status === 403 ? "403" : "other";
}
