import type { SourceCatalogue } from "@graticule/api/location-sources";
import type { SetupStep, SourceSetup, Taken } from "./source-setup.ts";

type Run = SourceCatalogue["run"];

/** Takes sources in the background, one run at a time, and says how far the run is. */
export class SetupRun {
  readonly #setup: Pick<SourceSetup, "take">;
  readonly #onTaken: () => Promise<void>;
  #run: Run = { kind: "idle" };
  #work: Promise<void> = Promise.resolve();

  /** @param onTaken called after a run that brought something, and waited for */
  constructor(setup: Pick<SourceSetup, "take">, onTaken: () => Promise<void>) {
    this.#setup = setup;
    this.#onTaken = onTaken;
  }

  current(): Run {
    return this.#run;
  }

  /**
   * False: a run is under way.
   * @param entered see `SourceSetup.take`
   */
  start(
    ids: readonly [string, ...string[]],
    entered: Readonly<Record<string, string>> = {},
  ): boolean {
    if (this.#run.kind === "running") return false;
    this.#work = this.#take([...new Set(ids)], ids[0], entered);
    return true;
  }

  /** Once the run under way has ended; its downloads must have been stopped. */
  close(): Promise<void> {
    return this.#work;
  }

  async #take(
    ids: string[],
    first: string,
    entered: Readonly<Record<string, string>>,
  ): Promise<void> {
    const taken: ReturnType<typeof tellTaken>[] = [];
    const note = (step: SetupStep): void => {
      const { id } = step;
      const of = { kind: "running" as const, ids, taken: [...taken], id };
      this.#run =
        step.kind === "checking"
          ? { ...of, step: "checking", bytes: 0 }
          : { ...of, step: "downloading", bytes: step.bytes, of: step.of };
    };
    const begin = (id: string) => note({ kind: "downloading", id, bytes: 0, of: undefined });
    begin(first);
    try {
      const onTaken = (one: Taken) => {
        taken.push(tellTaken(one));
        begin(ids[taken.length] ?? one.id);
      };
      await this.#setup.take(ids, note, { entered, onTaken });
      if (taken.some(({ outcome }) => outcome !== "failed")) await this.#onTaken();
      this.#run = { kind: "finished", taken };
    } catch {
      const failed = { outcome: "failed", why: "the choice couldn't be written" } as const;
      this.#run = { kind: "finished", taken: ids.map((id) => ({ id, ...failed })) };
    }
  }
}

function tellTaken({ id, outcome }: Taken) {
  const why = "why" in outcome ? outcome.why : undefined;
  return { id, outcome: outcome.kind, why };
}
