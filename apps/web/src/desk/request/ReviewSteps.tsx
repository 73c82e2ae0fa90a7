import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { AnswerLetter } from "./AnswerLetter.tsx";
import { BeginReview } from "./BeginReview.tsx";
import { CallBack } from "./CallBack.tsx";
import { Completeness } from "./Completeness.tsx";
import { checklistOf, type StepKey } from "./checklist.ts";
import { DemandAnswers } from "./DemandAnswers.tsx";
import { Looks } from "./Looks.tsx";
import type { OpenRequest } from "./open-request.ts";
import { StepStateContext } from "./Permitted.tsx";
import { RequestOrders } from "./RequestOrders.tsx";
import { SendBack } from "./SendBack.tsx";

const { checklist: text } = deskWords;

interface StepProps {
  readonly request: OpenRequest;
  readonly onCorrect: () => void;
}

const bodies: Readonly<Record<StepKey, (props: StepProps) => ReactNode>> = {
  complete: Completeness,
  authentic: CallBack,
  review: BeginReview,
  look: Looks,
  order: RequestOrders,
  demands: DemandAnswers,
  letter: AnswerLetter,
};

/** The steps as a list to go through, each with what it needs. */
export function ReviewSteps(props: StepProps) {
  return (
    <>
      <ol className="plain-list">
        {checklistOf(props.request.view).map(({ key, state }, index) => {
          const Body = bodies[key];
          return (
            <li key={key} className="desk-step" data-state={state} data-testid={`step-${key}`}>
              <span className="desk-mark" aria-hidden="true">
                {state === "done" ? <IconCheck size={14} /> : index + 1}
              </span>
              <div className="stack">
                <h3 className="h2">
                  {text.step[key]} <span className="badge">{text.state[state]}</span>
                </h3>
                <StepStateContext value={state}>
                  <Body {...props} />
                </StepStateContext>
              </div>
            </li>
          );
        })}
      </ol>
      <SendBack request={props.request} />
    </>
  );
}
