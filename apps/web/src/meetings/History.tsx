import type { MeetingManaged } from "@graticule/api/meetings";
import { hostWords } from "../i18n/host-words.ts";
import { readTime, zoneName } from "../i18n/time.ts";
import { nameOfPick } from "../places/names.ts";
import { ruleSentence } from "./rule-sentence.ts";

/** What was done to the meeting, newest first. */
export function History({ history }: { readonly history: MeetingManaged["history"] }) {
  const reader = { now: Date.now() };
  const newestFirst = history.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <section
      className="sheet stack manage-history"
      style={{ "--gap": "8px" } as React.CSSProperties}
    >
      <h2 className="h2">{hostWords.manage.history}</h2>
      <ol className="plain-list" data-testid="history">
        {newestFirst.map((entry) => (
          <li key={`${entry.at}/${entry.kind}`} className="history-item">
            <time dateTime={entry.at}>{readTime(entry.at, reader)}</time>
            <span>{hostWords.manage.kind[entry.kind]}</span>
            {entry.rule === undefined ? null : (
              <span className="small">
                {ruleSentence(entry.rule, { name: nameOfPick, reader })}
              </span>
            )}
          </li>
        ))}
      </ol>
      <p className="small">{hostWords.manage.timesIn(zoneName(reader))}</p>
    </section>
  );
}
