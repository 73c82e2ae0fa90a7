/** From half as long to half as long again, at random. */
export const around = (ms: number): number => ms * (0.5 + Math.random());

/**
 * As long on average, and at most four times as long: however long one has waited, the end is no nearer, so that
 * it can't be told from when the last wait ended.
 */
export const atAnyMoment = (ms: number): number => Math.min(-Math.log(1 - Math.random()), 4) * ms;

/**
 * Does something every so often, from half as long to half as long again: someone in the database for a moment
 * each time, with our role's password, would end it again and again if they could keep in step.
 * @returns what ends it
 */
export function irregularly(work: () => void, everyMs: number): () => void {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(() => {
      wait();
      work();
    }, around(everyMs)).unref();
  };
  wait();
  return () => clearTimeout(timer);
}
