import { hash } from "node:crypto";
import type { PublicEntry, PublicEntryKind } from "@graticule/desk/entry";
import { commitmentOf, type Opening } from "@graticule/ledger/commitment";
import type { Day } from "@graticule/ledger/day";
import { type Entry, readEntry, type TextName } from "@graticule/ledger/entry";
import type { Commitment } from "@graticule/ledger/field";
import type { Sha256 } from "@graticule/ledger/merkle";
import { type SealedContent, sealedContent } from "@graticule/ledger/sealed-content";

export const sha256: Sha256 = (bytes) => hash("sha256", bytes, "buffer");

/** The texts of each kind: they are kept beside the log, each with a salt of its own. */
type Texts = { readonly [K in PublicEntryKind]?: readonly (keyof EntryOf<K> & TextName)[] };
type EntryOf<K extends PublicEntryKind> = Extract<PublicEntry, { readonly kind: K }>;

const texts = {
  "request-received": ["authority"],
  "demand-shown": ["demand", "translation"],
  "order-approved": ["reason", "law", "beyondWhy"],
  "change-proposed": ["says"],
  "authority-withdrawn": ["authority"],
  "outside-act": ["what", "forcedBy"],
  "sources-changed": ["makers"],
  "place-named": ["name"],
  "meeting-named": ["title"],
} as const satisfies Texts;

/** Salts of texts by name: 32 bytes in lower-case hexadecimal. */
export type TextSalts = { readonly [N in TextName]?: string };

/** Parts an entry from its texts. */
export function splitTexts({ kind, ...fields }: PublicEntry): {
  readonly kind: PublicEntryKind;
  readonly body: Readonly<Record<string, unknown>>;
  readonly texts: ReadonlyMap<TextName, string>;
} {
  const names: ReadonlySet<string> = new Set((texts as Texts)[kind]);
  // As the database keeps it: JSON leaves out what is undefined.
  const given: [string, unknown][] = Object.entries(JSON.parse(JSON.stringify(fields)));
  return {
    kind,
    body: Object.fromEntries(given.filter(([name]) => !names.has(name))),
    texts: new Map(given.filter(([name]) => names.has(name)) as [TextName, string][]),
  };
}

/** An entry as the database keeps it. */
export interface RecordedEntry {
  readonly kind: string;
  readonly day: Day;
  readonly body: Readonly<Record<string, unknown>>;
  readonly texts: ReadonlyMap<TextName, Opening>;
}

export interface Translated {
  readonly entry: Entry;
  /** What the entry doesn't tell yet: it goes into a sealed slot that opens after that day. */
  readonly sealed: { readonly until: Day; readonly content: SealedContent } | undefined;
}

/** The fields of an entry with its texts replaced by their commitments. */
type Recorded<K extends PublicEntryKind> = {
  readonly [F in keyof Omit<EntryOf<K>, "kind">]: F extends TextsOf<K> ? Commitment : EntryOf<K>[F];
};
type TextsOf<K> = K extends keyof typeof texts ? (typeof texts)[K][number] : never;

type Telling = {
  readonly [K in PublicEntryKind]: (
    fields: Recorded<K>,
    day: Day,
  ) => { readonly fields: object; readonly sealed?: { until: string; content: object } };
};

const asIs = (fields: object) => ({ fields });

/** An entry names so many requests at most, the newest. */
const mostRequests = 500;

/** What the log says of each kind. What it keeps sorted is sorted here. */
const tellings: Telling = {
  "request-received": ({ sealedUntil, ...fields }, day) => {
    const { authority, request } = fields;
    if (authority === undefined || !isAhead(sealedUntil, day)) return { fields };
    return {
      fields: { ...fields, authority: { sealedUntil } },
      sealed: { until: sealedUntil, content: { kind: "request-told", request, authority } },
    };
  },
  "request-corrected": asIs,
  "repeated-requests": asIs,
  "request-closed": asIs,
  // Prepared in order already.
  "demand-shown": asIs,
  look: asIs,
  "order-approved": ({ sealedUntil, places, ...rest }, day) => {
    const { beyond } = rest;
    const sorted = beyond && { beyond: ascending(beyond) };
    const fields = { ...rest, ...sorted, places: ascending(places) };
    if (!isAhead(sealedUntil, day)) return { fields };
    const { order, law, reason } = fields;
    return {
      fields: { ...fields, law: { sealedUntil }, reason: { sealedUntil } },
      sealed: { until: sealedUntil, content: { kind: "order-told", order, law, reason } },
    };
  },
  "order-confirmed": asIs,
  "order-effect": asIs,
  "contest-upheld": asIs,
  "contest-denied": asIs,
  "order-ended": asIs,
  "appeal-made": asIs,
  "appeal-decided": asIs,
  "change-proposed": asIs,
  "change-decided": ({ roles, ...fields }) => ({
    fields: roles === undefined ? fields : { ...fields, roles: ascending(roles) },
  }),
  "platform-rule-lifted": asIs,
  "platform-rule-linked": asIs,
  "staff-left": ({ roles, ...ended }) => ({ fields: { roles: ascending(roles), ...ended } }),
  "authority-withdrawn": asIs,
  "terms-act": ({ requests, ...fields }) => ({
    fields: { ...fields, requests: ascending(requests).slice(-mostRequests) },
  }),
  "terms-review": asIs,
  "outside-act": asIs,
  "operator-act": asIs,
  "sources-changed": asIs,
  "place-named": asIs,
  restored: asIs,
  "meeting-named": asIs,
  "text-removed": asIs,
};

/**
 * What the log says of a recorded entry.
 * @throws {TypeError} the log can't say it: it must not have been recorded
 */
export function translate({ kind, day, body, texts }: RecordedEntry): Translated {
  const tell = new Map(Object.entries(tellings)).get(kind);
  if (tell === undefined) throw new TypeError(`the log knows no entry ${kind}`);
  const committed = [...texts].map(([name, opening]) => [
    name,
    commitmentOf(sha256, "text", opening),
  ]);
  const recorded = { ...body, ...Object.fromEntries(committed) };
  const { fields, sealed } = tell(recorded as never, day);
  const read = readEntry({ ...fields, kind, day });
  if (read.kind === "refused") {
    const { fault } = read;
    const where = "field" in fault ? ` (${fault.field})` : "";
    throw new TypeError(`the log can't say this ${kind}: ${fault.why}${where}`);
  }
  if (sealed === undefined) return { entry: read.entry, sealed };
  const content = sealedContent(sealed.content);
  if (content === undefined) throw new TypeError(`this ${kind} can't be sealed`);
  return { entry: read.entry, sealed: { until: sealed.until as Day, content } };
}

/** Days sort as strings. What is sealed until some hour of a day opens when that day is over. */
function isAhead(until: string | undefined, day: Day): until is string {
  return until !== undefined && until >= day;
}

function ascending<T extends string | number>(values: readonly T[]): readonly T[] {
  return [...new Set(values)].sort((one, other) => (one < other ? -1 : 1));
}
