import { fromUtf8 } from "@graticule/ledger/bytes";
import type { Opening } from "@graticule/ledger/commitment";
import type { IndexedEntry } from "@graticule/ledger/entry";
import type { Commitment } from "@graticule/ledger/field";
import { type TextRemovedEntry, type ToldText, textsOf, toldText } from "@graticule/ledger/text";
import type { LogSource } from "./log-source.ts";
import { sha256 } from "./node-crypto.ts";

/** What became of the texts that entries commit to. */
export interface TextsReport {
  readonly shown: number;
  /** An entry says so. */
  readonly takenDown: number;
  /** `<index>/<name>` of those that are not shown, though no entry takes them down. */
  readonly missing: readonly string[];
  /** Not what was committed to. */
  readonly differs: readonly string[];
}

interface CommittedText {
  readonly path: string;
  readonly commitment: Commitment;
}

const atOnce = 8;

/** Collects, while a log is read, the texts that must be served beside it. */
export class LogTexts {
  /** Not found so far. */
  #left: CommittedText[] = [];
  readonly #removals = new Map<string, TextRemovedEntry>();
  readonly #found = { shown: 0, takenDown: 0, differs: [] as string[] };

  take(entries: readonly IndexedEntry[]): void {
    for (const { index, entry } of entries) {
      for (const [name, commitment] of textsOf(entry)) {
        this.#left.push({ path: `${index}/${name}`, commitment });
      }
      if (entry.kind === "text-removed") this.#removals.set(`${entry.entry}/${entry.text}`, entry);
    }
  }

  /** Fetches those not found so far; names them in the log's order. @throws Unreachable */
  async check(source: LogSource, tell: (done: number, of: number) => void): Promise<TextsReport> {
    const wanted = this.#left;
    const kinds = new Map<CommittedText, ToldText["kind"]>();
    const queue = wanted.values();
    const work = async () => {
      for (const text of queue) {
        kinds.set(text, await this.#look(source, text));
        tell(kinds.size, wanted.length);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    const those = (kind: ToldText["kind"]) => wanted.filter((text) => kinds.get(text) === kind);
    const paths = (texts: readonly CommittedText[]) => texts.map(({ path }) => path);
    this.#left = those("missing");
    this.#found.shown += those("shown").length;
    this.#found.takenDown += those("taken-down").length;
    this.#found.differs.push(...paths(those("differs")));
    return { ...this.#found, missing: paths(this.#left) };
  }

  async #look({ read }: LogSource, { path, commitment }: CommittedText): Promise<ToldText["kind"]> {
    const removal = this.#removals.get(path);
    const bytes = removal === undefined ? await read(`text/${path}.json`) : undefined;
    const opening = bytes && openingOf(bytes);
    return toldText(sha256, commitment, { opening, removal }).kind;
  }
}

/** Malformed bytes give an opening that opens nothing. */
function openingOf(bytes: Uint8Array): Opening {
  try {
    const { salt, value } = JSON.parse(fromUtf8(bytes) ?? "");
    if (typeof salt === "string" && typeof value === "string") return { salt, value };
  } catch {
    // As below.
  }
  return { salt: "", value: "" };
}
