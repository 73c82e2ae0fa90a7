import type { Door } from "@graticule/api/meetings";
import { words } from "../i18n/words.ts";

/** The secret of a traveller's pass in a link's fragment. */
export function passIn(fragment: string): string | undefined {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("pass") ?? undefined;
}

/** A link's fragment without the pass, which is one guest's own; what else stands in it stays as it is. */
function withoutPass(fragment: string): string {
  const rest = fragment
    .replace(/^#/, "")
    .split("&")
    .filter((part) => part !== "pass" && !part.startsWith("pass="))
    .join("&");
  return rest === "" ? "" : `#${rest}`;
}

/** The link with which others join: this page's own, with what its fragment holds, and without a pass. */
export function joinLink({ origin, pathname, hash }: Pick<Location, LinkPart>): string {
  return `${origin}${pathname}${withoutPass(hash)}`;
}

type LinkPart = "origin" | "pathname" | "hash";

/**
 * Takes the secret of a pass out of the address, which others see on a shared screen. INVARIANT: only once a
 * reload no longer needs it, which comes back by the kept seat.
 */
export function hidePass({ location, history }: Pick<Window, "location" | "history">): void {
  if (passIn(location.hash) === undefined) return;
  const rest = withoutPass(location.hash);
  history.replaceState(history.state, "", `${location.pathname}${location.search}${rest}`);
}

/** What the door says to whoever brought a pass, and may come in, or wait for the host's word. */
export function passLine({ pass, held }: Pick<Door, "pass" | "held">): string | undefined {
  const said = words.door.pass;
  if (pass === undefined) return undefined;
  if (pass.kind === "gone") return said.notNeeded;
  const line = asksHost(held) ? said.ask : said.valid;
  return pass.used ? `${line} ${said.used}` : line;
}

/** Whether only the host's word is missing: whoever is asked where they are may come in by the answer. */
export function asksHost(held: Door["held"]): boolean {
  return held !== undefined && !held.ask;
}

/** What a door says that holds: to whoever brings a pass, what it goes against is left out. */
export function limitsTold({ limits, pass }: Pick<Door, "limits" | "pass">): Door["limits"] {
  if (pass?.kind !== "valid") return limits;
  return limits.filter(
    ({ tier, rule }) => tier !== "meeting" && (rule.deny.length > 0 || rule.allow !== "everyone"),
  );
}

/** For whom the host made it. */
export function nameOnPass(pass: Door["pass"]): string | undefined {
  return pass?.kind === "valid" ? pass.name : undefined;
}

/**
 * Whether the pass that someone brought is none any more, now that they are kept out. A pass goes
 * against the meeting's own rule, so whoever came with one is kept out by it only without.
 */
export function passIsGone(seen: Door["pass"], out: PutOut): boolean {
  if (out.refusal.decidedBy !== "meeting" || seen === undefined) return false;
  return seen.kind === "gone" || out.seat !== undefined;
}

interface PutOut {
  readonly refusal: Pick<NonNullable<Door["refusal"]>, "decidedBy">;
  /** Undefined: has only looked. */
  readonly seat: object | undefined;
}
