import { useEffect, useEffectEvent } from "react";
import { type ShortcutAction, shortcutOf, typingPlaces } from "./shortcuts.ts";

/** Runs single-key shortcuts, except where a key types or chooses. */
export function useShortcuts(
  keys: "on" | "off",
  run: Readonly<Record<ShortcutAction, () => void>>,
): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    const place = event.target instanceof Element ? event.target : document.body;
    if (event.defaultPrevented || place.closest(typingPlaces) !== null) return;
    const action = shortcutOf(event);
    if (action === undefined) return;
    event.preventDefault();
    run[action]();
  });
  useEffect(() => {
    if (keys === "off") return;
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [keys]);
}
