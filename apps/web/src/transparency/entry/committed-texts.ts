import type { Day } from "@graticule/ledger/day";
import { type EntryOf, type TextName, textNames, untilOf } from "@graticule/ledger/entry";
import { hostDay } from "../../i18n/host-time.ts";
import { logWords } from "../../i18n/log-words.ts";
import type { ParsedEntry } from "./parsed-entry.ts";

/** A text that an entry commits to as a reader sees it: the text itself, or why it isn't there. */
export type ReadableText =
  | { readonly kind: "shown"; readonly text: string }
  /** `isFault`: the log promises that this can't happen. */
  | { readonly kind: "absent"; readonly why: string; readonly isFault: boolean };

/** @param history in which an entry can say that a text was taken down, or tell what was sealed */
export function committedTexts(parsed: ParsedEntry, history: readonly ParsedEntry[]) {
  return textNames.flatMap((name) => {
    const text = committedText(parsed, name, history);
    return text === undefined ? [] : [{ name, text }];
  });
}

/** Undefined: the entry has no such text. */
export function committedText(
  parsed: ParsedEntry,
  name: TextName,
  history: readonly ParsedEntry[],
): ReadableText | undefined {
  const until = sealedUntil(parsed, name);
  if (until !== undefined) return absent(sealedWords(parsed, history, until));
  const text = parsed.texts.get(name);
  switch (text?.kind) {
    case undefined:
      return undefined;
    case "shown":
      return text;
    case "missing":
      return absent(logWords.told.missing, true);
    case "differs":
      return absent(logWords.told.differs, true);
    case "taken-down": {
      const ground = removalOf(history, parsed.index, name);
      return ground === undefined
        ? absent(logWords.told.takenDownUnsaid, true)
        : absent(logWords.told.takenDown(logWords.removal[ground]));
    }
  }
}

function absent(why: string, isFault = false): ReadableText {
  return { kind: "absent", why, isFault };
}

function sealedUntil({ entry }: ParsedEntry, name: TextName): Day | undefined {
  if (entry.kind === "request-received" && name === "authority") return untilOf(entry.authority);
  if (entry.kind === "order-approved" && (name === "law" || name === "reason")) {
    return untilOf(entry[name]);
  }
  return undefined;
}

function sealedWords({ entry }: ParsedEntry, history: readonly ParsedEntry[], until: Day): string {
  const isTold = history.some((one) => {
    if (one.entry.kind !== "sealed-opened") return false;
    const { held } = one.entry;
    return entry.kind === "order-approved"
      ? held.kind === "order-told" && held.order === entry.order
      : held.kind === "request-told" && "request" in entry && held.request === entry.request;
  });
  return isTold ? logWords.told.toldLater : logWords.told.sealed(hostDay(until));
}

function removalOf(
  history: readonly ParsedEntry[],
  index: number,
  name: TextName,
): EntryOf<"text-removed">["ground"] | undefined {
  for (const { entry } of history) {
    if (entry.kind === "text-removed" && entry.entry === index && entry.text === name) {
      return entry.ground;
    }
  }
  return undefined;
}
