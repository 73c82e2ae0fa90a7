import { beforeAll, expect, test } from "vitest";
import { expectations } from "./replay/expectations.ts";
import { type Account, replay } from "./replay/replay.ts";

/** June 2020, replayed on real clients, as `npm run replay` prints it. */
let account: Account;

beforeAll(async () => {
  account = await replay("best", () => undefined);
}, 700_000);

for (const [sentence, faultsIn] of Object.entries(expectations)) {
  test(sentence, () => {
    expect(faultsIn(account)).toEqual([]);
  });
}
