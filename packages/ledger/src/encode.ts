import { utf8 } from "./bytes.ts";

/** RFC 8785 (JSON Canonicalization Scheme): one value has one sequence of bytes. */

/** What I-JSON (RFC 7493) can say. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** @throws {TypeError} not I-JSON: a number that isn't finite, a lone surrogate, undefined */
export function encodeJson(value: JsonValue): Uint8Array {
  return utf8(canonicalJson(value));
}

/** RFC 8785 §3.2: ECMAScript's strings and numbers, names by UTF-16 units, no white space. */
export function canonicalJson(value: JsonValue): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError("a number that is not finite");
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      return value === null ? "null" : structure(value);
    default:
      throw new TypeError(`${typeof value} is not JSON`);
  }
}

function structure(value: object & JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = value as { readonly [name: string]: JsonValue };
  const named = Object.keys(members)
    .sort()
    .map((name) => `${quoted(name)}:${canonicalJson(members[name] as JsonValue)}`);
  return `{${named.join(",")}}`;
}

/** §3.2.2.2. JSON.stringify alone would write a lone surrogate. */
function quoted(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError("a lone surrogate");
  return JSON.stringify(text);
}
