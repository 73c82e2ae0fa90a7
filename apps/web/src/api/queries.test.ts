import { onlineManager } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { newQueries } from "./queries.ts";

test("queries go on while the browser reports no internet (regression: places stopped updating)", async () => {
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
