/** From half as long to half as long again, at random. */
export const around = (ms: number): number => ms * (0.5 + Math.random());

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
