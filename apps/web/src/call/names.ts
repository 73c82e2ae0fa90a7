import { personIn } from "./hosting/powers.ts";

/** How many tints the theme has for people without a picture. */
const tints = 6;

/** A person's tint, 1 to 6: the same on every page for the whole call. */
export function tintOf(identity: string): number {
  let sum = 0;
  for (const letter of personIn(identity)) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return (sum % tints) + 1;
}

/** One or two letters for a person without a picture; a number behind the name does not count. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const spoken = parts.filter((part) => /^[\p{L}\p{N}]/u.test(part));
  return (spoken.length === 0 ? parts : spoken)
    .slice(0, 2)
    .map((part) => [...part][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}
