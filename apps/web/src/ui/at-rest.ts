/** Leaves the network to what a page that is just shown still asks for by itself. */
const restMs = 1_000;

/**
 * Runs the task once the page has its fonts, was left alone for a second, and the browser has
 * nothing to do. The answer calls it off.
 */
export function atRest(task: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let off = false;
  const run = () => {
    if (!off) task();
  };
  void document.fonts.ready.then(() => {
    if (off) return;
    timer = setTimeout(() => whenIdle(run), restMs);
  });
  return () => {
    off = true;
    clearTimeout(timer);
  };
}

/** Not every browser says when it is idle. */
function whenIdle(task: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(task, { timeout: restMs });
  else task();
}
