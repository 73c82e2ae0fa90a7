import { onlineManager } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { newQueries } from "./queries.ts";

test("a page goes on asking while the browser says that there is no internet (the places of a meeting stood still)", async () => {
  onlineManager.setOnline(false);
  try {
    const queries = newQueries();
    const asked = queries.fetchQuery({ queryKey: ["managed"], queryFn: async () => "told" });
    expect(queries.getQueryState(["managed"])?.fetchStatus).toBe("fetching");
    expect(await asked).toBe("told");
  } finally {
    onlineManager.setOnline(true);
  }
});
