import type { LoggedEntry } from "@graticule/api/transparency";
import { opens } from "@graticule/ledger/commitment";
import { type Entry, type TextName, textNames } from "@graticule/ledger/entry";
import type { Commitment } from "@graticule/ledger/field";
import { textsOf } from "@graticule/ledger/text";
import { sha256 } from "../verify/browser-crypto.ts";
import { readLogged } from "../verify/read-logged.ts";

/** A text beside an entry. INVARIANT: it is shown only where the entry commits to it. */
type VerifiedText =
  | { readonly kind: "shown"; readonly text: string }
  | { readonly kind: "taken-down" | "missing" | "differs" };

/** An entry of the log, with its texts verified. */
export interface ParsedEntry {
  readonly index: number;
  readonly entry: Entry;
  /** As it came. */
  readonly leaf: string;
  /** In the order in which they are read. */
  readonly texts: ReadonlyMap<TextName, VerifiedText>;
}

/** Undefined: the log can't have such an entry. */
export function parseLoggedEntry({ index, leaf, texts }: LoggedEntry): ParsedEntry | undefined {
  const { entry } = readLogged(leaf);
  if (entry === undefined) return undefined;
  const committed = textsOf(entry);
  const verified = textNames.flatMap((name) => {
    const commitment = committed.get(name);
    return commitment === undefined ? [] : [[name, verifyText(texts[name], commitment)] as const];
  });
  return { index, entry, leaf, texts: new Map(verified) };
}

/** The readable ones. */
export function parseLoggedEntries(logged: readonly LoggedEntry[]): readonly ParsedEntry[] {
  return logged.flatMap((one) => parseLoggedEntry(one) ?? []);
}

function verifyText(
  shown: LoggedEntry["texts"][string] | undefined,
  commitment: Commitment,
): VerifiedText {
  if (shown === undefined) return { kind: "missing" };
  if (shown === "taken-down") return { kind: "taken-down" };
  return opens(sha256, "text", { commitment, opening: shown })
    ? { kind: "shown", text: shown.value }
    : { kind: "differs" };
}
