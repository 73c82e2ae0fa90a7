import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { Answers } from "./Answers.tsx";
import { BeginReview } from "./BeginReview.tsx";
import { CallBack } from "./CallBack.tsx";
import { Complete } from "./Complete.tsx";
import { checklistOf, type Step, type StepKey } from "./checklist.ts";
import { Letter } from "./Letter.tsx";
import { Looks } from "./Looks.tsx";
import { Orders } from "./Orders.tsx";
import type { InRoom } from "./room.ts";
import { SendBack } from "./SendBack.tsx";
import { StepStateContext } from "./WhatMay.tsx";

const { checklist: text } = deskWords;

interface StepsProps {
  readonly room: InRoom;
  readonly onCorrect: () => void;
}

/** The steps as a list to go through, each with what it needs. */
export function Steps(props: StepsProps) {
  return (
    <>
      <ol className="plain-list desk-steps">
        {checklistOf(props.room.view).map((step, index) => (
          <StepItem key={step.key} step={step} number={index + 1}>
            {bodyOf(step.key, props)}
          </StepItem>
        ))}
      </ol>
      <SendBack room={props.room} />
    </>
  );
}

function StepItem(props: {
  readonly step: Step;
  readonly number: number;
  readonly children: ReactNode;
}) {
  const { key, state } = props.step;
  return (
    <li className="desk-step" data-state={state} data-testid={`step-${key}`}>
      <span className="desk-mark" aria-hidden="true">
        {state === "done" ? <IconCheck size={14} /> : props.number}
      </span>
      <div className="stack">
        <h3 className="h2">
          {text.step[key]} <span className="badge">{text.state[state]}</span>
        </h3>
        <StepStateContext value={state}>{props.children}</StepStateContext>
      </div>
    </li>
  );
}

function bodyOf(key: StepKey, { room, onCorrect }: StepsProps): ReactNode {
  switch (key) {
    case "complete":
      return <Complete room={room} onCorrect={onCorrect} />;
    case "authentic":
      return <CallBack room={room} />;
    case "review":
      return <BeginReview room={room} />;
    case "look":
      return <Looks room={room} />;
    case "order":
      return <Orders room={room} />;
    case "demands":
      return <Answers room={room} />;
    case "letter":
      return <Letter room={room} />;
  }
}
