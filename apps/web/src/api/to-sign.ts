import { dayOf, isAbout, parseDay } from "@graticule/ledger/day";
import { canonicalJson, type JsonValue } from "@graticule/ledger/encode";

/** By name; each must be equal. `undefined`: it must not be there. */
export type ShownToSign = Readonly<Record<string, JsonValue | undefined>>;

/**
 * Whether what a member is asked to sign says what the page shows, so that the service can't have
 * another thing signed: in canonical JSON, on this day by either clock, with nothing beside it but
 * `unknown`, which the page can't check.
 */
export function says(
  toSign: string | undefined,
  shown: ShownToSign,
  { unknown, now }: { readonly unknown: readonly string[]; readonly now: number },
): boolean {
  const said = read(toSign);
  if (said === undefined || canonicalJson(said) !== toSign) return false;
  const day = parseDay(said["day"]);
  if (day === undefined || !isAbout(day, dayOf(now))) return false;
  const known = new Set([...Object.keys(shown), ...unknown, "day"]);
  return (
    Object.keys(said).every((name) => known.has(name)) &&
    Object.entries(shown).every(([name, value]) => isSame(said[name], value))
  );
}

function read(toSign: string | undefined): Readonly<Record<string, JsonValue>> | undefined {
  try {
    const said: unknown = JSON.parse(toSign ?? "");
    return typeof said === "object" && said !== null && !Array.isArray(said)
      ? (said as Readonly<Record<string, JsonValue>>)
      : undefined;
  } catch {
    return undefined;
  }
}

const isSame = (one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
