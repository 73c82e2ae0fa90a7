const maxDepth = 16;

/**
 * Parses JSON and refuses what two parsers could read differently: a duplicate name in one object
 * (also when spelled with escapes), numbers beyond a double, lone surrogates, and nesting deeper
 * than 16. Undefined: refused.
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isPlain(value, 0) && namesIn(text) === countNames(value) ? value : undefined;
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === "string") return isWellFormed(value);
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth === maxDepth) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth + 1));
  for (const name of Object.keys(value)) {
    if (!isWellFormed(name)) return false;
    if (!isPlain((value as Record<string, unknown>)[name], depth + 1)) return false;
  }
  return true;
}

/** How many names the parsed value has in all: duplicates were lost in parsing. */
function countNames(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inside = Object.values(value);
  let names = Array.isArray(value) ? 0 : inside.length;
  for (const item of inside) names += countNames(item);
  return names;
}

/** Whether text has no lone surrogates, which UTF-8 can't carry. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/** How many names the text has: colons outside strings. The text is known to be JSON. */
function namesIn(text: string): number {
  let names = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === colon) names++;
    else if (unit === quote) at = endOfString(text, at);
  }
  return names;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== quote) {
    at += text.charCodeAt(at) === backslash ? 2 : 1;
  }
  return at;
}
