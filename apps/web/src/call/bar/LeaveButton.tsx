import { Button, Menu } from "@mantine/core";
import { IconPhoneOff } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { endMeeting, type ManageKey } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { words } from "../../i18n/words.ts";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { ConfirmDialog } from "../../ui/form/ConfirmDialog.tsx";
import { useRoomView } from "../call-parts.ts";
import { heirsOf } from "../hosting/powers.ts";
import { usePeople } from "../roster/use-people.ts";
import { HandOver } from "./HandOver.tsx";

interface Leaving {
  readonly onEnding: (ending: boolean) => void;
  readonly onLeave: () => void;
}

/** Leaves the call. A host is asked first, see {@link HostLeave}. */
export function LeaveButton(props: Leaving & { readonly hostKey: ManageKey | undefined }) {
  const { hostKey, ...leaving } = props;
  if (hostKey === undefined) return <Leave onClick={leaving.onLeave} />;
  return <HostLeave hostKey={hostKey} {...leaving} />;
}

/** Asks whether to leave, end the meeting, or, if no one else would run it, hand it over. */
function HostLeave(props: Leaving & { readonly hostKey: ManageKey }) {
  const { hostKey, onLeave } = props;
  const [asking, setAsking] = useState<"end" | "hand-over" | undefined>();
  const heirs = heirsOf(useRoomView(), usePeople());
  const close = (): void => setAsking(undefined);
  return (
    <>
      <Menu position="top-end" width={240} withinPortal withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Leave />
        </Menu.Target>
        <Menu.Dropdown lang="en" dir="ltr">
          <Menu.Item onClick={onLeave} data-testid="leave-only">
            {hostingWords.leaveOnly}
            <span className="small menu-detail">
              {heirs.length === 0 ? hostingWords.leaveDetail : hostingWords.leaveAlone}
            </span>
          </Menu.Item>
          {heirs.length === 0 ? null : (
            <Menu.Item onClick={() => setAsking("hand-over")} data-testid="hand-over">
              {hostingWords.handOver}
              <span className="small menu-detail">{hostingWords.handOverDetail}</span>
            </Menu.Item>
          )}
          <Menu.Item className="hurts" onClick={() => setAsking("end")} data-testid="end-for-all">
            {hostWords.manage.end}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <AskToEnd
        hostKey={hostKey}
        opened={asking === "end"}
        onEnding={props.onEnding}
        onClose={close}
      />
      <HandOver heirs={heirs} opened={asking === "hand-over"} onClose={close} onLeave={onLeave} />
    </>
  );
}

function Leave(props: { readonly onClick?: () => void }) {
  return (
    <Button
      {...props}
      className="bar-leave"
      variant="ink"
      radius="xl"
      leftSection={<IconPhoneOff size={20} />}
      data-testid="leave"
    >
      {words.call.leave}
    </Button>
  );
}

function AskToEnd(props: {
  readonly hostKey: ManageKey;
  readonly opened: boolean;
  readonly onEnding: (ending: boolean) => void;
  readonly onClose: () => void;
}) {
  const end = useMutation({
    mutationFn: () => endMeeting(props.hostKey),
    onMutate: () => props.onEnding(true),
    onSuccess: ({ kind }) => props.onEnding(kind === "ok"),
  });
  const fault =
    end.data === undefined || end.data.kind === "ok" ? undefined : answerFault(end.data);
  return (
    <ConfirmDialog
      opened={props.opened}
      tone="brick"
      title={hostWords.manage.endTitle}
      confirm={hostWords.manage.endConfirm}
      busy={end.isPending}
      fault={
        <p className="error" role="alert">
          {fault}
        </p>
      }
      testId="end-for-all-confirm"
      onConfirm={() => end.mutate()}
      onClose={props.onClose}
    >
      <p className="body">{hostWords.manage.endText}</p>
    </ConfirmDialog>
  );
}
