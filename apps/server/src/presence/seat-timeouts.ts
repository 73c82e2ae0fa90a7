import type { Seat } from "./seats.ts";

/** Waits until one of the seat's connections is answered or over; false if it got too late. */
export function nextTurn(seat: Seat, giveUpAt: number): Promise<boolean> {
  const left = giveUpAt - performance.now();
  if (left <= 0) return Promise.resolve(false);
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, left, false);
    seat.waiting.push(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

/** Until the seat has no connection, or it got too late. */
export async function allOver(seat: Seat, giveUpAt: number, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted && seat.legs.length > 0) {
    if (!(await nextTurn(seat, giveUpAt))) return;
  }
}

const firstRetryMs = 40;
const lastRetryMs = 500;

/** Pauses between attempts: short at first, then longer. */
export function* retryPauses(): Generator<number, never> {
  for (let pause = firstRetryMs; ; pause = Math.min(lastRetryMs, pause * 1.6)) yield pause;
}

export function pauseFor(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      stopped.removeEventListener("abort", done);
      resolve();
    }
    stopped.addEventListener("abort", done);
  });
}
