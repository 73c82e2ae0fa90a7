import { personIn } from "./hosting/powers.ts";

/** So many tints for people without a picture are in the theme. */
const tints = 6;

/** The same person has the same tint as long as the call runs, for everyone: 1 to 6. */
export function tintOf(identity: string): number {
  let sum = 0;
  for (const letter of personIn(identity)) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return (sum % tints) + 1;
}

/** One or two letters that stand for a person without a picture; a number behind the name is none. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const spoken = parts.filter((part) => /^[\p{L}\p{N}]/u.test(part));
  return (spoken.length === 0 ? parts : spoken)
    .slice(0, 2)
    .map((part) => [...part][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}
