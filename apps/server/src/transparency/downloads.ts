import type { LoggedEntry } from "@graticule/api/transparency";
import { utf8 } from "@graticule/ledger/bytes";
import { type Entry, textNames } from "@graticule/ledger/entry";
import { readLeaf } from "@graticule/ledger/leaf";
import { textsOf } from "@graticule/ledger/text";
import type { TransparencyStore } from "./store.ts";

/** The whole log in one file. A page is read when the one before was taken: memory stays small. */

const pageSize = 500;

export interface LogPages {
  readonly store: Pick<TransparencyStore, "entries">;
  readonly isShown: () => boolean;
  readonly size: number;
}

/** A log that is no longer shown breaks off: nobody takes what they have for the whole. */
async function* pagesOf({
  store,
  isShown,
  size,
}: LogPages): AsyncGenerator<readonly LoggedEntry[]> {
  for (let from = 0; from < size; from += pageSize) {
    const length = Math.min(pageSize, size - from);
    const entries = await store.entries(Array.from({ length }, (_, at) => from + at));
    if (entries.length < length || !isShown()) throw new Error("the log is no longer shown");
    yield entries;
  }
}

/** JSON Lines: the entry is the very bytes of its leaf. */
export async function* jsonLines(pages: LogPages): AsyncGenerator<string> {
  for await (const entries of pagesOf(pages)) {
    const lines = entries.map(
      ({ index, leaf, texts }) =>
        `{"index":${index},"entry":${leaf},"texts":${JSON.stringify(texts)}}\n`,
    );
    yield lines.join("");
  }
}

const plainColumns = ["day", "kind", "on", "request", "order", "change", "act"] as const;
const columns = [
  ...["index", ...plainColumns, "requests", "demands", "answers", "outcome", "places"],
  ...["from", "until", "sealedUntil", ...textNames],
];

/** RFC 4180. What has no column, such as commitments and branches, is in the JSON Lines. */
export async function* csvRows(pages: LogPages): AsyncGenerator<string> {
  yield row(columns);
  for await (const entries of pagesOf(pages)) yield entries.map(rowOf).join("");
}

function rowOf({ index, leaf, texts }: LoggedEntry): string {
  const read = readLeaf(utf8(leaf));
  if (read.kind !== "entry") throw new Error("a leaf is no entry");
  const { entry } = read;
  const plain = new Map<string, unknown>(Object.entries(entry));
  const beside = textNames.map((name) => {
    const text = texts[name];
    if (text === undefined) return textsOf(entry).has(name) ? "taken down" : "";
    return text === "taken-down" ? "taken down" : text.value;
  });
  const field = (name: string) => said(plain.get(name));
  const answers = entry.kind === "request-closed" ? entry.answers.map(({ answer }) => answer) : [];
  return row([
    ...[String(index), ...plainColumns.map(field), field("requests"), field("demands")],
    ...[answers.join(" "), outcomeOf(entry), field("places"), field("from"), field("until")],
    ...[sealedUntil(plain), ...beside],
  ]);
}

function said(value: unknown): string {
  return Array.isArray(value) ? value.join(" ") : String(value ?? "");
}

/** A word of a closed list that says how something went, or what was done. */
function outcomeOf(entry: Entry): string {
  if ("outcome" in entry) return entry.outcome;
  if ("how" in entry) return entry.how;
  if ("ground" in entry) return entry.ground;
  return entry.kind === "terms-act" || entry.kind === "change-proposed" ? entry.what : "";
}

function sealedUntil(fields: ReadonlyMap<string, unknown>): string {
  for (const value of [fields.get("authority"), fields.get("law")]) {
    if (typeof value === "object" && value !== null && "sealedUntil" in value) {
      return String(value.sealedUntil);
    }
  }
  return "";
}

function row(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/** A spreadsheet takes what begins so for a formula: behind an apostrophe it is text. */
function cell(text: string): string {
  const inert = /^\s*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
