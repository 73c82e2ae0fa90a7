import type { HostAct } from "@graticule/api/hosting";
import { Button, Modal } from "@mantine/core";
import { hostingWords } from "../../i18n/hosting-words.ts";

/** What is asked before something that hurts. */
export interface Question {
  readonly act: HostAct;
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
}

/** Asks once. The way back has the focus. */
export function Confirm(props: {
  readonly question: Question | undefined;
  readonly onCancel: () => void;
  readonly onConfirm: (question: Question) => void;
}) {
  const { question } = props;
  return (
    <Modal
      opened={question !== undefined}
      onClose={props.onCancel}
      title={<span className="h2">{question?.title}</span>}
      centered
      lang="en"
      dir="ltr"
      closeButtonProps={{ "aria-label": hostingWords.cancel }}
    >
      {question === undefined ? null : (
        <div className="stack">
          <p className="body">{question.text}</p>
          <div className="row" style={{ justifyContent: "flex-end" }}>
            <Button variant="default" onClick={props.onCancel} data-autofocus>
              {hostingWords.cancel}
            </Button>
            <Button color="brick" onClick={() => props.onConfirm(question)} data-testid="confirm">
              {question.confirm}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
