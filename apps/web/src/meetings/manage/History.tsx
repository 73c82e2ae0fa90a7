import type { MeetingManaged } from "@graticule/api/meetings";
import type { RuleInput } from "@graticule/api/rules";
import { useState } from "react";
import { hostWords } from "../../i18n/host-words.ts";
import { readTime, zoneName } from "../../i18n/time.ts";
import { hostTelling } from "../host-telling.ts";
import { ruleSentence } from "../rule-sentence.ts";

type Entry = MeetingManaged["history"][number];

/** So many are shown at first. */
const shownFirst = 8;

/** What was done to the meeting, newest first; each rule can be put back into the form. */
export function History(props: {
  readonly history: MeetingManaged["history"];
  /** Absent: nothing can be put back, since the meeting is over. */
  readonly onPutBack?: ((rule: RuleInput | undefined) => void) | undefined;
}) {
  const [all, setAll] = useState(false);
  const newestFirst = props.history.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const shown = all ? newestFirst : newestFirst.slice(0, shownFirst);
  const { reader } = hostTelling(Date.now());
  // What holds now needs no putting back.
  const newest = newestFirst.find(({ kind }) => kind === "rule-set" || kind === "rule-lifted");
  return (
    <section className="stack" style={{ "--gap": "8px" } as React.CSSProperties}>
      <h2 className="h2">{hostWords.manage.history}</h2>
      <ol className="plain-list" data-testid="history">
        {shown.map((entry, index) => (
          <Item
            // Several can have one time; their order among these stays.
            key={`${entry.at}/${entry.kind}/${newestFirst.length - index}`}
            entry={entry}
            onPutBack={entry === newest ? undefined : props.onPutBack}
          />
        ))}
      </ol>
      {all || newestFirst.length <= shownFirst ? null : (
        <div>
          <button type="button" className="link" onClick={() => setAll(true)}>
            {hostWords.manage.showMore(newestFirst.length)}
          </button>
        </div>
      )}
      <p className="small">
        {hostWords.manage.timesIn(zoneName(reader))}. {hostWords.manage.noNames}
      </p>
    </section>
  );
}

function doneText({ kind, by }: Entry): string {
  const done = hostWords.manage.kind[kind];
  return by === undefined ? done : `${done}, ${hostWords.manage.by[by]}`;
}

function Item(props: {
  readonly entry: Entry;
  readonly onPutBack: ((rule: RuleInput | undefined) => void) | undefined;
}) {
  const { entry, onPutBack } = props;
  const telling = hostTelling(Date.now());
  const time = readTime(entry.at, telling.reader);
  const change = entry.kind === "rule-set" || entry.kind === "rule-lifted";
  return (
    <li className="history-item" data-kind={entry.kind}>
      <time dateTime={entry.at}>{time}</time>
      <span>{doneText(entry)}</span>
      {entry.rule === undefined ? null : (
        <span className="small history-rule">{ruleSentence(entry.rule, telling)}</span>
      )}
      {change && onPutBack !== undefined ? (
        <button
          type="button"
          className="link history-back"
          aria-label={hostWords.manage.putBackLabel(time)}
          onClick={() => onPutBack(entry.rule)}
          data-testid="put-back"
        >
          {hostWords.manage.putBack}
        </button>
      ) : null}
    </li>
  );
}
