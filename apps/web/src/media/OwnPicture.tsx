import { ActionIcon, Tooltip } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { words } from "../i18n/words.ts";
import type { DeviceChoice } from "./device-choice.ts";
import { deviceFaultText } from "./device-fault.ts";
import type { PreviewState } from "./device-preview.ts";
import "./media.css";

/** The own picture, large, as others will see it, with both switches on it. */
export function OwnPicture(props: {
  readonly state: PreviewState;
  readonly devices: DeviceChoice;
  readonly name: string;
  /** Smaller, beside something else that matters more. */
  readonly small?: boolean;
  readonly onDevices: (devices: DeviceChoice) => void;
}) {
  const { state, devices, onDevices } = props;
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = state.video ?? null;
  }, [state.video]);
  const fault =
    state.cameraFault === undefined ? undefined : deviceFaultText("camera", state.cameraFault);
  return (
    <div
      className="own-picture"
      data-small={props.small === true ? "true" : undefined}
      data-live={state.video === undefined ? undefined : "true"}
    >
      <video ref={video} autoPlay playsInline muted aria-label={words.door.you} />
      {state.video === undefined ? (
        <p className="own-picture-text">
          {devices.camera ? (fault ?? words.app.loading) : words.door.cameraIsOff}
        </p>
      ) : null}
      <span className="own-picture-name said">{props.name}</span>
      <div className="own-picture-bar">
        <Switch
          on={devices.microphone && state.microphoneFault === undefined}
          label={devices.microphone ? words.door.micOff : words.door.micOn}
          icons={[<IconMicrophone key="on" size={22} />, <IconMicrophoneOff key="off" size={22} />]}
          onClick={() => onDevices({ ...devices, microphone: !devices.microphone })}
          testId="door-mic"
        />
        <Switch
          on={devices.camera && state.cameraFault === undefined}
          label={devices.camera ? words.door.cameraOff : words.door.cameraOn}
          icons={[<IconVideo key="on" size={22} />, <IconVideoOff key="off" size={22} />]}
          onClick={() => onDevices({ ...devices, camera: !devices.camera })}
          testId="door-camera"
        />
      </div>
    </div>
  );
}

function Switch(props: {
  readonly on: boolean;
  readonly label: string;
  readonly icons: readonly [React.ReactNode, React.ReactNode];
  readonly onClick: () => void;
  readonly testId: string;
}) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        className="round-switch"
        size={46}
        radius="xl"
        variant="transparent"
        data-off={props.on ? undefined : "true"}
        aria-label={props.label}
        onClick={props.onClick}
        data-testid={props.testId}
      >
        {props.on ? props.icons[0] : props.icons[1]}
      </ActionIcon>
    </Tooltip>
  );
}
