import type { LoggedEntry } from "@graticule/api/transparency";
import { opens } from "@graticule/ledger/commitment";
import { type Entry, type TextName, textNames } from "@graticule/ledger/entry";
import type { Commitment } from "@graticule/ledger/field";
import { textsOf } from "@graticule/ledger/text";
import { sha256 } from "../verify/browser-crypto.ts";
import { readLogged } from "../verify/read-logged.ts";

/** A text beside an entry. INVARIANT: it is shown only where it is what the entry commits to. */
type Told =
  | { readonly kind: "shown"; readonly text: string }
  | { readonly kind: "taken-down" | "missing" | "differs" };

/** An entry as a page tells it. */
export interface ToldEntry {
  readonly index: number;
  readonly entry: Entry;
  /** As it came. */
  readonly leaf: string;
  /** In the order in which they are read. */
  readonly texts: ReadonlyMap<TextName, Told>;
}

/** Undefined: the log can't have such an entry. */
export function tellEntry({ index, leaf, texts }: LoggedEntry): ToldEntry | undefined {
  const { entry } = readLogged(leaf);
  if (entry === undefined) return undefined;
  const committed = textsOf(entry);
  const told = textNames.flatMap((name) => {
    const commitment = committed.get(name);
    return commitment === undefined ? [] : [[name, tell(texts[name], commitment)] as const];
  });
  return { index, entry, leaf, texts: new Map(told) };
}

/** The readable ones. */
export function tellEntries(logged: readonly LoggedEntry[]): readonly ToldEntry[] {
  return logged.flatMap((one) => tellEntry(one) ?? []);
}

function tell(shown: LoggedEntry["texts"][string] | undefined, commitment: Commitment): Told {
  if (shown === undefined) return { kind: "missing" };
  if (shown === "taken-down") return { kind: "taken-down" };
  return opens(sha256, "text", { commitment, opening: shown })
    ? { kind: "shown", text: shown.value }
    : { kind: "differs" };
}
