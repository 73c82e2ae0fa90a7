import type { ContestState } from "@graticule/api/meetings";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import type { KnockOutcome } from "./door-keeper.ts";
import { doorFaultText } from "./fault-text.ts";

/** "I'm not there", said to an order, and what became of it. */
export function ContestForm(props: {
  /** Empty: none was given yet. */
  readonly name: string;
  readonly contest: ContestState | undefined;
  readonly onContest: (name: string) => Promise<KnockOutcome>;
}) {
  const [name, setName] = useState(props.name);
  const [nameless, setNameless] = useState(false);
  const [state, setState] = useState<KnockOutcome | "open" | "asking">("open");
  if (props.contest !== undefined) return <News contest={props.contest} />;
  const say = (event: FormEvent): void => {
    event.preventDefault();
    setNameless(name.trim() === "");
    if (name.trim() === "" || state === "asking") return;
    setState("asking");
    props.onContest(name.trim()).then(setState, () => setState("failed"));
  };
  return (
    <form className="stack" onSubmit={say} noValidate data-testid="contest-form">
      <p className="body">{words.refused.contest.lead}</p>
      {props.name === "" ? (
        <TextInput
          label={words.door.name}
          value={name}
          maxLength={80}
          autoComplete="off"
          error={nameless ? words.door.nameMissing : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
          data-testid="contest-name"
        />
      ) : null}
      <div className="row">
        <Button type="submit" loading={state === "asking"} data-testid="contest-send">
          {words.refused.contest.send}
        </Button>
      </div>
      <p className="error" role="alert" data-testid="contest-fault">
        {faultOf(state)}
      </p>
    </form>
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

function faultOf(state: KnockOutcome | "open" | "asking"): string | null {
  switch (state) {
    case "open":
    case "asking":
    case "sent":
      return null;
    case "closed":
      return words.gone.noAnswer;
    case "failed":
    case "offline":
    case "too-many":
      return doorFaultText(state);
  }
}
