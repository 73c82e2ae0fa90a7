import type { SourceCatalogue } from "@graticule/api/location-sources";
import type { SetupStep, SourceSetup, Taken } from "./source-setup.ts";

type Run = SourceCatalogue["run"];

/** Takes sources in the background, one run at a time, and says how far the run is. */
export class SetupRun {
  readonly #setup: Pick<SourceSetup, "take">;
  readonly #onTaken: () => void;
  #run: Run = { kind: "idle" };
  #work: Promise<void> = Promise.resolve();

  /** @param onTaken called after a run that brought something */
  constructor(setup: Pick<SourceSetup, "take">, onTaken: () => void) {
    this.#setup = setup;
    this.#onTaken = onTaken;
  }

  current(): Run {
    return this.#run;
  }

  /** False: a run is under way. */
  start(ids: readonly [string, ...string[]]): boolean {
    if (this.#run.kind === "running") return false;
    this.#run = { kind: "running", id: ids[0], step: "downloading", bytes: 0 };
    this.#work = this.#setup
      .take(ids, (step) => this.#note(step))
      .then((taken) => {
        this.#run = { kind: "finished", taken: taken.map(tellTaken) };
        if (taken.some(({ outcome }) => outcome.kind !== "failed")) this.#onTaken();
      });
    return true;
  }

  /** Once the run under way has ended; its downloads must have been stopped. */
  close(): Promise<void> {
    return this.#work;
  }

  #note(step: SetupStep): void {
    const { id } = step;
    this.#run =
      step.kind === "checking"
        ? { kind: "running", id, step: "checking", bytes: 0 }
        : { kind: "running", id, step: "downloading", bytes: step.bytes, of: step.of };
  }
}

function tellTaken({ id, outcome }: Taken) {
  const why = "why" in outcome ? outcome.why : undefined;
  return { id, outcome: outcome.kind, why };
}
