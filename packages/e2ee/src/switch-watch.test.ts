import { expect, test } from "vitest";
import type { Member, MemberInput } from "./member.ts";
import { SwitchWatch } from "./switch-watch.ts";

/** For an inside member only whether it sends matters. */
const inside = (sends: boolean) => ({ kind: "inside", sends }) as Member;
const impatient: MemberInput = { kind: "impatient" };

// Broken on purpose: what was waited for is not forgotten once it sends → the second switch is not
// watched.
test("each switch is watched again, and one that comes in time no longer is", () => {
  const waits: { readonly task: () => void; readonly ms: number; isOff: boolean }[] = [];
  let overdue = 0;
  const watch = new SwitchWatch(
    (task, ms) => {
      const wait = { task, ms, isOff: false };
      waits.push(wait);
      return () => {
        wait.isOff = true;
      };
    },
    () => {
      overdue += 1;
    },
  );
  watch.look(inside(false), impatient);
  watch.look(inside(false), impatient);
  expect(waits.map(({ ms }) => ms)).toEqual([2_000]);
  watch.look(inside(true), impatient);
  expect(waits.map(({ isOff }) => isOff)).toEqual([true]);
  watch.look(inside(false), impatient);
  expect(waits.map(({ isOff }) => isOff)).toEqual([true, false]);
  waits[1]?.task();
  expect(overdue).toBe(1);
  watch.look(inside(false), impatient);
  expect(waits).toHaveLength(3);
});
