export type ConcurrencyLimiter = ReturnType<typeof createConcurrencyLimiter>;

/** Lets a few run at a time; the others wait, in order. */
export function createConcurrencyLimiter(limits: {
  readonly atOnce: number;
  readonly waiting: number;
}) {
  const waiting: (() => void)[] = [];
  let running = 0;

  const leave = (): void => {
    const next = waiting.shift();
    // The next one takes over the place: nobody can come in between.
    if (next === undefined) running -= 1;
    else next();
  };

  return {
    /** "too-many": too many wait already. */
    async run<T>(work: () => Promise<T>): Promise<T | "too-many"> {
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
