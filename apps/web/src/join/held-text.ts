import type { Held } from "@graticule/api/meetings";
import { words } from "../i18n/words.ts";

type Because = Exclude<Held["because"], "terms" | "media-path">;

/** Why a person would wait, in the words of the page that says so. */
export function heldText(
  { because, ask }: Held,
  texts: Readonly<Record<Because | "ask", string>>,
): string {
  if (because === "terms" || because === "media-path") return words.lobby.because[because];
  return texts[ask ? "ask" : because];
}
