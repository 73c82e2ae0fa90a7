import { expect, test } from "vitest";
import { DeviceAsks } from "./device-asks.ts";

function connection() {
  const now = { cuts: 0, waiting: 0, stand: (_: "again" | "over"): void => undefined };
  const asks = new DeviceAsks({
    cuts: () => now.cuts,
    stands() {
      now.waiting += 1;
      return new Promise((resolve) => {
        now.stand = resolve;
      });
    },
  });
  /** Fails once, with the connection, then succeeds. */
  const once = (done: string[], name: string) => async () => {
    done.push(name);
    if (done.length > 1) return;
    now.cuts += 1;
    throw new Error("timed out");
  };
  return { now, asks, once };
}
const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("a request that failed with the connection is repeated once the call is back", async () => {
  const { now, asks, once } = connection();
  const done: string[] = [];
  const asked = asks.ask("camera", once(done, "on"));
  await quiet();
  expect([done, now.waiting]).toEqual([["on"], 1]);
  now.stand("again");
  expect(await asked).toBeUndefined();
  expect(done).toEqual(["on", "on"]);
});

test("a request that fails while the connection holds is not repeated", async () => {
  const { asks } = connection();
  const error = new Error("in use");
  expect(await asks.ask("camera", () => Promise.reject(error))).toEqual({ error });
});

test("a request is not repeated after a newer one, except one for another device", async () => {
  const { now, asks, once } = connection();
  const done: string[] = [];
  const asked = asks.ask("camera", once(done, "on"));
  await quiet();
  await asks.ask("camera", async () => void done.push("off"));
  await asks.ask("microphone", async () => void done.push("microphone"));
  now.stand("again");
  await asked;
  expect(done).toEqual(["on", "off", "microphone"]);
});

test("nothing is repeated once the call is over", async () => {
  const { now, asks, once } = connection();
  const done: string[] = [];
  const asked = asks.ask("microphone", once(done, "on"));
  await quiet();
  now.stand("over");
  expect(await asked).toBeUndefined();
  expect(done).toEqual(["on"]);
});
