import { expect, test } from "vitest";
import { RequestTokens } from "./engine-token.ts";

const key = { id: "engine", secret: "a-secret-that-only-this-test-knows" };
const grants = (room: string) => ({ roomAdmin: true, room });

function lifeOf(token: string, nowMs: number): number {
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  return claims.exp - Math.floor(nowMs / 1_000);
}

test("requests with the same grants share a token, and others have their own", () => {
  const tokens = new RequestTokens(key);
  const one = tokens.for(grants("one"), 1_000_000);
  expect(tokens.for(grants("one"), 1_019_999)).toBe(one);
  const other = tokens.for(grants("other"), 1_000_000);
  expect(other).not.toBe(one);
  expect(
    JSON.parse(Buffer.from(other.split(".")[1] ?? "", "base64url").toString("utf8")),
  ).toMatchObject({ iss: "engine", video: grants("other") });
});

test("a token has at least 40 of its 60 seconds left whenever it is used", () => {
  const tokens = new RequestTokens(key);
  for (let nowMs = 1_000_000; nowMs < 1_100_000; nowMs += 7_000) {
    expect(lifeOf(tokens.for(grants("room"), nowMs), nowMs)).toBeGreaterThanOrEqual(40);
  }
});

test("after the clock was put back, no token comes from a time that is yet to come", () => {
  const tokens = new RequestTokens(key);
  tokens.for(grants("room"), 9_000_000);
  expect(lifeOf(tokens.for(grants("room"), 1_000_000), 1_000_000)).toBe(60);
});
