/** One contender of a comparison: does a fixed amount of work once and says how much it was. */
export interface Contender {
  readonly name: string;
  /** Returns how many units it worked through (look-ups, upgrades…). */
  readonly run: () => number | Promise<number>;
}

/** What one contender did in every round, in the order of the rounds. */
export interface Measured {
  readonly name: string;
  /** Units per second of CPU time (user and system) of this process. */
  readonly perCpuSecond: readonly number[];
}

/** A ratio, and how far it varied between rounds. */
export interface Ratio {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What every bench is called with. */
export interface BenchOptions {
  /** How many rounds are measured; at least 5 for a figure that is reported. */
  readonly rounds: number;
  /** Where progress goes; never standard output. */
  readonly say: (line: string) => void;
}

/** A bench's result: figures by key, each with its smallest and largest value over the rounds. */
export interface BenchResult {
  readonly figures: Readonly<Record<string, number | null>>;
  readonly spread: Readonly<Record<string, readonly [min: number, max: number]>>;
}

/** This process's CPU time since `since`, user and system, all threads, in seconds. */
export function cpuSeconds(since: NodeJS.CpuUsage): number {
  const used = process.cpuUsage(since);
  return (used.user + used.system) / 1e6;
}

/**
 * Runs all contenders once as a warm-up and then `rounds` times, interleaved: each round runs every
 * contender once, and the order rotates, so that a slow moment of the machine favours none.
 */
export async function measureInterleaved(
  contenders: readonly Contender[],
  rounds: number,
): Promise<Map<string, Measured>> {
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await contender.run();
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(round + turn) % contenders.length];
      if (contender === undefined) continue;
      globalThis.gc?.();
      const before = process.cpuUsage();
      const units = await contender.run();
      rates.get(contender.name)?.push(units / cpuSeconds(before));
    }
  }
  return new Map([...rates].map(([name, perCpuSecond]) => [name, { name, perCpuSecond }]));
}

/** The ratio of two contenders, taken round by round. */
export function ratioOf(above: Measured | undefined, below: Measured | undefined): Ratio {
  if (above === undefined || below === undefined) throw new Error("a contender was not measured");
  return spreadOf(
    above.perCpuSecond.map((rate, round) => rate / (below.perCpuSecond[round] ?? NaN)),
  );
}

/** Median, smallest and largest of at least one value. */
export function spreadOf(values: readonly number[]): Ratio {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
  };
}

/** The quantile of ascending values, interpolated between neighbours. */
export function quantile(ascending: readonly number[], share: number): number {
  const position = (ascending.length - 1) * share;
  const low = ascending[Math.floor(position)] ?? Number.NaN;
  const high = ascending[Math.ceil(position)] ?? Number.NaN;
  return low + (high - low) * (position - Math.floor(position));
}
