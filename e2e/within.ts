/** The value this resolves to; fails with `what` if it takes longer. */
export async function within<T>(
  ms: number,
  what: string | (() => string),
  work: Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    const giveUp = () =>
      failed(new Error(`${typeof what === "string" ? what : what()}: not in ${ms} ms`));
    timer = setTimeout(giveUp, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
