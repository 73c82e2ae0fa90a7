import {
  useLocalParticipant,
  useParticipants,
  useRoomContext,
  useStartAudio,
} from "@livekit/components-react";
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import {
  IconAdjustmentsHorizontal,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconUsers,
  IconVideo,
  IconVideoOff,
  IconVolume,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { words } from "../i18n/words.ts";
import type { CallSession } from "./call-session.ts";
import type { PanelTab } from "./HostPanel.tsx";

/** The bar: what one does most, in the order of use. It hides when nobody moves. */
export function ControlBar(props: {
  readonly session: CallSession;
  readonly host: boolean;
  readonly tab: PanelTab | undefined;
  readonly onTab: (tab: PanelTab) => void;
  readonly onDevices: (change: { camera?: boolean; microphone?: boolean }) => void;
  readonly onLeave: () => void;
}) {
  const { session } = props;
  const own = useLocalParticipant();
  const people = useParticipants();
  const canShare = typeof navigator.mediaDevices?.getDisplayMedia === "function";
  const setMicrophone = (on: boolean): void => {
    props.onDevices({ microphone: on });
    void session.setMicrophone(on);
  };
  const setCamera = (on: boolean): void => {
    props.onDevices({ camera: on });
    void session.setCamera(on);
  };
  return (
    <div className="bar" role="toolbar" aria-label={words.call.controls}>
      <StartSound />
      <Control
        label={own.isMicrophoneEnabled ? words.door.micOff : words.door.micOn}
        off={!own.isMicrophoneEnabled}
        onClick={() => setMicrophone(!own.isMicrophoneEnabled)}
        testId="toggle-mic"
      >
        {own.isMicrophoneEnabled ? <IconMicrophone size={22} /> : <IconMicrophoneOff size={22} />}
      </Control>
      <Control
        label={own.isCameraEnabled ? words.door.cameraOff : words.door.cameraOn}
        off={!own.isCameraEnabled}
        onClick={() => setCamera(!own.isCameraEnabled)}
        testId="toggle-camera"
      >
        {own.isCameraEnabled ? <IconVideo size={22} /> : <IconVideoOff size={22} />}
      </Control>
      {canShare ? (
        <Control
          label={own.isScreenShareEnabled ? words.call.stopScreen : words.call.screen}
          on={own.isScreenShareEnabled}
          onClick={() => void session.setScreen(!own.isScreenShareEnabled)}
          testId="toggle-screen"
        >
          {own.isScreenShareEnabled ? (
            <IconScreenShareOff size={22} />
          ) : (
            <IconScreenShare size={22} />
          )}
        </Control>
      ) : null}
      <Control
        label={words.call.people}
        on={props.tab === "people"}
        onClick={() => props.onTab("people")}
        testId="open-people"
      >
        <IconUsers size={22} />
        <span className="bar-count">{people.length}</span>
      </Control>
      {props.host ? (
        <Control
          label={words.call.rules}
          on={props.tab === "rules" || props.tab === "places"}
          onClick={() => props.onTab("rules")}
          testId="open-rules"
        >
          <IconAdjustmentsHorizontal size={22} />
        </Control>
      ) : null}
      <Button
        className="bar-leave"
        variant="ink"
        radius="xl"
        leftSection={<IconPhoneOff size={20} />}
        onClick={props.onLeave}
        data-testid="leave"
      >
        {words.call.leave}
      </Button>
    </div>
  );
}

function Control(props: {
  readonly label: string;
  readonly off?: boolean;
  readonly on?: boolean;
  readonly onClick: () => void;
  readonly testId: string;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip label={props.label} position="top">
      <ActionIcon
        className="bar-button"
        variant="transparent"
        size={46}
        radius="xl"
        aria-label={props.label}
        data-off={props.off === true ? "true" : undefined}
        data-on={props.on === true ? "true" : undefined}
        onClick={props.onClick}
        data-testid={props.testId}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

/** Some browsers play no sound before a click. */
function StartSound() {
  const room = useRoomContext();
  const { mergedProps, canPlayAudio } = useStartAudio({ room, props: {} });
  if (canPlayAudio) return null;
  return (
    <Button
      variant="light"
      radius="xl"
      leftSection={<IconVolume size={20} />}
      onClick={mergedProps.onClick}
    >
      {words.call.startSound}
    </Button>
  );
}
