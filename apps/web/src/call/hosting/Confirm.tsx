import type { HostAct } from "@graticule/api/hosting";
import { useState } from "react";
import { ConfirmDialog } from "../../ui/form/ConfirmDialog.tsx";

/** What is asked before something that hurts. */
export interface Question {
  readonly act: HostAct;
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
}

export function Confirm(props: {
  readonly question: Question | undefined;
  readonly onCancel: () => void;
  readonly onConfirm: (question: Question) => void;
}) {
  const { question } = props;
  // The text stays while the dialog closes.
  const [last, setLast] = useState(question);
  if (question !== undefined && question !== last) setLast(question);
  return (
    <ConfirmDialog
      opened={question !== undefined}
      tone="brick"
      title={last?.title ?? ""}
      confirm={last?.confirm ?? ""}
      onConfirm={() => question && props.onConfirm(question)}
      onClose={props.onCancel}
    >
      <p className="body">{last?.text}</p>
    </ConfirmDialog>
  );
}
