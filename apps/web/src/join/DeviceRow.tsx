import { Select } from "@mantine/core";
import { IconMicrophone, IconVideo } from "@tabler/icons-react";
import { faultText } from "../call/device-fault.ts";
import { words } from "../i18n/words.ts";
import type { DeviceChoice } from "./device-choice.ts";
import type { PreviewState } from "./device-preview.ts";

/** Which camera and which microphone. */
export function DeviceRow(props: {
  readonly state: PreviewState;
  readonly devices: DeviceChoice;
  readonly onDevices: (devices: DeviceChoice) => void;
}) {
  const { state, devices, onDevices } = props;
  const fault =
    state.microphoneFault === undefined
      ? undefined
      : faultText("microphone", state.microphoneFault);
  return (
    <div className="door-devices">
      <DeviceSelect
        label={words.door.microphone}
        none={words.door.noMicrophone}
        icon={<IconMicrophone size={18} />}
        list={state.microphones}
        value={devices.microphoneId}
        onChange={(microphoneId) => onDevices({ ...devices, microphoneId })}
      />
      <DeviceSelect
        label={words.door.camera}
        none={words.door.noCamera}
        icon={<IconVideo size={18} />}
        list={state.cameras}
        value={devices.cameraId}
        onChange={(cameraId) => onDevices({ ...devices, cameraId })}
      />
      {fault === undefined ? null : <p className="small door-device-fault">{fault}</p>}
    </div>
  );
}

function DeviceSelect(props: {
  readonly label: string;
  readonly none: string;
  readonly icon: React.ReactNode;
  readonly list: readonly MediaDeviceInfo[];
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}) {
  const known = props.list.filter(({ deviceId }) => deviceId !== "");
  return (
    <Select
      size="sm"
      aria-label={props.label}
      leftSection={props.icon}
      placeholder={known.length === 0 ? props.none : props.label}
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
