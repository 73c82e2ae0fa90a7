import type { Door } from "@graticule/api/meetings";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useId, useState, useSyncExternalStore } from "react";
import { readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { nameOfCode } from "../places/names.ts";
import { Shell } from "../ui/Shell.tsx";
import { DeviceRow } from "./DeviceRow.tsx";
import "./door.css";
import type { DeviceChoice } from "./device-choice.ts";
import { DevicePreview } from "./device-preview.ts";
import type { DoorFault } from "./door-state.ts";
import { OwnPicture } from "./OwnPicture.tsx";
import { placeLine } from "./refusal-text.ts";

const nameKey = "graticule.name";

const faultWords: Readonly<Record<DoorFault, string>> = {
  failed: words.app.failed,
  offline: words.app.offline,
  "too-many": words.app.tooMany,
};

/** Before joining: the own picture, the name, the devices, where one joins from. */
export function DoorPage(props: {
  readonly door: Door;
  readonly joining: boolean;
  readonly fault: DoorFault | undefined;
  readonly devices: DeviceChoice;
  readonly onDevices: (devices: DeviceChoice) => void;
  readonly onReady: () => void;
  readonly onJoin: (name: string) => void;
}) {
  const { door, devices, onReady } = props;
  const [preview] = useState(() => new DevicePreview());
  const state = useSyncExternalStore(preview.subscribe, preview.current);
  const [name, setName] = useState(() => window.localStorage.getItem(nameKey) ?? "");
  const [nameless, setNameless] = useState(false);
  useEffect(() => {
    void preview.show(devices);
  }, [preview, devices]);
  useEffect(() => () => preview.stop(), [preview]);
  useEffect(onReady, []);

  const join = (event: FormEvent): void => {
    event.preventDefault();
    const trimmed = name.trim();
    setNameless(trimmed === "");
    if (trimmed === "" || props.joining) return;
    window.localStorage.setItem(nameKey, trimmed);
    preview.stop();
    props.onJoin(trimmed);
  };
  return (
    <Shell title={door.title ?? words.door.untitled} width="wide" centred places>
      <div className="door">
        <OwnPicture
          state={state}
          devices={devices}
          name={name.trim()}
          onDevices={props.onDevices}
        />
        <form className="stack door-form" onSubmit={join} noValidate>
          <div className="stack" style={{ "--gap": "6px" } as React.CSSProperties}>
            <h1 className="h1 said door-title" data-testid="door-title">
              {door.title ?? words.door.untitled}
            </h1>
            <Starts startsAt={door.startsAt} />
          </div>
          <TextInput
            size="lg"
            label={words.door.name}
            placeholder={words.door.namePlaceholder}
            value={name}
            maxLength={80}
            autoComplete="name"
            error={nameless ? words.door.nameMissing : undefined}
            onChange={(event) => setName(event.currentTarget.value)}
            data-testid="join-name"
          />
          <DeviceRow state={state} devices={devices} onDevices={props.onDevices} />
          <Button type="submit" size="lg" loading={props.joining} data-testid="join-button">
            {words.door.join}
          </Button>
          <p className="error" role="alert">
            {props.fault === undefined ? null : faultWords[props.fault]}
          </p>
          <WhereFrom door={door} />
        </form>
      </div>
    </Shell>
  );
}

function Starts({ startsAt }: { readonly startsAt: string | undefined }) {
  const now = Date.now();
  if (startsAt === undefined || Date.parse(startsAt) <= now) return null;
  return <p className="small">{words.door.starts(readTime(startsAt, { now }))}</p>;
}

/** "Joining from France · sure. Not right?" */
function WhereFrom({ door }: { readonly door: Door }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="door-from">
      <p className="small">
        <span data-testid="door-place">{placeLine(door, nameOfCode)}</span>.{" "}
        <button
          type="button"
          className="link"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          data-testid="not-right"
        >
          {door.place === undefined ? words.door.why : words.door.notRight}
        </button>
      </p>
      <p className="small" id={id} hidden={!open} style={{ marginTop: 8 }}>
        {words.door.notRightText}
      </p>
    </div>
  );
}
