import { expect, test } from "vitest";
import { ChargeWatch, settleMs } from "./charge-watch.ts";

const ada = { person: "ada", name: "Ada" };
const bo = { person: "bo", name: "Bo" };

/** A watch with a clock moved by hand; `said`: each change, and who runs the meeting then. */
function watching() {
  let now = 0;
  let due: { readonly at: number; readonly task: () => void } | undefined;
  const said: [number, string][] = [];
  const watch = new ChargeWatch({
    later(task, delayMs) {
      due = { at: now + delayMs, task };
      return () => {
        due = undefined;
      };
    },
    tell: (runners, before) => {
      if (before !== undefined) said.push([now, runners.map(({ name }) => name).join()]);
    },
  });
  const pass = (ms: number): void => {
    now += ms;
    if (due === undefined || due.at > now) return;
    const { task } = due;
    due = undefined;
    task();
  };
  return { watch, said, pass };
}

test("the first view is no news; a takeover and a return are", () => {
  const { watch, said, pass } = watching();
  watch.see([ada]);
  watch.see([]);
  watch.see([bo]);
  pass(settleMs);
  watch.see([ada]);
  pass(settleMs);
  expect(said.map(([, who]) => who)).toEqual(["Bo", "Ada"]);
});

test("the delay is the same whether powers pass at once or later (else removals show)", () => {
  const times = [0, 3_000].map((delayMs) => {
    const { watch, said, pass } = watching();
    watch.see([ada]);
    watch.see([]);
    pass(delayMs);
    watch.see([bo]);
    pass(settleMs - delayMs - 1);
    expect(said).toEqual([]);
    pass(1);
    return said;
  });
  expect(times[0]).toEqual(times[1]);
});

test("people back before the notice are no news, and nothing is announced after the call", () => {
  const { watch, said, pass } = watching();
  watch.see([ada]);
  watch.see([]);
  pass(settleMs - 1);
  watch.see([ada]);
  pass(1);
  watch.see([bo]);
  watch.close();
  pass(settleMs);
  expect(said).toEqual([]);
});
