import { Link } from "@tanstack/react-router";
import { hostDay } from "../../i18n/host-time.ts";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { EntryLink } from "../figures/links.tsx";
import type { ParsedEntry } from "./parsed-entry.ts";
import { sayEntry } from "./say-entry.ts";

/** Entries in the order of the log, as a timeline. */
export function EntryList(props: {
  readonly entries: readonly ParsedEntry[];
  /** The one that the page is about. */
  readonly here?: number;
}) {
  return (
    <ol className="plain-list">
      {props.entries.map((parsed) => (
        <Step key={parsed.index} parsed={parsed} isHere={parsed.index === props.here} />
      ))}
    </ol>
  );
}

function Step({ parsed, isHere }: { readonly parsed: ParsedEntry; readonly isHere: boolean }) {
  const { index, entry } = parsed;
  return (
    <li className="log-step" data-kind={entry.kind} aria-current={isHere ? true : undefined}>
      <time className="small" dateTime={entry.day}>
        {hostDay(entry.day)}
      </time>
      <div className="log-step-what">
        <div className="log-step-head">
          <p className="h2">{logWords.kind[entry.kind]}</p>
          <p className="small">
            {isHere ? (
              `${logPageWords.entry(index)}, ${logPageWords.page.here}`
            ) : (
              <ToEntry index={index} />
            )}
          </p>
        </div>
        <p className="body said">{sayEntry(parsed)}</p>
      </div>
    </li>
  );
}

export function ToEntry({ index }: { readonly index: number }) {
  return <EntryLink index={index}>{logPageWords.entry(index)}</EntryLink>;
}

export function ToRequest({ number }: { readonly number: number }) {
  return (
    <Link to="/transparency/requests/$number" params={{ number: String(number) }} className="link">
      {logPageWords.request(number)}
    </Link>
  );
}

export function ToLog() {
  return (
    <p className="small">
      <Link to="/transparency" className="link">
        {logPageWords.back}
      </Link>
    </p>
  );
}
