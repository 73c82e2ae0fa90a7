import type { LoggedEntry } from "@graticule/api/transparency";
import { utf8 } from "@graticule/ledger/bytes";
import { readLeaf } from "@graticule/ledger/leaf";
import { Link } from "@tanstack/react-router";
import { readDate } from "../i18n/time.ts";

/** An entry among others. */
export function EntryRow({ entry }: { readonly entry: LoggedEntry }) {
  const read = readLeaf(utf8(entry.leaf));
  const day = read.kind === "entry" ? read.entry.day : undefined;
  return (
    <li className="entry-row">
      <p className="small">
        {day === undefined ? null : <time dateTime={day}>{readDate(day)}</time>}
      </p>
      <p className="body">
        <Link
          to="/transparency/entries/$index"
          params={{ index: String(entry.index) }}
          className="story-link"
        >
          {read.kind === "entry" ? read.entry.kind : String(entry.index)}
        </Link>
      </p>
    </li>
  );
}
