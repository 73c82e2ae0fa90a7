import type { ContestState } from "@graticule/api/meetings";
import { useEffect, useRef } from "react";
import { readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import type { KnockOutcome } from "./door-keeper.ts";
import { PleaForm } from "./PleaForm.tsx";

/** "I'm not there", said to an order, and what became of it. */
export function ContestForm(props: {
  /** Empty: none was given yet. */
  readonly name: string;
  readonly contest: ContestState | undefined;
  readonly onContest: (name: string) => Promise<KnockOutcome>;
}) {
  if (props.contest !== undefined) return <News contest={props.contest} />;
  return (
    <PleaForm
      name={props.name}
      testId="contest"
      lead={words.refused.contest.lead}
      send={words.refused.contest.send}
      closed={words.gone.noAnswer}
      onSay={props.onContest}
    />
  );
}

/** The form that had the focus is gone by then: this has it. */
function News({ contest }: { readonly contest: ContestState }) {
  const news = useRef<HTMLDivElement>(null);
  useEffect(() => news.current?.focus(), []);
  return (
    <div className="stack" role="status" ref={news} tabIndex={-1} data-testid="contest-news">
      <p className="body">{textOf(contest)}</p>
      {contest.kind === "stays-out" ? <blockquote dir="auto">{contest.why}</blockquote> : null}
    </div>
  );
}

function textOf(contest: ContestState): string {
  const { waits, staysOut, isIn } = words.refused.contest;
  switch (contest.kind) {
    case "in":
      return isIn;
    case "waits":
      return waits(readTime(contest.dueAt, { now: Date.now() }));
    case "stays-out":
      return staysOut;
  }
}
