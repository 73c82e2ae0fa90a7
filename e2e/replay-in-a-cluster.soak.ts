import { beforeAll, expect, test } from "vitest";
import { expectations } from "./replay/expectations.ts";
import { type Account, replay } from "./replay/replay.ts";

/** June 2020 on two instances: the owner of every room is killed in the middle of the order. */
let account: Account;

beforeAll(async () => {
  account = await replay("best", () => undefined, { instances: 2 });
}, 500_000);

for (const [sentence, faultsIn] of Object.entries(expectations)) {
  test(sentence, () => {
    expect(faultsIn(account)).toEqual([]);
  });
}
