/** How long work goes on before whatever waits has its turn, in milliseconds. */
const sliceMs = 2;

/** Pieces of work waiting for a turn. One queue, as there is one event loop: each turn goes on with one of them. */
const waiting: (() => void)[] = [];

/**
 * Does long work step by step, in slices of a few milliseconds: the first slice now, each other in a
 * turn of the event loop that no other such work shares. Resolves when all is done, or after
 * `stopped`; rejects with what a step throws. Anything may have changed between two steps.
 */
export async function inSlices(steps: Iterable<unknown>, stopped?: AbortSignal): Promise<void> {
  let pauseAt = performance.now() + sliceMs;
  for (const _ of steps) {
    if (performance.now() < pauseAt) continue;
    await ownTurn();
    if (stopped?.aborted === true) return;
    pauseAt = performance.now() + sliceMs;
  }
}

function ownTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(goOn);
  });
}

function goOn(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(goOn);
}
