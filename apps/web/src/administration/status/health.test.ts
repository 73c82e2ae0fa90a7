import { expect, test } from "vitest";
import type { SourceStatus } from "../places/source-advice.ts";
import { healthOf } from "./health.ts";

const source: SourceStatus = {
  id: "a",
  kind: "country",
  state: "fresh",
  held: false,
  licence: "",
  attribution: "",
  maker: "A",
  basis: "measured",
};
const well: Parameters<typeof healthOf>[0] = {
  engine: { state: "ok", kind: "embedded" },
  database: { state: "ok", kind: "embedded" },
  log: { state: "signing" },
  mail: "smtp",
  sources: [source, { ...source, id: "b", maker: "B", basis: "registration" }],
};

test("everything works only if no line below says otherwise", () => {
  expect(healthOf(well, "read")).toBe("well");
  expect(healthOf({ ...well, mail: "mailbox" }, "read")).toBe("wants");
  expect(healthOf(well, "unread")).toBe("wants");
  expect(healthOf({ ...well, log: { state: "waiting" } }, "read")).toBe("wants");
  expect(healthOf({ ...well, sources: [] }, "read")).toBe("wants");
  const missing = { ...source, id: "c", maker: "C", state: "missing" as const };
  expect(healthOf({ ...well, sources: [...well.sources, missing] }, "read")).toBe("wants");
  const waits = { ...source, id: "d", held: true };
  expect(healthOf({ ...well, sources: [...well.sources, waits] }, "read")).toBe("wants");
});

test("what meetings depend on comes before what is waiting", () => {
  const mail = "mailbox";
  expect(healthOf({ ...well, mail, engine: { state: "failing", kind: "external" } }, "read")).toBe(
    "fails",
  );
  expect(
    healthOf({ ...well, mail, database: { state: "failing", kind: "external" } }, "read"),
  ).toBe("fails");
  expect(healthOf({ ...well, mail, log: { state: "stopped", reason: "key" } }, "read")).toBe(
    "fails",
  );
});
