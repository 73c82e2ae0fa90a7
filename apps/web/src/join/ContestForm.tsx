import type { ContestState } from "@graticule/api/meetings";
import { useEffect, useRef } from "react";
import { readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { AskDevice } from "./AskDevice.tsx";
import type { KnockOutcome } from "./door-ports.ts";
import { PleaForm } from "./PleaForm.tsx";

export interface Contesting {
  readonly contest: ContestState | undefined;
  /** `devicePlace`: where the device says to be, sent while an answer is awaited. */
  readonly onContest: (name: string, devicePlace?: string) => Promise<KnockOutcome>;
}

/** "I'm not there", said to an order, and its outcome: at the door, or inside while a private notice runs. */
export function ContestForm(
  props: Contesting & {
    /** Empty: none was given yet. */
    readonly name: string;
    readonly at: "door" | "inside";
  },
) {
  const { contest, at, name, onContest } = props;
  const said = words.refused.contest;
  if (contest !== undefined) {
    return (
      <>
        <ContestOutcome contest={contest} at={at} />
        {contest.kind === "waits" ? (
          <AskDevice onPlace={(place) => onContest(name, place)} />
        ) : null}
      </>
    );
  }
  return (
    <PleaForm
      name={name}
      testId="contest"
      lead={at === "door" ? said.lead : said.inside.lead}
      send={said.send}
      closed={words.gone.noAnswer}
      onSay={onContest}
    />
  );
}

/** Takes the focus of the form, which is gone by then. */
function ContestOutcome({ contest, at }: Parameters<typeof outcomeText>[0]) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => line.current?.focus(), []);
  return (
    <div className="stack" role="status" ref={line} tabIndex={-1} data-testid="contest-news">
      <p className="body">{outcomeText({ contest, at })}</p>
      {contest.kind === "stays-out" ? <blockquote dir="auto">{contest.why}</blockquote> : null}
    </div>
  );
}

function outcomeText({
  contest,
  at,
}: {
  readonly contest: ContestState;
  readonly at: "door" | "inside";
}): string {
  const { waits, staysOut, isIn } =
    at === "door" ? words.refused.contest : words.refused.contest.inside;
  switch (contest.kind) {
    case "in":
      return isIn;
    case "waits":
      return waits(readTime(contest.dueAt, { now: Date.now() }));
    case "stays-out":
      return staysOut;
  }
}
