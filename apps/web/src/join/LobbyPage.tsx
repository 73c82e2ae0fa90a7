import type { Held } from "@graticule/api/meetings";
import { Button } from "@mantine/core";
import { useState } from "react";
import { withinSentence } from "../i18n/within-sentence.ts";
import { words } from "../i18n/words.ts";
import { PlaceField } from "../places/PlaceField.tsx";
import { MeetingTitle, useFocusOnShow } from "../ui/page/Notice.tsx";
import { Shell } from "../ui/page/Shell.tsx";
import "./door.css";
import "./lobby.css";
import type { AskFault } from "../api/client.ts";
import type { DeviceChoice } from "../media/device-choice.ts";
import { OwnPicture } from "../media/OwnPicture.tsx";
import { useDevicePreview } from "../media/use-device-preview.ts";
import { askFaultText } from "../ui/form/ask-fault.ts";
import { Contact } from "../ui/page/Contact.tsx";
import { JoiningFrom } from "./JoiningFrom.tsx";
import { useLongSince } from "./use-long-since.ts";

/** Why this person waits, that it ends by itself, and what others will see of them. */
export function LobbyPage(props: {
  readonly held: Held;
  /** Undefined: not known to this person. */
  readonly title: string | undefined;
  readonly declined: boolean;
  readonly fault: AskFault | undefined;
  readonly name: string;
  readonly devices: DeviceChoice;
  readonly onDevices: (devices: DeviceChoice) => void;
  readonly onState: (place: string) => void;
  readonly onAskAgain: () => void;
  readonly onLeave: () => void;
}) {
  const { held, devices } = props;
  const heading = useFocusOnShow<HTMLHeadingElement>();
  const { state } = useDevicePreview(devices);
  const [answered, setAnswered] = useState(false);
  const mayAskAgain = useLongSince(props.declined);
  const title = held.ask ? words.lobby.askTitle : words.lobby.title;
  return (
    <Shell title={title} meeting={props.title} width="wide" centred places>
      <div className="lobby" data-testid="lobby" data-because={held.because}>
        <div className="stack lobby-text">
          <div role="status" className="stack gap-12">
            <MeetingTitle title={props.title} />
            <h1 className="h1" ref={heading} tabIndex={-1}>
              {title}
            </h1>
            <p className="lead" data-testid="lobby-why">
              {whyText(props, answered)}
            </p>
            {held.because === "terms" ? <Contact /> : null}
            {held.ask || props.declined ? null : <p className="body">{words.lobby.byItself}</p>}
          </div>
          {held.ask ? (
            <Asked
              onState={(place) => {
                setAnswered(true);
                props.onState(place);
              }}
            />
          ) : null}
          <JoiningFrom
            seen={held}
            help="here"
            isSaid={held.because === "cannot-tell" && !props.declined && !answered}
            testId="lobby-place"
          />
          <p className="error" role="alert">
            {props.fault === undefined ? null : askFaultText(props.fault)}
          </p>
          <div className="row">
            {mayAskAgain ? (
              <Button onClick={props.onAskAgain} data-testid="ask-again">
                {words.lobby.askAgain}
              </Button>
            ) : null}
            <Button variant="default" onClick={props.onLeave} data-testid="lobby-leave">
              {words.lobby.leave}
            </Button>
          </div>
        </div>
        <div className="stack lobby-own gap-8">
          <OwnPicture state={state} devices={devices} name="" small onDevices={props.onDevices} />
          <p className="small said">{words.lobby.as(withinSentence(props.name))}</p>
        </div>
      </div>
    </Shell>
  );
}

function whyText(
  props: { readonly held: Held; readonly declined: boolean },
  answered: boolean,
): string {
  if (props.held.ask) return words.lobby.askWhy;
  if (props.declined) return words.lobby.declined;
  return answered ? words.lobby.asked : words.lobby.because[props.held.because];
}

/** "Where are you joining from now?" */
function Asked({ onState }: { readonly onState: (place: string) => void }) {
  const [place, setPlace] = useState<string | undefined>();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (place !== undefined) onState(place);
      }}
    >
      <PlaceField
        label={words.lobby.askField}
        nothing={words.lobby.askNothing}
        value={place}
        onChange={setPlace}
        testId="stated-place"
      />
      <div className="row">
        <Button type="submit" disabled={place === undefined} data-testid="state-place">
          {words.lobby.answer}
        </Button>
      </div>
    </form>
  );
}
