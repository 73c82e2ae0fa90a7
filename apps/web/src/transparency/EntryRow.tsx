import type { LoggedEntry } from "@graticule/api/transparency";
import { Link } from "@tanstack/react-router";
import { transparencyWords } from "../i18n/transparency-words.ts";
import { readDay } from "../meetings/host-telling.ts";
import { sayEntry } from "./entry/say-entry.ts";
import { tellEntry } from "./entry/told-entry.ts";

/** An entry among others: its day and what it says, leading to all of it. */
export function EntryRow({ entry }: { readonly entry: LoggedEntry }) {
  const told = tellEntry(entry);
  const day = told?.entry.day;
  return (
    <li className="entry-row" data-testid="entry-row">
      <p className="small">
        {day === undefined ? null : <time dateTime={day}>{readDay(day)}</time>}
      </p>
      <p className="body said">
        <Link
          to="/transparency/entries/$index"
          params={{ index: String(entry.index) }}
          className="story-link"
        >
          {told === undefined ? transparencyWords.entries.unreadable(entry.index) : sayEntry(told)}
        </Link>
      </p>
      <p className="small entry-index">{transparencyWords.findings.entry(entry.index)}</p>
    </li>
  );
}
