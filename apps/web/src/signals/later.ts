/** Runs a task after some time, in milliseconds; the answer cancels it. */
export function later(task: () => void, delayMs: number): () => void {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
}
