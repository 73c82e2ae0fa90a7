import { deskWords } from "../../i18n/desk-words.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import type { OpenRequest } from "./open-request.ts";
import { Permitted } from "./Permitted.tsx";

const { checklist: text } = deskWords;

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
      <Permitted may={may.correct}>
        <div>
          <LinkButton onClick={props.onCorrect} testId="request-correct">
            {text.correct}
          </LinkButton>
        </div>
      </Permitted>
    </>
  );
}
