import { expect, test } from "vitest";
import {
  type KeyPress,
  keepShortcuts,
  shortcutActions,
  shortcutKeys,
  shortcutOf,
  shortcutsWanted,
} from "./shortcuts.ts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...more,
});

test("every action has its own key, in either case", () => {
  expect(new Set(Object.values(shortcutKeys)).size).toBe(shortcutActions.length);
  for (const action of shortcutActions) {
    expect(shortcutOf(press(shortcutKeys[action]))).toBe(action);
    expect(shortcutOf(press(shortcutKeys[action].toLowerCase()))).toBe(action);
  }
});

test("a keyboard without Latin letters has the same keys in the same places", () => {
  expect(shortcutOf(press("ь", { code: "KeyM" }))).toBe("mic");
  // On a Latin keyboard the letter counts, wherever it is.
  expect(shortcutOf(press("a", { code: "KeyM" }))).toBeUndefined();
});

test("browser shortcuts, held keys and other keys do nothing", () => {
  expect(shortcutOf(press("m", { ctrlKey: true }))).toBeUndefined();
  expect(shortcutOf(press("m", { metaKey: true }))).toBeUndefined();
  expect(shortcutOf(press("m", { altKey: true }))).toBeUndefined();
  expect(shortcutOf(press("m", { repeat: true }))).toBeUndefined();
  expect(shortcutOf(press("Enter", { code: "Enter" }))).toBeUndefined();
});

test("shortcuts can be turned off, and are on if the browser stores nothing", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  expect(shortcutsWanted(storage)).toBe("on");
  keepShortcuts(storage, "off");
  expect(shortcutsWanted(storage)).toBe("off");
  keepShortcuts(storage, "on");
  expect(kept.size).toBe(0);
  const forbidden = () => {
    throw new Error("forbidden");
  };
  expect(shortcutsWanted({ getItem: forbidden })).toBe("on");
  keepShortcuts({ setItem: forbidden, removeItem: forbidden }, "off");
});
