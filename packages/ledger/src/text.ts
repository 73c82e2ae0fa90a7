import { type Opening, opens } from "./commitment.ts";
import { type Entry, type TextName, textNames } from "./entry.ts";
import { type Commitment, text } from "./field.ts";
import type { Sha256 } from "./merkle.ts";

/**
 * Texts beside the log. Names of authorities, laws, reasons and sentences may have to be taken
 * down, so they lie outside of the leaves: taking one down changes no leaf and no proof, and an
 * entry says so.
 */

/** The commitments of an entry's texts. */
export function textsOf(entry: Entry): ReadonlyMap<TextName, Commitment> {
  const holder: object = entry.kind === "sealed-opened" ? entry.held : entry;
  const given = new Map<string, unknown>(Object.entries(holder));
  const told = textNames.flatMap((name) => {
    // A change's or an act's `what` has the name of a text, and is none.
    const value = text(given.get(name));
    return value === undefined ? [] : [[name, value] as const];
  });
  return new Map(told);
}

/** `missing` and `differs` are faults of the server: no entry takes the text down. */
export type ToldText =
  | { readonly kind: "shown"; readonly text: string }
  | { readonly kind: "taken-down"; readonly ground: TextRemovedEntry["ground"] }
  | { readonly kind: "missing" | "differs" };

export type TextRemovedEntry = Extract<Entry, { readonly kind: "text-removed" }>;

/** What a reader sees. @param removal the entry that takes this text down */
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
