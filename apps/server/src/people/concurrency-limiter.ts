/** Lets a few run at a time; the others wait for their turn, in order. */
export interface ConcurrencyLimiter {
  /** "too-many": so many wait already that this one would be too late. */
  run<T>(work: () => Promise<T>): Promise<T | "too-many">;
}

export function createConcurrencyLimiter(limits: {
  readonly atOnce: number;
  readonly waiting: number;
}): ConcurrencyLimiter {
  const waiting: (() => void)[] = [];
  let running = 0;

  const leave = (): void => {
    const next = waiting.shift();
    // Whoever waits takes over the place: nobody can come in between.
    if (next === undefined) running -= 1;
    else next();
  };

  return {
    async run(work) {
      if (running < limits.atOnce) running += 1;
      else if (waiting.length >= limits.waiting) return "too-many";
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
