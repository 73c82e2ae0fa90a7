import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { laterAwake } from "./later-awake.ts";

let now = 0;
const task = vi.fn();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.spyOn(performance, "now").mockImplementation(() => now);
  task.mockReset();
  now = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** So much time passes for the clock, and so much for timers. */
function pass(ms: number, late = 0): void {
  now += ms + late;
  vi.advanceTimersByTime(ms);
}

test("a task comes in time on a page that is awake, and up to a second late on a hidden one", () => {
  laterAwake(task, 2_000);
  pass(2_000);
  expect(task).toHaveBeenCalledTimes(1);
  laterAwake(task, 2_000);
  pass(2_000, 1_000);
  expect(task).toHaveBeenCalledTimes(2);
});

test("on a page that slept, what came meanwhile is read before the task, and can cancel it", () => {
  const cancel = laterAwake(task, 2_000);
  laterAwake(task, 2_000);
  pass(2_000, 60_000);
  expect(task).not.toHaveBeenCalled();
  cancel();
  pass(1_000);
  expect(task).toHaveBeenCalledTimes(1);
});
