import { unlessStopped } from "../processes/scope.ts";
import type { SourceReport } from "./compile.ts";
import type { Locator } from "./locator.ts";
import type { HeldMoves } from "./served-record.ts";
import { ServingTable } from "./serving-table.ts";
import { factsOf, statusAt } from "./source-facts.ts";
import { type FollowedSources, type Found, SourceFollower } from "./source-follower.ts";
import type { SourceSpec } from "./source-spec.ts";

/**
 * Loads the sources, waits until they serve, and follows changes of the files. A missing or broken
 * source is left out and reported. Throws StartError if the sources file can't be used at start.
 * `stop`: ends the wait.
 */
export async function createLocator(
  options: FollowedSources,
  stop?: AbortSignal,
): Promise<Locator> {
  const locator = new FileLocator(options);
  try {
    await unlessStopped(locator.start(), stop);
    return locator;
  } catch (error) {
    await locator.close();
    throw error;
  }
}

class FileLocator extends ServingTable implements Locator {
  readonly #follower: SourceFollower;
  readonly #now: () => number;
  #specs: readonly SourceSpec[] = [];
  #reports: readonly SourceReport[] = [];
  #held: HeldMoves | undefined;

  constructor(options: FollowedSources) {
    super();
    this.#now = options.now ?? Date.now;
    const deliver = (found: Found): void => this.#serve(found);
    this.#follower = new SourceFollower({ ...options, form: "tables", deliver });
  }

  start = (): Promise<void> => this.#follower.start();
  reload = (): Promise<void> => this.#follower.reload();

  sources() {
    const now = this.#now();
    const reports = new Map(this.#reports.map((report) => [report.id, report]));
    return this.#specs.map((spec) => statusAt(factsOf(spec, reports.get(spec.id)), now));
  }

  held(): HeldMoves | undefined {
    return this.#held;
  }

  async close(): Promise<void> {
    this.clear();
    await this.#follower.close();
  }

  #serve({ specs, reports, held, made }: Found): void {
    this.#specs = specs;
    this.#reports = reports;
    this.#held = held;
    if (made?.form === "tables") this.use(made.tables);
  }
}
