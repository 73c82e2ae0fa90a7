import { expect, test } from "vitest";
import { storageOf } from "./page-storage.ts";
import { deviceStorage } from "./storage.ts";

const blocked = (): Storage => {
  throw new DOMException("Access is denied for this document.", "SecurityError");
};

// Broken on purpose: not caught → the page ends where it only asks for the language.
test.each([
  ["throws", blocked],
  ["is null", () => null as unknown as Storage],
])("where the browser's own %s, a page has storage that ends with it", (_, read) => {
  const storage = storageOf(read);
  expect(storage.getItem("one")).toBeNull();
  storage.setItem("one", "text");
  expect([storage.getItem("one"), storage.lasts]).toEqual(["text", false]);
  storage.removeItem("one");
  expect(storage.getItem("one")).toBeNull();
});

test("a full storage keeps what it had, and stops no one", () => {
  const full = {
    getItem: () => "before",
    removeItem: () => undefined,
    setItem: () => {
      throw new DOMException("It is full.", "QuotaExceededError");
    },
  };
  const storage = storageOf(() => full as unknown as Storage);
  storage.setItem("one", "text");
  expect([storage.getItem("one"), storage.lasts]).toEqual(["before", true]);
});

test("one without a window is a stand-in, too", () => {
  expect(deviceStorage.lasts).toBe(false);
});
