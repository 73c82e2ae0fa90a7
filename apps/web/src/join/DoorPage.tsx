import type { Door } from "@graticule/api/meetings";
import { Button } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useSession } from "../api/use-session.ts";
import { readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { DeviceRow } from "../media/DeviceRow.tsx";
import { atRest } from "../ui/at-rest.ts";
import { Tick } from "../ui/form/Tick.tsx";
import { Shell } from "../ui/page/Shell.tsx";
import "./door.css";
import type { AskFault } from "../api/client.ts";
import { asksHost, nameOnPass, passLine } from "../links/pass.ts";
import type { DeviceChoice } from "../media/device-choice.ts";
import { OwnPicture } from "../media/OwnPicture.tsx";
import { useDevicePreview } from "../media/use-device-preview.ts";
import { deviceStorage } from "../storage/storage.ts";
import { askFaultText } from "../ui/form/ask-fault.ts";
import { TextField } from "../ui/form/TextField.tsx";
import { DoorFacts } from "./DoorFacts.tsx";
import type { EncryptionSaid } from "./link-secret.ts";
import { findsNetwork } from "./media-way.ts";
import { type JoinWish, rememberedName } from "./name-memory.ts";

/** Before joining: the own picture, the name, the devices, where one joins from. */
export function DoorPage(props: {
  readonly door: Door;
  readonly joining: boolean;
  readonly opened: boolean;
  readonly fault: AskFault | undefined;
  readonly encryption: EncryptionSaid;
  /** The name that was given before; empty: none. */
  readonly name: string;
  readonly devices: DeviceChoice;
  readonly onDevices: (devices: DeviceChoice) => void;
  /** The door is at rest, or this person is about to join: what comes next can be loaded. */
  readonly onReady: () => void;
  readonly onJoin: (wish: JoinWish) => void;
}) {
  const { door, devices, onReady } = props;
  const { preview, state } = useDevicePreview(devices);
  const naming = useNaming(props.name, nameOnPass(door.pass));
  const [nameless, setNameless] = useState(false);
  const networkFound = useNetworkFound();
  const name = naming.name.trim();
  const nameField = useFocusWithPass(door.pass);
  useEffect(() => atRest(onReady), [onReady]);

  const join = (event: FormEvent): void => {
    event.preventDefault();
    setNameless(name === "");
    if (name === "") nameField.current?.focus();
    if (name === "" || props.joining) return;
    preview.stop();
    props.onJoin({ name, remember: naming.remember });
  };
  return (
    <Shell title={door.title ?? words.door.untitled} width="wide" centred places>
      <div className="door">
        <OwnPicture state={state} devices={devices} name={name} onDevices={props.onDevices} />
        <form
          className="stack door-form"
          onSubmit={join}
          onFocus={onReady}
          onPointerEnter={onReady}
          noValidate
        >
          <div className="stack gap-6">
            <h1 className="h1 said door-title" data-testid="door-title">
              {door.title ?? words.door.untitled}
            </h1>
            <Starts startsAt={door.startsAt} />
          </div>
          <Pass door={door} />
          <p className="body door-news" role="status">
            {props.opened ? openedText(door) : null}
          </p>
          <div className="stack gap-10">
            <TextField
              ref={nameField}
              size="lg"
              label={words.door.name}
              placeholder={words.door.namePlaceholder}
              value={naming.name}
              maxLength={80}
              autoComplete="name"
              error={nameless ? words.door.nameMissing : undefined}
              onFocus={naming.settle}
              onChange={naming.setName}
              testId="join-name"
            />
            <Tick checked={naming.remember} onChange={naming.setRemember} testId="remember-name">
              {words.door.remember}
            </Tick>
          </div>
          <DeviceRow state={state} devices={devices} onDevices={props.onDevices} />
          {networkFound ? null : (
            <p className="body" role="status" data-testid="no-network">
              {words.door.noNetwork}
            </p>
          )}
          <Button type="submit" size="lg" loading={props.joining} data-testid="join-button">
            {door.held === undefined ? words.door.join : words.door.askToJoin}
          </Button>
          <p className="error" role="alert">
            {props.fault === undefined ? null : askFaultText(props.fault)}
          </p>
          <DoorFacts door={door} encryption={props.encryption} />
        </form>
      </div>
    </Shell>
  );
}

/** False only where it is certain that there is none. */
function useNetworkFound(): boolean {
  const [found, setFound] = useState(true);
  useEffect(() => void findsNetwork().then(setFound), []);
  return found;
}

/**
 * The name as given before, that of the pass, the one remembered on this device, or the account's, until
 * one is typed. `settle`: the field has the focus, and no name that comes later replaces what is typed.
 */
function useNaming(before: string, onPass: string | undefined) {
  const account = useSession().session?.person?.name;
  const [kept] = useState(() => rememberedName(deviceStorage));
  const [typed, setName] = useState(before === "" ? (onPass ?? kept) : before);
  const [remember, setRemember] = useState(kept !== undefined);
  const name = typed ?? account ?? "";
  return { name, setName, settle: () => setName(name), remember, setRemember };
}

/** The link of a pass that is opened in a page's tab leads to the name that the host wrote. */
function useFocusWithPass(pass: Door["pass"]) {
  const field = useRef<HTMLInputElement>(null);
  const brought = pass?.kind === "valid";
  useEffect(() => {
    if (brought) field.current?.focus({ preventScroll: true });
  }, [brought]);
  return field;
}

function Pass({ door }: { readonly door: Door }) {
  const line = passLine(door);
  if (line === undefined) return null;
  return (
    <p className="body" data-testid="door-pass">
      {line}
    </p>
  );
}

function openedText({ held }: Door): string {
  return asksHost(held) ? words.door.openedAsk : words.door.opened;
}

function Starts({ startsAt }: { readonly startsAt: string | undefined }) {
  const now = Date.now();
  if (startsAt === undefined || Date.parse(startsAt) <= now) return null;
  return <p className="small">{words.door.starts(readTime(startsAt, { now }))}</p>;
}
