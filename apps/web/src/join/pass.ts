import type { Door } from "@graticule/api/meetings";
import { words } from "../i18n/words.ts";
import { linkSecretIn } from "../meetings/link-fragment.ts";

/** The secret of a traveller's pass in a link's fragment; see link-fragment.ts. */
export function passIn(fragment: string): string | undefined {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("pass") ?? undefined;
}

/**
 * Takes the secret of a pass out of the address, which others see on a shared screen; that of the
 * encryption stays. INVARIANT: only once a reload no longer needs it, which comes back by the kept seat.
 */
export function hidePass({ location, history }: Pick<Window, "location" | "history">): void {
  if (passIn(location.hash) === undefined) return;
  const secret = linkSecretIn(location.hash);
  const rest = secret === undefined ? "" : `#${secret}`;
  history.replaceState(history.state, "", `${location.pathname}${location.search}${rest}`);
}

/** What the door says to whoever brought a pass, and may come in. */
export function passLine(pass: Door["pass"]): string | undefined {
  if (pass === undefined) return undefined;
  if (pass.kind === "gone") return words.door.pass.notNeeded;
  return pass.used ? `${words.door.pass.valid} ${words.door.pass.used}` : words.door.pass.valid;
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
 * Whether the pass that somebody brought is none any more, now that they are kept out. A pass goes
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
