import type { OwnEffect, RuleInput } from "@graticule/api/rules";
import { expect, test } from "vitest";
import type { Answer, Credential } from "../api/client.ts";
import { effectOnReader } from "./own-effect.ts";

const rule: RuleInput = { deny: [], allow: "everyone", onDoubt: "admit", matches: "probable" };
const nameless = { kind: "secret", secret: "s" } as const;

/**
 * The effect shown for this credential and these seats; for each seat the service answers its key.
 */
function shownEffect(
  seats: readonly ("leave" | "wait" | "stay" | "not known" | "no host")[],
  credential: Credential = nameless,
  byKey?: OwnEffect["you"],
) {
  const ask = async ({
    credential: by,
  }: {
    credential: Credential;
  }): Promise<Answer<OwnEffect>> => {
    if (by.kind !== "join") return { kind: "ok", value: byKey === undefined ? {} : { you: byKey } };
    if (by.key === "no host") return { kind: "offline" };
    return { kind: "ok", value: by.key === "not known" ? {} : { you: by.key as "leave" } };
  };
  const taken = seats.map((key, index) => ({ joinId: String(index), key }));
  return effectOnReader({ code: "abc-defg-hij", credential }, rule, taken, ask);
}

test("for someone known by the key they manage with, only that key counts", async () => {
  expect(await shownEffect(["leave"], { kind: "session" }, "stay")).toBe("stay");
  expect(await shownEffect([], { kind: "session" }, "leave")).toBe("leave");
});

test("someone managing by the link alone sees the worst effect on this browser's seats, or none if one is unknown", async () => {
  expect(await shownEffect([])).toBeUndefined();
  expect(await shownEffect(["stay"])).toBe("stay");
  expect(await shownEffect(["stay", "wait", "leave"])).toBe("leave");
  expect(await shownEffect(["stay", "wait"])).toBe("wait");
  expect(await shownEffect(["stay", "not known"])).toBeUndefined();
  expect(await shownEffect(["no host", "stay"])).toBeUndefined();
});
