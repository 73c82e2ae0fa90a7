import type { MeetingManaged } from "@graticule/api/meetings";
import type { RuleInput } from "@graticule/api/rules";
import { useState } from "react";
import { hostWords } from "../../i18n/host-words.ts";
import { readTime, zoneName } from "../../i18n/time.ts";
import { hostTelling } from "../../rules/host-telling.ts";
import { ruleSentence } from "../../rules/rule-sentence.ts";
import { parted } from "./parted-history.ts";

type Entry = MeetingManaged["history"][number];

/** So many are shown at first. */
const shownFirst = 8;

/**
 * What was done to the meeting, newest first; each rule can be put back into the form. Looks at what a
 * rule would do changed nothing: they stand folded below, as they are kept.
 */
export function History(props: {
  readonly history: MeetingManaged["history"];
  /** Absent: nothing can be put back, since the meeting is over. */
  readonly onPutBack?: ((rule: RuleInput) => void) | undefined;
}) {
  const { reader } = hostTelling(Date.now());
  const { done, looks } = parted(props.history);
  return (
    <section className="stack gap-8">
      <h2 className="h2">{hostWords.manage.history}</h2>
      <Items entries={done} onPutBack={props.onPutBack} testId="history" />
      {looks.length === 0 ? null : (
        <details className="history-looks" data-testid="looks">
          <summary className="link small">{hostWords.manage.looks(looks.length)}</summary>
          <p className="small">{hostWords.manage.looksText}</p>
          <Items entries={looks} />
        </details>
      )}
      <p className="small">
        {hostWords.manage.timesIn(zoneName(reader))}. {hostWords.manage.noNames}
      </p>
    </section>
  );
}

/** The first of them, and all when someone asks. */
function Items(props: {
  readonly entries: readonly Entry[];
  readonly onPutBack?: ((rule: RuleInput) => void) | undefined;
  readonly testId?: string;
}) {
  const { entries, onPutBack, testId } = props;
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, shownFirst);
  // What holds now needs no putting back.
  const newest = entries.find(({ kind }) => kind === "rule-set" || kind === "rule-lifted");
  return (
    <>
      <ol className="plain-list" data-testid={testId}>
        {shown.map((entry, index) => (
          <Item
            // Several can have one time; their order among these stays.
            key={`${entry.at}/${entry.kind}/${entries.length - index}`}
            entry={entry}
            onPutBack={entry === newest ? undefined : onPutBack}
          />
        ))}
      </ol>
      {all || entries.length <= shownFirst ? null : (
        <div>
          <button type="button" className="link" onClick={() => setAll(true)}>
            {hostWords.manage.showMore(entries.length)}
          </button>
        </div>
      )}
    </>
  );
}

function doneText({ kind, by }: Entry): string {
  const done = hostWords.manage.kind[kind];
  return by === undefined ? done : `${done}, ${hostWords.manage.by[by]}`;
}

function Item(props: {
  readonly entry: Entry;
  readonly onPutBack: ((rule: RuleInput) => void) | undefined;
}) {
  const { entry, onPutBack } = props;
  const telling = hostTelling(Date.now());
  const time = readTime(entry.at, telling.reader);
  const { rule } = entry;
  return (
    <li className="history-item" data-kind={entry.kind}>
      <time dateTime={entry.at}>{time}</time>
      <span>{doneText(entry)}</span>
      {rule === undefined ? null : (
        <span className="small history-rule">{ruleSentence(rule, telling)}</span>
      )}
      {entry.kind === "rule-set" && rule !== undefined && onPutBack !== undefined ? (
        <button
          type="button"
          className="link history-back"
          aria-label={hostWords.manage.putBackLabel(time)}
          onClick={() => onPutBack(rule)}
          data-testid="put-back"
        >
          {hostWords.manage.putBack}
        </button>
      ) : null}
    </li>
  );
}
