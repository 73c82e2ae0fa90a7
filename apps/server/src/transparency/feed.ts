import type { LoggedEntry } from "@graticule/api/transparency";
import { utf8 } from "@graticule/ledger/bytes";
import type { RecordId } from "@graticule/ledger/field";
import { readLeaf } from "@graticule/ledger/leaf";
import type { LogView } from "./followed-log.ts";
import { followedKinds, sayEntry, sayTexts } from "./sentences.ts";

/** What people follow of the log, as an Atom feed (RFC 4287). It gives days, never hours. */

export interface FeedOf {
  readonly publicUrl: string;
  readonly serviceName: string;
}

/** Of each kind. */
const newest = 50;

/** Entries that the feed tells, ascending. INVARIANT: a crowd of one kind hides none of another. */
export function followedEntries({ stories }: Pick<LogView, "stories">): readonly number[] {
  const found = followedKinds.flatMap((kind) => stories.kinds.get(kind)?.slice(-newest) ?? []);
  return found.sort((one, other) => one - other);
}

export function atomFeed(
  view: LogView,
  entries: readonly LoggedEntry[],
  { publicUrl, serviceName }: FeedOf,
): string {
  const told = entries.flatMap((one) => entryOf(view, one, publicUrl)).reverse();
  const days = told.map(({ day }) => day).sort();
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${text(`${publicUrl}/transparency/feed.atom`)}</id>
<title>${text(`${serviceName}: government requests`)}</title>
<subtitle>What authorities demanded, what was answered and what was done. Ends of orders and decisions on appeals are published when their day is over (UTC)</subtitle>
<updated>${days.at(-1) ?? view.today}T00:00:00Z</updated>
<author><name>${text(serviceName)}</name></author>
<link rel="self" type="application/atom+xml" href="${text(`${publicUrl}/transparency/feed.atom`)}"/>
<link rel="alternate" type="text/html" href="${text(`${publicUrl}/transparency`)}"/>
${told.map(({ xml }) => xml).join("")}</feed>
`;
}

function entryOf(
  view: LogView,
  { index, leaf, texts }: LoggedEntry,
  publicUrl: string,
): readonly { readonly day: string; readonly xml: string }[] {
  const read = readLeaf(utf8(leaf));
  const sentence = read.kind === "entry" ? sayEntry(read.entry, view) : undefined;
  if (read.kind !== "entry" || sentence === undefined) return [];
  const { day, kind } = read.entry;
  const url = `${publicUrl}/transparency/entries/${index}`;
  const request = requestOf(view, index);
  const story =
    request === undefined
      ? ""
      : `<link rel="related" type="text/html" href="${text(`${publicUrl}/transparency/requests/${request}`)}"/>\n`;
  const more = sayTexts(texts);
  const content = more === "" ? "" : `<content type="text">${text(more)}</content>\n`;
  const xml = `<entry>
<id>${text(url)}</id>
<title>${text(sentence)}</title>
<updated>${day}T00:00:00Z</updated>
<category term="${kind}"/>
<link rel="alternate" type="text/html" href="${text(url)}"/>
${story}${content}</entry>
`;
  return [{ day, xml }];
}

/** The request whose story an entry is in, the first of several. */
function requestOf({ stories: { threads } }: LogView, index: number): number | undefined {
  const named = (threads.of[index] ?? []).flatMap((thread) => {
    const [kind, name = ""] = thread.split(" ");
    if (kind === "order") return threads.requestOf.get(name as RecordId) ?? [];
    return kind === "request" ? Number(name) : [];
  });
  return named[0];
}

/** Escaped, without what XML 1.0 can't hold (section 2.2). */
function text(value: string): string {
  return value
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
