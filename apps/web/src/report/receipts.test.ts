import { expect, test } from "vitest";
import type { Answer } from "../api/client.ts";
import { Receipts, tries } from "./receipts.ts";

const join = { joinId: "j", key: "k" };
const offline = { kind: "offline" } as const;
const given = (receipt: string) => ({ kind: "ok", value: { receipt } }) as const;

function receiptsOf(answers: readonly Answer<{ readonly receipt: string }>[]) {
  const waiting: (() => void)[] = [];
  let asked = 0;
  const receipts = new Receipts({
    fetch: () => {
      asked += 1;
      return Promise.resolve(answers[asked - 1] ?? offline);
    },
    later: (task) => void waiting.push(task),
  });
  const pass = async (): Promise<void> => {
    waiting.shift()?.();
    await Promise.resolve();
  };
  return { receipts, pass, asked: () => asked };
}

test("a receipt that came is kept and not requested again", async () => {
  const { receipts, asked } = receiptsOf([given("first"), given("second")]);
  await receipts.keep("abc-defg-hij", join);
  await receipts.keep("abc-defg-hij", join);
  expect(receipts.of("abc-defg-hij")).toBe("first");
  expect(receipts.of("xyz-defg-hij")).toBeUndefined();
  expect(asked()).toBe(1);
});

test("if the service does not see the seat yet, it is asked again, and after a while no more", async () => {
  const late = receiptsOf([offline, given("late")]);
  await late.receipts.keep("abc-defg-hij", join);
  await late.pass();
  expect(late.receipts.of("abc-defg-hij")).toBe("late");
  const never = receiptsOf([]);
  await never.receipts.keep("abc-defg-hij", join);
  for (let i = 0; i < 10; i += 1) await never.pass();
  expect(never.asked()).toBe(tries);
});
