import { expect, test } from "vitest";
import { newsOnly } from "./worker-words.ts";

const key = {} as CryptoKey;
const other = {} as CryptoKey;

const enable = (participantIdentity: string) => ({
  kind: "enable",
  data: { enabled: true, participantIdentity },
});

function setKey(
  participantIdentity: string,
  of: { readonly key: CryptoKey; readonly keyIndex: number; readonly current?: boolean },
) {
  const { keyIndex, current = false } = of;
  const data = { participantIdentity, key: of.key, keyIndex, updateCurrentKeyIndex: current };
  return { kind: "setKey", data };
}

test("that somebody's frames are sealed is said once of each", () => {
  const isNews = newsOnly();
  const said = [enable("ada"), enable("bo"), enable("ada"), enable("bo")];
  expect(said.map(isNews)).toEqual([true, true, false, false]);
});

test("a key is said again only where it is another one, for another place, or to be sent with", () => {
  const isNews = newsOnly();
  expect(isNews(setKey("ada", { key, keyIndex: 1 }))).toBe(true);
  expect(isNews(setKey("ada", { key, keyIndex: 1 }))).toBe(false);
  expect(isNews(setKey("ada", { key, keyIndex: 2 }))).toBe(true);
  expect(isNews(setKey("bo", { key, keyIndex: 1 }))).toBe(true);
  expect(isNews(setKey("ada", { key, keyIndex: 1, current: true }))).toBe(true);
  // Written over, and the first one once more.
  expect(isNews(setKey("ada", { key: other, keyIndex: 1 }))).toBe(true);
  expect(isNews(setKey("ada", { key, keyIndex: 1 }))).toBe(true);
});

test("everything else is news", () => {
  const isNews = newsOnly();
  const said = { kind: "decode", data: { participantIdentity: "ada" } };
  expect([said, said, undefined, "init"].map(isNews)).toEqual([true, true, true, true]);
});
