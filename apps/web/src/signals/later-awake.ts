/** Only where a page slept or was busy does a timer come so late: a hidden page's come up to a second late. */
const lateMs = 1_500;
/** What came meanwhile is read in this time. */
const graceMs = 1_000;

/**
 * Runs a task after some time of silence, in milliseconds, in which this page itself was awake: where it was not, what
 * waits to be read comes first. The answer cancels it.
 */
export function laterAwake(task: () => void, delayMs: number): () => void {
  const dueAt = performance.now() + delayMs;
  let timer = setTimeout(() => {
    if (performance.now() - dueAt < lateMs) task();
    else timer = setTimeout(task, graceMs);
  }, delayMs);
  return () => clearTimeout(timer);
}
