import { dayOf, isAbout, parseDay } from "@graticule/ledger/day";
import { canonicalJson, type JsonValue } from "@graticule/ledger/encode";

/** By name; each must be equal. `undefined`: it must not be there. */
export type ShownToSign = Readonly<Record<string, JsonValue | undefined>>;

/**
 * How what a member is asked to sign compares with what the page shows. `not-yet`: the service doesn't
 * say what to sign, or it is of another day than this device's. Only `same` is signed.
 */
export type ToSignCompared = "same" | "not-yet" | "another";

/**
 * Compares the two, so that the service can't have another thing signed: `same` in canonical JSON, on
 * this day by either clock, with nothing beside it but `unknown`, which the page can't check.
 */
export function compareToSign(
  toSign: string | undefined,
  shown: ShownToSign,
  { unknown, now }: { readonly unknown: readonly string[]; readonly now: number },
): ToSignCompared {
  if (toSign === undefined) return "not-yet";
  const said = read(toSign);
  if (said === undefined || canonicalJson(said) !== toSign) return "another";
  const day = parseDay(said["day"]);
  const known = new Set([...Object.keys(shown), ...unknown, "day"]);
  const isSaid =
    day !== undefined &&
    Object.keys(said).every((name) => known.has(name)) &&
    Object.entries(shown).every(([name, value]) => isSame(said[name], value));
  if (!isSaid) return "another";
  return isAbout(day, dayOf(now)) ? "same" : "not-yet";
}

function read(toSign: string): Readonly<Record<string, JsonValue>> | undefined {
  try {
    const said: unknown = JSON.parse(toSign);
    return typeof said === "object" && said !== null && !Array.isArray(said)
      ? (said as Readonly<Record<string, JsonValue>>)
      : undefined;
  } catch {
    return undefined;
  }
}

const isSame = (one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
