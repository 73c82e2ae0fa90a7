import { Button, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { endMeeting, type ManageKey } from "../api/meetings.ts";
import { hostWords } from "../i18n/host-words.ts";
import { answerFault } from "../ui/answer-fault.ts";

/** Ends the meeting for everyone, after one question. */
export function EndMeeting(props: {
  readonly manageKey: ManageKey;
  readonly onEnded: () => Promise<void>;
}) {
  const [asking, setAsking] = useState(false);
  const [fault, setFault] = useState<string | undefined>();
  const end = useMutation({
    mutationFn: () => endMeeting(props.manageKey),
    onSuccess: async (answer) => {
      if (answer.kind === "ok") setAsking(false);
      else setFault(answerFault(answer));
      await props.onEnded();
    },
  });
  return (
    <>
      <Button
        variant="outline"
        color="brick"
        onClick={() => setAsking(true)}
        data-testid="end-meeting"
      >
        {hostWords.manage.end}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={<span className="h2">{hostWords.manage.endTitle}</span>}
        centered
        closeButtonProps={{ "aria-label": hostWords.manage.cancel }}
      >
        <div className="stack">
          <p className="body">{hostWords.manage.endText}</p>
          {fault === undefined ? null : <p className="error">{fault}</p>}
          <div className="row" style={{ justifyContent: "flex-end" }}>
            <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
              {hostWords.manage.cancel}
            </Button>
            <Button
              color="brick"
              loading={end.isPending}
              onClick={() => end.mutate()}
              data-testid="end-meeting-confirm"
            >
              {hostWords.manage.endConfirm}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
