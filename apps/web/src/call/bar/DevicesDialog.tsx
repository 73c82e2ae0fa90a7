import { Modal, Select, Switch } from "@mantine/core";
import { Room } from "livekit-client";
import { useEffect, useState } from "react";
import { words } from "../../i18n/words.ts";
import { canBlur } from "../../media/blur/can-blur.ts";
import type { DeviceChoice } from "../../media/device-choice.ts";
import { useCall } from "../call-parts.ts";
import type { CallWishes } from "./call-actions.ts";

/** Camera, microphone and speaker during the call, one's background, and what screen readers are told. */
export function DevicesDialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly devices: DeviceChoice;
  readonly onDevices: (change: Partial<DeviceChoice>) => void;
  readonly speakers: CallWishes["speakers"];
  readonly onSpeakers: (speakers: CallWishes["speakers"]) => void;
}) {
  const { session } = useCall();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={<span className="h2">{words.call.devices.title}</span>}
      centered
      closeButtonProps={{ "aria-label": words.call.close }}
    >
      <div className="stack" data-testid="devices">
        <DeviceSelect
          kind="audioinput"
          label={words.call.mic}
          onChosen={(microphoneId) => props.onDevices({ microphoneId })}
        />
        <DeviceSelect
          kind="videoinput"
          label={words.call.camera}
          onChosen={(cameraId) => props.onDevices({ cameraId })}
        />
        <DeviceSelect
          kind="audiooutput"
          label={words.call.speaker}
          onChosen={(speakerId) => props.onDevices({ speakerId })}
        />
        {canBlur() ? (
          <Switch
            label={words.call.devices.blur}
            checked={props.devices.blur}
            onChange={({ currentTarget }) => {
              props.onDevices({ blur: currentTarget.checked });
              void session.setBlur(currentTarget.checked);
            }}
            data-testid="call-blur"
          />
        ) : null}
        <section className="stack gap-8">
          <h3 className="h2">{words.call.announce.title}</h3>
          <Switch
            label={words.call.announce.on}
            checked={props.speakers === "told"}
            onChange={({ currentTarget }) =>
              props.onSpeakers(currentTarget.checked ? "told" : "quiet")
            }
            data-testid="switch-speakers"
          />
        </section>
      </div>
    </Modal>
  );
}

function DeviceSelect(props: {
  readonly kind: MediaDeviceKind;
  readonly label: string;
  readonly onChosen: (id: string) => void;
}) {
  const { session } = useCall();
  const known = useDevices(props.kind).filter(({ deviceId }) => deviceId !== "");
  const [chosen, setChosen] = useState(() => session.room.getActiveDevice(props.kind));
  // Some browsers list no devices of a kind.
  if (known.length === 0) return null;
  const isKnown = known.some(({ deviceId }) => deviceId === chosen);
  return (
    <Select
      label={props.label}
      data={known.map(({ deviceId, label }, index) => ({
        value: deviceId,
        label: label === "" ? words.door.deviceUnnamed(index + 1) : label,
      }))}
      placeholder={words.call.devices.standard}
      value={isKnown && chosen !== undefined ? chosen : null}
      onChange={(id) => {
        if (id === null) return;
        setChosen(id);
        props.onChosen(id);
        void session.switchDevice(props.kind, id);
      }}
      data-testid={`device-${props.kind}`}
    />
  );
}

/** The browser's devices of a kind, updated as they are plugged in or out. */
function useDevices(kind: MediaDeviceKind): readonly MediaDeviceInfo[] {
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    let isOver = false;
    const list = async (): Promise<void> => {
      const found = await Room.getLocalDevices(kind).catch(() => []);
      if (!isOver) setDevices(found);
    };
    void list();
    navigator.mediaDevices?.addEventListener("devicechange", list);
    return () => {
      isOver = true;
      navigator.mediaDevices?.removeEventListener("devicechange", list);
    };
  }, [kind]);
  return devices;
}
