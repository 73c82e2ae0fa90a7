import type { Door } from "@graticule/api/meetings";
import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { lookAtSession } from "../api/session.ts";
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
import { DevicePreview } from "../media/device-preview.ts";
import { OwnPicture } from "../media/OwnPicture.tsx";
import { askFaultText } from "../ui/form/ask-fault.ts";
import { DoorFacts } from "./DoorFacts.tsx";
import type { EncryptionSaid } from "./link-secret.ts";
import { findsNetwork } from "./media-way.ts";
import { rememberedName, type Wish } from "./name-memory.ts";

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
  /** The door is at rest, or someone is about to join: what comes next can be loaded. */
  readonly onReady: () => void;
  readonly onJoin: (wish: Wish) => void;
}) {
  const { door, devices, onReady } = props;
  const [preview] = useState(() => new DevicePreview());
  const state = useSyncExternalStore(preview.subscribe, preview.current);
  const naming = useNaming(props.name, nameOnPass(door.pass));
  const [nameless, setNameless] = useState(false);
  const networkFound = useNetworkFound();
  const name = naming.name.trim();
  const nameField = useFocusWithPass(door.pass);
  useEffect(() => {
    void preview.show(devices);
  }, [preview, devices]);
  useEffect(() => () => preview.stop(), [preview]);
  useEffect(() => atRest(onReady), [onReady]);

  const join = (event: FormEvent): void => {
    event.preventDefault();
    setNameless(name === "");
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
            <TextInput
              ref={nameField}
              size="lg"
              label={words.door.name}
              placeholder={words.door.namePlaceholder}
              value={naming.name}
              maxLength={80}
              autoComplete="name"
              error={nameless ? words.door.nameMissing : undefined}
              onFocus={naming.settle}
              onChange={(event) => naming.setName(event.currentTarget.value)}
              data-testid="join-name"
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
 * The name as given before, that of the pass, the one remembered on this device, or the account's; what
 * is typed counts. Once someone is in the field, `settle`, no name comes between what they type.
 */
function useNaming(before: string, onPass: string | undefined) {
  const session = useQuery({ queryKey: ["session"], queryFn: lookAtSession });
  const account = session.data?.kind === "ok" ? session.data.value.person?.name : undefined;
  const [kept] = useState(() => rememberedName(window.localStorage));
  const [typed, setName] = useState(before === "" ? (onPass ?? kept) : before);
  const [remember, setRemember] = useState(kept !== undefined);
  const name = typed ?? account ?? "";
  return { name, setName, settle: () => setName(name), remember, setRemember };
}

/** Whoever opens the link of a pass where a page was open comes out of that page at the name that the host wrote. */
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
    <p className="body door-pass" data-testid="door-pass">
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
