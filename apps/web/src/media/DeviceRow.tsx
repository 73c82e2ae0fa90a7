import { Select } from "@mantine/core";
import { IconMicrophone, IconVideo, IconVolume } from "@tabler/icons-react";
import { words } from "../i18n/words.ts";
import { Tick } from "../ui/form/Tick.tsx";
import { canBlur } from "./blur/can-blur.ts";
import type { DeviceChoice } from "./device-choice.ts";
import { deviceFaultText } from "./device-fault.ts";
import type { PreviewState } from "./device-preview.ts";
import { LevelMeter } from "./LevelMeter.tsx";
import "./media.css";

interface Choosing {
  readonly state: PreviewState;
  readonly devices: DeviceChoice;
  readonly onDevices: (devices: DeviceChoice) => void;
}

/** Which camera, microphone and speaker; how loud the microphone is; whether the background is blurred. */
export function DeviceRow(props: Choosing) {
  const { state, devices, onDevices } = props;
  const fault =
    state.microphoneFault === undefined
      ? undefined
      : deviceFaultText("microphone", state.microphoneFault);
  return (
    <fieldset className="door-devices">
      <legend className="visually-hidden">{words.door.devices}</legend>
      <DeviceSelect
        label={words.door.microphone}
        none={words.door.noMicrophone}
        icon={<IconMicrophone size={18} />}
        listed={state.listed}
        list={state.microphones}
        value={devices.microphoneId}
        onChange={(microphoneId) => onDevices({ ...devices, microphoneId })}
      />
      <DeviceSelect
        label={words.door.camera}
        none={words.door.noCamera}
        icon={<IconVideo size={18} />}
        listed={state.listed}
        list={state.cameras}
        value={devices.cameraId}
        onChange={(cameraId) => onDevices({ ...devices, cameraId })}
      />
      {state.speakers.length === 0 ? null : (
        <DeviceSelect
          label={words.door.speaker}
          none={words.door.systemSpeaker}
          icon={<IconVolume size={18} />}
          listed
          list={state.speakers}
          value={devices.speakerId}
          onChange={(speakerId) => onDevices({ ...devices, speakerId })}
        />
      )}
      {fault === undefined ? (
        <LevelMeter stream={state.audio} />
      ) : (
        <p className="small door-device-wide">{fault}</p>
      )}
      <BlurSwitch {...props} />
    </fieldset>
  );
}

function BlurSwitch({ state, devices, onDevices }: Choosing) {
  const hasNoCamera = state.listed && state.cameras.length === 0;
  if (!canBlur() || hasNoCamera) return null;
  return (
    <div className="door-device-wide" data-blur={state.blur}>
      <Tick
        checked={devices.blur}
        onChange={(blur) => onDevices({ ...devices, blur })}
        testId="door-blur"
      >
        {words.door.blur}
      </Tick>
      <p className="small error" role="status">
        {state.blur === "failed" ? words.door.blurFailed : null}
      </p>
    </div>
  );
}

function DeviceSelect(props: {
  readonly label: string;
  readonly none: string;
  readonly icon: React.ReactNode;
  readonly listed: boolean;
  readonly list: readonly MediaDeviceInfo[];
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}) {
  const known = props.list.filter(({ deviceId }) => deviceId !== "");
  return (
    <Select
      size="sm"
      dir="auto"
      aria-label={props.label}
      leftSection={props.icon}
      placeholder={props.listed && known.length === 0 ? props.none : props.label}
      disabled={known.length === 0}
      data={known.map(({ deviceId, label }, index) => ({
        value: deviceId,
        label: label === "" ? words.door.deviceUnnamed(index + 1) : label,
      }))}
      value={props.value ?? known[0]?.deviceId ?? null}
      onChange={(id) => id !== null && props.onChange(id)}
    />
  );
}
