import { Button } from "@mantine/core";
import {
  IconChecklist,
  IconHandStop,
  IconMessage,
  IconMicrophone,
  IconMicrophoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconUsers,
  IconVideo,
  IconVideoOff,
  IconVolume,
} from "@tabler/icons-react";
import { readCount } from "../../i18n/number.ts";
import { words } from "../../i18n/words.ts";
import { useCall, useStore, useTalk } from "../call-parts.ts";
import { useWaiting, useWaitingLabel, WaitingCount, WaitingNotice } from "../hosting/Waiting.tsx";
import { Badge } from "../keys/Badge.tsx";
import { useRoster, useSelf } from "../roster/use-roster.ts";
import { type ShortcutAction, shortcutKeys } from "../shortcuts.ts";
import type { BarProps } from "./bar-props.ts";
import { Control } from "./Control.tsx";
import { canShareScreen } from "./call-actions.ts";
import { LeaveButton } from "./LeaveButton.tsx";
import { BarMeetingLine } from "./MeetingLine.tsx";
import { MoreMenu } from "./MoreMenu.tsx";
import { ReactMenu } from "./ReactMenu.tsx";

/** The most used controls, the most used first. It hides while the pointer rests. */
export function ControlBar(props: BarProps) {
  const { actions, run, keys, hostKey } = props;
  const hint = (action: ShortcutAction) => (keys === "on" ? shortcutKeys[action] : undefined);
  return (
    <div className="bar-place">
      {actions.wishes.tab === "people" ? null : (
        <WaitingNotice onShow={() => actions.change({ tab: "people" })} />
      )}
      <div className="bar-row">
        <BarMeetingLine />
        <div className="bar" role="toolbar" aria-label={words.call.controls}>
          <StartSound />
          <MediaControls run={run} hint={hint} />
          {props.size === "wide" ? <WideControls {...props} hint={hint} /> : null}
          <ChatControl {...props} hint={hint} />
          {props.size === "wide" ? <PanelControls {...props} hint={hint} /> : null}
          <MoreMenu {...props} />
          <LeaveButton hostKey={hostKey} onEnding={actions.ending} onLeave={actions.leave} />
        </div>
        <Badge onOpen={() => actions.change({ dialog: "security" })} />
      </div>
    </div>
  );
}

type Hint = (action: ShortcutAction) => string | undefined;

function MediaControls({ run, hint }: Pick<BarProps, "run"> & { readonly hint: Hint }) {
  const self = useSelf();
  const mic = self.microphone?.isOn;
  const camera = self.camera?.isOn;
  return (
    <>
      <Control
        label={mic ? words.door.micOff : words.door.micOn}
        state={mic ? undefined : "off"}
        keyHint={hint("mic")}
        onClick={run.mic}
        testId="toggle-mic"
      >
        {mic ? <IconMicrophone size={22} /> : <IconMicrophoneOff size={22} />}
      </Control>
      <Control
        label={camera ? words.door.cameraOff : words.door.cameraOn}
        state={camera ? undefined : "off"}
        keyHint={hint("camera")}
        onClick={run.camera}
        testId="toggle-camera"
      >
        {camera ? <IconVideo size={22} /> : <IconVideoOff size={22} />}
      </Control>
    </>
  );
}

function WideControls({ run, hint }: BarProps & { readonly hint: Hint }) {
  const self = useSelf();
  const sharing = self.screen?.isOn;
  const raised = useTalk().hands.has(self.attendee.identity);
  return (
    <>
      {canShareScreen() ? (
        <Control
          label={sharing ? words.call.stopScreen : words.call.screen}
          state={sharing ? "on" : undefined}
          keyHint={hint("screen")}
          onClick={run.screen}
          testId="toggle-screen"
        >
          {sharing ? <IconScreenShareOff size={22} /> : <IconScreenShare size={22} />}
        </Control>
      ) : null}
      <ReactMenu />
      <Control
        label={raised ? words.call.hand.lower : words.call.hand.raise}
        state={raised ? "on" : undefined}
        keyHint={hint("hand")}
        onClick={run.hand}
        testId="toggle-hand"
      >
        <IconHandStop size={22} />
      </Control>
    </>
  );
}

function ChatControl({ actions, run, hint }: BarProps & { readonly hint: Hint }) {
  const { unread } = useTalk().chat;
  return (
    <Control
      label={unread === 0 ? words.call.chat : words.call.talk.openUnread(unread)}
      state={actions.wishes.tab === "chat" ? "on" : undefined}
      keyHint={hint("chat")}
      onClick={run.chat}
      testId="open-chat"
    >
      <IconMessage size={22} />
      {unread === 0 ? null : (
        <span className="bar-count" data-testid="unread">
          {readCount(Math.min(unread, 99))}
        </span>
      )}
    </Control>
  );
}

function PanelControls({ actions, run, hint, hostKey }: BarProps & { readonly hint: Hint }) {
  const count = useRoster(({ attendees }) => attendees.length);
  const label = useWaitingLabel(words.call.list.open(count));
  const waiting = useWaiting().length;
  const { tab } = actions.wishes;
  return (
    <>
      <Control
        label={label}
        state={tab === "people" ? "on" : undefined}
        keyHint={hint("people")}
        onClick={run.people}
        testId="open-people"
      >
        <IconUsers size={22} />
        {waiting === 0 ? (
          <span className="bar-number">{readCount(count)}</span>
        ) : (
          <WaitingCount className="bar-count" />
        )}
      </Control>
      {hostKey === undefined ? null : (
        <Control
          label={words.call.rules}
          state={tab === "rules" || tab === "places" ? "on" : undefined}
          onClick={() => actions.showTab("rules")}
          testId="open-rules"
        >
          <IconChecklist size={22} />
        </Control>
      )}
    </>
  );
}

/** Some browsers play no sound before a click. */
function StartSound() {
  const { session } = useCall();
  if (useStore(session).sound === "plays") return null;
  return (
    <Button
      variant="light"
      radius="xl"
      leftSection={<IconVolume size={20} />}
      onClick={() => void session.startSound()}
    >
      {words.call.startSound}
    </Button>
  );
}
