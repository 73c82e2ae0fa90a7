export const shortcutActions = [
  "mic",
  "camera",
  "screen",
  "hand",
  "chat",
  "people",
  "view",
  "help",
] as const;
export type ShortcutAction = (typeof shortcutActions)[number];

/** One key each, as printed on the keyboard. */
export const shortcutKeys: Readonly<Record<ShortcutAction, string>> = {
  mic: "M",
  camera: "V",
  screen: "S",
  hand: "H",
  chat: "C",
  people: "P",
  view: "G",
  help: "?",
};

/** The parts of a key press that count. */
export interface KeyPress {
  readonly key: string;
  /** The key's place (`KeyM`), for keyboards whose letters are not Latin. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
}

const byKey = new Map(shortcutActions.map((action) => [shortcutKeys[action], action]));

/** The action for a key pressed while not typing. Keys with Ctrl, Alt or ⌘ are the browser's. */
export function shortcutOf(press: KeyPress): ShortcutAction | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) return undefined;
  const latin = /^[\x20-\x7e]$/.test(press.key);
  const key = latin ? press.key.toUpperCase() : press.code.replace(/^Key/, "");
  return byKey.get(key);
}

/** Where a key types a letter or chooses in a list: no shortcuts there. */
export const typingPlaces =
  'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select, [contenteditable]:not([contenteditable="false"]), [role="listbox"], [role="combobox"], [role="menu"], [role="grid"], [role="dialog"]';

const storageKey = "graticule.shortcuts";

/** WCAG 2.1.4: single-key shortcuts can be turned off. */
export function shortcutsWanted(storage: Pick<Storage, "getItem">): "on" | "off" {
  try {
    return storage.getItem(storageKey) === "off" ? "off" : "on";
  } catch {
    return "on";
  }
}

export function keepShortcuts(
  storage: Pick<Storage, "setItem" | "removeItem">,
  wanted: "on" | "off",
): void {
  try {
    if (wanted === "off") storage.setItem(storageKey, "off");
    else storage.removeItem(storageKey);
  } catch {
    // Storage is full or forbidden: the choice holds for this call.
  }
}
