/** How hard a password is to guess, as far as a look can tell. */
export type Strength =
  | { readonly kind: "empty" }
  /** `more` characters are missing. */
  | { readonly kind: "short"; readonly more: number }
  | { readonly kind: "weak" | "fair" | "strong" };

/** The service takes no shorter and no longer one. */
export const leastLength = 10;
export const mostLength = 128;

/** What guessers try first, in small letters. */
const common = ["password", "passwort", "qwerty", "azerty", "letmein", "welcome", "graticule"];
const rows = ["abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890"];

/** Whether much of a text follows an alphabet, a keyboard or a row of digits. */
function isRow(text: string): boolean {
  let follows = 0;
  for (let index = 1; index < text.length; index += 1) {
    const pair = text.slice(index - 1, index + 1);
    const back = [...pair].reverse().join("");
    if (pair[0] === pair[1] || rows.some((row) => row.includes(pair) || row.includes(back))) {
      follows += 1;
    }
  }
  return follows > text.length / 2;
}

function kindsOf(text: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(text))
    .length;
}

/** `known`: what others know of the person: name, e-mail address. */
export function strengthOf(password: string, known: readonly string[] = []): Strength {
  if (password === "") return { kind: "empty" };
  if (password.length < leastLength) return { kind: "short", more: leastLength - password.length };
  const text = password.toLowerCase();
  const parts = known.flatMap((word) => word.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  const guessed = [...common, ...parts.filter((part) => part.length > 3)];
  const left = guessed.reduce((rest, word) => rest.replaceAll(word, ""), text);
  if (left.length < leastLength - 2 || new Set(text).size < 6 || isRow(text))
    return { kind: "weak" };
  const long = text.length >= 16 || (text.length >= 13 && kindsOf(password) >= 3);
  return { kind: long ? "strong" : "fair" };
}
