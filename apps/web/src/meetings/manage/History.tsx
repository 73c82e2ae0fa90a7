import type { MeetingManaged } from "@graticule/api/meetings";
import type { RuleInput } from "@graticule/api/rules";
import { useState } from "react";
import { hostWords } from "../../i18n/host-words.ts";
import { readTime, zoneName } from "../../i18n/time.ts";
import { hostTelling } from "../../rules/host-telling.ts";
import { ruleSentence } from "../../rules/rule-sentence.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { parted } from "./parted-history.ts";

type Entry = MeetingManaged["history"][number];

const shownFirst = 8;

interface PutBack {
  /** Undefined: nothing can be put back, as once the meeting is over. */
  readonly onPutBack?: ((rule: RuleInput) => void) | undefined;
}

/**
 * What was done to the meeting, newest first; each rule can be put back into the form. Previews changed
 * nothing and are folded below.
 */
export function History(props: PutBack & { readonly history: MeetingManaged["history"] }) {
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

/** The first of them, and all on demand. */
function Items(props: PutBack & { readonly entries: readonly Entry[]; readonly testId?: string }) {
  const { entries, onPutBack, testId } = props;
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, shownFirst);
  // What applies now need not be put back.
  const newest = entries.find(({ kind }) => kind === "rule-set" || kind === "rule-lifted");
  return (
    <>
      <ol className="plain-list" data-testid={testId}>
        {shown.map((entry, index) => (
          <Item
            // Several can have the same time; their order stays.
            key={`${entry.at}/${entry.kind}/${entries.length - index}`}
            entry={entry}
            onPutBack={entry === newest ? undefined : onPutBack}
          />
        ))}
      </ol>
      {all || entries.length <= shownFirst ? null : (
        <div>
          <LinkButton onClick={() => setAll(true)}>
            {hostWords.manage.showMore(entries.length)}
          </LinkButton>
        </div>
      )}
    </>
  );
}

function doneText({ kind, by }: Entry): string {
  const [done, byThem] = hostWords.manage.kind[kind];
  return by === undefined ? done : `${hostWords.manage.by[by]} ${byThem}`;
}

function Item({ entry, onPutBack }: PutBack & { readonly entry: Entry }) {
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
        <LinkButton
          look="history-back"
          label={hostWords.manage.putBackLabel(time)}
          onClick={() => onPutBack(rule)}
          testId="put-back"
        >
          {hostWords.manage.putBack}
        </LinkButton>
      ) : null}
    </li>
  );
}
