import { setTimeout as delay } from "node:timers/promises";
import type { Seat } from "./seats.ts";

/** Waits until one of the seat's connections is answered or closed; false: not in time. */
export function nextSettled(seat: Seat, giveUpAt: number): Promise<boolean> {
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

/** Waits until the seat has no connection, at most until `giveUpAt`. */
export async function allClosed(seat: Seat, giveUpAt: number, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted && seat.legs.length > 0) {
    if (!(await nextSettled(seat, giveUpAt))) return;
  }
}

const firstRetryMs = 40;
const lastRetryMs = 500;

/** Pauses between attempts in milliseconds, growing. */
export function* retryPauses(): Generator<number, never> {
  for (let pause = firstRetryMs; ; pause = Math.min(lastRetryMs, pause * 1.6)) yield pause;
}

/** Ends early when it is stopped. */
export async function pauseFor(ms: number, stopped: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal: stopped }).catch(() => undefined);
}
