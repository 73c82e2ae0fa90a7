import type { JoinAdmitted } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import { RoomAudioRenderer, RoomContext } from "@livekit/components-react";
import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";
import { words } from "../i18n/words.ts";
import type { DeviceChoice } from "../join/device-choice.ts";
import { keptKey } from "../meetings/my-meetings.ts";
import { useTitle } from "../ui/Shell.tsx";
import "./call.css";
import { ControlBar } from "./ControlBar.tsx";
import { CallSession } from "./call-session.ts";
import { faultText } from "./device-fault.ts";
import { HostPanel, type PanelTab } from "./HostPanel.tsx";
import { Stage } from "./Stage.tsx";
import { useIdle } from "./use-idle.ts";

/** The call: faces to the edge, a bar that hides, a panel from the side. */
export function CallPage(props: {
  readonly admitted: JoinAdmitted;
  readonly devices: DeviceChoice;
  readonly onDevices: (devices: DeviceChoice) => void;
  readonly onRefused: (refusal: Refusal) => void;
  readonly onEnded: () => void;
  readonly onLeave: () => void;
}) {
  const { admitted } = props;
  const [session, setSession] = useState<CallSession | undefined>();
  const refused = useEffectEvent(props.onRefused);
  const ended = useEffectEvent(props.onEnded);
  const lost = useEffectEvent(props.onLeave);
  const devices = useEffectEvent(() => props.devices);
  useTitle(admitted.meeting.title);
  useEffect(() => {
    const chosen = devices();
    const made = new CallSession(admitted, chosen, {
      onRefused: (refusal) => refused(refusal),
      onEnded: () => ended(),
      onLost: () => lost(),
    });
    setSession(made);
    void made.start(chosen);
    return () => made.leave();
  }, [admitted]);
  if (session === undefined) return <div className="call" data-phase="connecting" />;
  return (
    <RoomContext.Provider value={session.room}>
      <Call {...props} session={session} />
    </RoomContext.Provider>
  );
}

function Call(props: {
  readonly admitted: JoinAdmitted;
  readonly session: CallSession;
  readonly devices: DeviceChoice;
  readonly onDevices: (devices: DeviceChoice) => void;
  readonly onLeave: () => void;
}) {
  const { admitted, session } = props;
  const state = useSyncExternalStore(session.subscribe, session.current);
  const [tab, setTab] = useState<PanelTab | undefined>();
  const [hostKey] = useState(() => keptKey(window.localStorage, admitted.meeting.code));
  const idle = useIdle(4_000);
  const opener = useRef<HTMLElement>(null);
  const show = (next: PanelTab): void => {
    if (tab === undefined && document.activeElement instanceof HTMLElement) {
      opener.current = document.activeElement;
    }
    setTab(next === tab ? undefined : next);
  };
  const close = (): void => {
    setTab(undefined);
    opener.current?.focus();
  };
  return (
    <div
      className="call"
      data-testid="call"
      data-phase={state.phase}
      data-idle={idle && tab === undefined ? "true" : undefined}
    >
      <main className="call-main" aria-label={admitted.meeting.title}>
        <Stage code={admitted.meeting.code} />
        <Banner session={session} />
        <ControlBar
          session={session}
          host={hostKey !== undefined}
          tab={tab}
          onTab={show}
          onDevices={(change) => props.onDevices({ ...props.devices, ...change })}
          onLeave={props.onLeave}
        />
      </main>
      {tab === undefined ? null : (
        <HostPanel hostKey={hostKey} tab={tab} onTab={setTab} onClose={close} />
      )}
      <RoomAudioRenderer />
    </div>
  );
}

/** One line above the faces: the connection, or a device that did not start. */
function Banner({ session }: { readonly session: CallSession }) {
  const { phase, fault } = useSyncExternalStore(session.subscribe, session.current);
  const text = fault === undefined ? undefined : faultText(fault.device, fault.fault);
  return (
    <div className="call-banner" role="status" aria-live="polite">
      {phase === "reconnecting" ? (
        <p data-testid="reconnecting">{words.call.reconnecting}</p>
      ) : null}
      {phase === "connecting" ? <p>{words.call.connecting}</p> : null}
      {text === undefined ? null : (
        <p data-testid="device-fault">
          {text}{" "}
          <button type="button" className="link" onClick={() => session.forgetFault()}>
            {words.call.close}
          </button>
        </p>
      )}
    </div>
  );
}
