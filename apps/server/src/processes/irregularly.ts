/**
 * Does something every so often, from half as long to half as long again: someone in the database for a moment
 * each time, with our role's password, would end it again and again if they could keep in step.
 * @returns what ends it
 */
export function irregularly(work: () => void, everyMs: number): () => void {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(
      () => {
        wait();
        work();
      },
      everyMs * (0.5 + Math.random()),
    ).unref();
  };
  wait();
  return () => clearTimeout(timer);
}
