import { type Opening, opens } from "./commitment.ts";
import { type Entry, type TextName, textNames } from "./entry.ts";
import type { Commitment } from "./field.ts";
import type { Sha256 } from "./merkle.ts";

/**
 * Texts beside the log. Names of authorities, laws, reasons and sentences may have to be taken down, so they lie
 * outside of the leaves. Taking one down changes no leaf: every proof holds as before, and an entry says so.
 */

/** The texts of an entry that are told, by their commitments. */
export function textsOf(entry: Entry): ReadonlyMap<TextName, Commitment> {
  const holder: object = entry.kind === "sealed-opened" ? entry.held : entry;
  const given = new Map<string, unknown>(Object.entries(holder));
  const told = textNames.flatMap((name) => {
    const value = given.get(name);
    return isCommitment(value) ? [[name, value] as const] : [];
  });
  return new Map(told);
}

/** A member that has the name of a text, and is none of a list: a change's or an act's `what`. */
function isCommitment(value: unknown): value is Commitment {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

/** `missing` and `differs` are faults of whoever serves the texts: nothing says that it was taken down. */
export type ToldText =
  | { readonly kind: "shown"; readonly text: string }
  | { readonly kind: "taken-down"; readonly ground: TextRemovedEntry["ground"] }
  | { readonly kind: "missing" | "differs" };

export type TextRemovedEntry = Extract<Entry, { readonly kind: "text-removed" }>;

/** What a reader is to see. @param removal the entry that says that this text was taken down */
export function toldText(
  sha256: Sha256,
  commitment: Commitment,
  {
    opening,
    removal,
  }: { readonly opening: Opening | undefined; readonly removal: TextRemovedEntry | undefined },
): ToldText {
  if (removal !== undefined) return { kind: "taken-down", ground: removal.ground };
  if (opening === undefined) return { kind: "missing" };
  return opens(sha256, "text", { commitment, opening })
    ? { kind: "shown", text: opening.value }
    : { kind: "differs" };
}
