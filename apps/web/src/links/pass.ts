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

/** What the door says about the pass that was brought. */
export function passLine({ pass, held }: Pick<Door, "pass" | "held">): string | undefined {
  const said = words.door.pass;
  if (pass === undefined) return undefined;
  if (pass.kind === "gone") return said.notNeeded;
  const line = asksHost(held) ? said.ask : said.valid;
  return pass.used ? `${line} ${said.used}` : line;
}

/** Whether a host has to let this person in; one who is asked where they are may come in by the answer. */
export function asksHost(held: Door["held"]): boolean {
  return held !== undefined && !held.ask;
}

/** The limits that a door names, without those that the pass goes against. */
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
 * Whether the pass that was brought no longer counts, now that its guest is kept out: while it counts, the
 * meeting's own rule keeps nobody out who has it. `seat` is undefined for a guest who only looked.
 */
export function passIsGone(
  seen: Door["pass"],
  refused: {
    readonly refusal: Pick<NonNullable<Door["refusal"]>, "decidedBy">;
    readonly seat: object | undefined;
  },
): boolean {
  if (refused.refusal.decidedBy !== "meeting" || seen === undefined) return false;
  return seen.kind === "gone" || refused.seat !== undefined;
}
