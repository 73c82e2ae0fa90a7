import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { ActionButtons } from "../page/ActionButtons.tsx";
import { AnswerLetter } from "./AnswerLetter.tsx";
import { CallBack } from "./CallBack.tsx";
import { checklistOf, type StepKey } from "./checklist.ts";
import { DemandAnswers } from "./DemandAnswers.tsx";
import { Looks } from "./Looks.tsx";
import type { OpenRequest } from "./open-request.ts";
import { Permitted, StepStateContext } from "./Permitted.tsx";
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
  if (!props.request.view.inRegister) return <OnlyRejection {...props} />;
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

/** All that can be done where the sender is not in the register. */
function OnlyRejection(props: StepProps) {
  return (
    <>
      <p className="amber-note" data-testid="not-in-register">
        <strong>{deskWords.request.notInRegister}.</strong> {deskWords.request.notInRegisterText}
      </p>
      <Completeness {...props} />
      <Permitted may={props.request.view.may.sendBack} act="review">
        <SendBack request={props.request} />
      </Permitted>
    </>
  );
}

/** What is missing in it, and its correction. */
export function Completeness(props: {
  readonly request: OpenRequest;
  readonly onCorrect: () => void;
}) {
  const { gaps, may } = props.request.view;
  return (
    <>
      {gaps.length === 0 ? null : (
        <p className="small">{text.missing(gaps.map((gap) => deskWords.gap[gap]).join(", "))}</p>
      )}
      <Permitted may={may.correct} act="type-in">
        <div>
          <LinkButton onClick={props.onCorrect} testId="request-correct">
            {text.correct}
          </LinkButton>
        </div>
      </Permitted>
    </>
  );
}

/** From the review on, what was typed in stays as it is. */
function BeginReview({ request }: { readonly request: OpenRequest }) {
  const { state, may } = request.view;
  if (state !== "received") {
    return state === "under-review" ? <p className="small">{text.begun}</p> : null;
  }
  const act = () => request.act({ kind: "begin-review" });
  return (
    <Permitted may={may.begin} act="review">
      <p className="small">{text.beginText}</p>
      <ActionButtons
        look="buttons"
        again={request.again}
        actions={[{ label: text.begin, testId: "begin-review", act }]}
      />
    </Permitted>
  );
}
