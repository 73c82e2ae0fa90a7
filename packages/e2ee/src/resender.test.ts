import { expect, test } from "vitest";
import { Resender } from "./resender.ts";

/** Pauses that end when the test says so. */
function pauses() {
  const running: { readonly task: () => void; readonly delayMs: number }[] = [];
  const sayAgain = new Resender((task, delayMs) => {
    const one = { task, delayMs };
    running.push(one);
    return () => void running.splice(running.indexOf(one), 1);
  });
  return { running, sayAgain };
}

test("pauses grow to eight seconds, and begin at half a second once something was heard", async () => {
  const { running, sayAgain } = pauses();
  for (const delayMs of [500, 1_000, 2_000, 4_000, 8_000, 8_000]) {
    const pause = sayAgain.pause();
    expect(running.map((one) => one.delayMs)).toEqual([delayMs]);
    running.pop()?.task();
    await pause;
  }
  sayAgain.heard();
  void sayAgain.pause();
  expect(running.map((one) => one.delayMs)).toEqual([500]);
});

test("a pause ends once a message can be sent, and the next one is short", async () => {
  const { running, sayAgain } = pauses();
  const first = sayAgain.pause();
  running.pop()?.task();
  await first;
  const second = sayAgain.pause();
  sayAgain.now();
  await second;
  expect(running).toEqual([]);
  void sayAgain.pause();
  expect(running.map((one) => one.delayMs)).toEqual([500]);
});
