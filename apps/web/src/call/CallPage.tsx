import type { JoinAdmitted } from "@graticule/api/meetings";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { useMediaQuery } from "@mantine/hooks";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { ManageKey } from "../api/meetings.ts";
import type { Contesting } from "../join/ContestForm.tsx";
import type { RoomFeed } from "../join/room-feed.ts";
import { keptKey } from "../links/my-meetings.ts";
import type { DeviceChoice } from "../media/device-choice.ts";
import { receipts } from "../report/receipts.ts";
import { useFocusOnShow } from "../ui/page/Notice.tsx";
import { useTitle } from "../ui/page/Shell.tsx";
import { ControlBar } from "./bar/ControlBar.tsx";
import { type CallActions, firstWishes, useShortcutActions } from "./bar/call-actions.ts";
import { DevicesDialog } from "./bar/DevicesDialog.tsx";
import "@mantine/core/styles/Menu.layer.css";
import "@mantine/core/styles/Switch.layer.css";
import "./call.css";
import "./notices/notices.css";
import "./talk/reactions.css";
import "./panel/panel.css";
import "./stage/stage.css";
import { deviceStorage } from "../storage/storage.ts";
import {
  CallContext,
  type CallParts,
  createCall,
  useCall,
  usePhase,
  useRoomView,
} from "./call-parts.ts";
import type { CallListener, CallState } from "./call-session.ts";
import { WaitingStatus } from "./hosting/Waiting.tsx";
import { canSealFrames } from "./keys/can-seal.ts";
import { SecurityDialog } from "./keys/SecurityDialog.tsx";
import type { OwnKeys } from "./keys/sealed-call.ts";
import { useKeyNews } from "./keys/use-key-news.ts";
import { Banner } from "./notices/Banner.tsx";
import { Announcements, Notices } from "./notices/Notices.tsx";
import { OrderNotice } from "./notices/OrderNotice.tsx";
import { useRoomNews } from "./notices/use-room-news.ts";
import { loadHostTabs, type PanelTab, SidePanel } from "./panel/SidePanel.tsx";
import { ReportDialog } from "./ReportDialog.tsx";
import { ShortcutsDialog } from "./ShortcutsDialog.tsx";
import { keepShortcuts, shortcutsWanted } from "./shortcuts.ts";
import { Sounds } from "./stage/Media.tsx";
import { Stage } from "./stage/Stage.tsx";
import { useSpeaker } from "./stage/use-speaker.ts";
import { Reactions } from "./talk/Reactions.tsx";
import { useIdle } from "./use-idle.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** Windows too narrow for all of the bar's buttons. */
const narrowWindow = "(max-width: 620px)";

interface CallProps extends Omit<CallListener, "onLetGo" | "onMuted"> {
  readonly admitted: JoinAdmitted;
  /** Of the meeting's link, as this visit came with it. */
  readonly secret: LinkSecret | undefined;
  /** What this visit signs and vouches with. */
  readonly own: OwnKeys;
  readonly feed: RoomFeed;
  readonly devices: DeviceChoice;
  readonly onDevices: (devices: DeviceChoice) => void;
  readonly onContest: Contesting["onContest"];
  /** This person asks to end the call for everyone; false: that failed. */
  readonly onEnding: (ending: boolean) => void;
  readonly onLeave: () => void;
}

/** The call: faces to the edge, a bar that hides, a panel at the side. */
export function CallPage(props: CallProps) {
  const { admitted, secret, own, feed } = props;
  const [parts, setParts] = useState<CallParts | undefined>();
  const latest = useEffectEvent(() => props);
  useTitle(admitted.meeting.title);
  useEffect(() => {
    if (admitted.meeting.encryption === "end-to-end" && !canSealFrames()) {
      latest().onNoKeys("unsupported");
      return;
    }
    const chosen = latest().devices;
    const made = createCall(admitted, chosen, {
      feed,
      secret,
      own,
      listener: {
        onRefused: (refusal, from) => latest().onRefused(refusal, from),
        onHeld: (held) => latest().onHeld(held),
        onEnded: (by) => latest().onEnded(by),
        onNoKeys: (why) => latest().onNoKeys(why),
        onLost: () => latest().onLost(),
        onIn: () => latest().onIn(),
        onElsewhere: () => latest().onElsewhere(),
        onLetGo: () => latest().onLeave(),
        onMuted: () => latest().onDevices({ ...latest().devices, microphone: false }),
      },
    });
    setParts(made);
    const stay = feed.onOut(() => made.session.leave());
    const stand = feed.onMoving(() => made.session.move());
    void made.session.start(chosen);
    return () => {
      stay();
      stand();
      made.session.leave();
      made.roster.close();
      made.vouching?.close();
      made.announcer.close();
    };
  }, [admitted, secret, own, feed]);
  if (parts === undefined) return <div className="call" data-phase="connecting" />;
  return (
    <CallContext.Provider value={parts}>
      <Call {...props} />
    </CallContext.Provider>
  );
}

/** Lets this person act as host: their own seat, or a management link kept here. */
function useHostKey(): ManageKey | undefined {
  const { admitted, insideKey } = useCall();
  const view = useRoomView();
  const [kept] = useState(() => keptKey(deviceStorage, admitted.meeting.code));
  return (view?.you ?? admitted.role) === "guest" ? kept : insideKey;
}

/** Fetches the proof of having been inside, once this person is. */
function useReceipt(phase: CallState["phase"]): void {
  const { admitted } = useCall();
  useEffect(() => {
    if (phase === "connected") void receipts.keep(admitted.meeting.code, admitted);
  }, [admitted, phase]);
}

function Call(props: CallProps) {
  const { admitted, devices, onDevices } = props;
  const phase = usePhase();
  const [wishes, setWishes] = useState(firstWishes);
  const [keys, setKeys] = useState(() => shortcutsWanted(deviceStorage));
  const hostKey = useHostKey();
  useEffect(() => {
    if (hostKey !== undefined) void loadHostTabs().catch(() => undefined);
  }, [hostKey]);
  // Takes the focus after joining: what was pressed to join is gone.
  const main = useFocusOnShow<HTMLElement>();
  const opener = useRef<HTMLElement>(null);
  const idle = useIdle(4_000, isBarHidden);
  const narrow = useMediaQuery(narrowWindow) ?? false;
  const sheet = useMediaQuery("(max-width: 860px)") ?? false;
  const speaker = useSpeaker(wishes.speakers);
  useRoomNews();
  useReceipt(phase);
  useKeyNews();
  const change: CallActions["change"] = (some) => setWishes((now) => ({ ...now, ...some }));
  const showTab = (tab: PanelTab): void => {
    if (tab === wishes.tab) {
      close();
      return;
    }
    const { activeElement, body } = document;
    if (wishes.tab === undefined && activeElement instanceof HTMLElement) {
      opener.current = activeElement === body ? main.current : activeElement;
    }
    change({ tab });
  };
  const close = (): void => {
    change({ tab: undefined });
    // A frame later: until then the bar behind a sheet can't take the focus.
    requestAnimationFrame(() => {
      // If a menu item opened the panel, the focus returns to the menu's button.
      const there = opener.current?.isConnected === true ? opener.current : undefined;
      (there ?? document.querySelector<HTMLElement>(".bar [aria-haspopup=menu]"))?.focus();
    });
  };
  const actions: CallActions = {
    wishes,
    change,
    showTab,
    setDevices: (some) => onDevices({ ...devices, ...some }),
    ending: props.onEnding,
    leave: props.onLeave,
  };
  const run = useShortcutActions(actions);
  useShortcuts(keys, run);
  const tab = openTab(wishes.tab, hostKey);
  const onPin = (pinned: string | undefined): void =>
    change({ stage: { ...wishes.stage, pinned } });
  const onReport = (about: string): void => change({ dialog: "report", about });
  return (
    <div
      className="call"
      data-testid="call"
      data-phase={phase}
      data-view={wishes.stage.view}
      data-panel={tab}
      data-idle={idle && tab === undefined ? "true" : undefined}
    >
      <main
        className="call-main"
        ref={main}
        tabIndex={-1}
        aria-label={admitted.meeting.title}
        inert={sheet && tab !== undefined}
      >
        <ControlBar
          actions={actions}
          run={run}
          keys={keys}
          hostKey={hostKey}
          size={narrow ? "narrow" : "wide"}
        />
        <Banner />
        <Stage wish={wishes.stage} speaker={speaker} onPin={onPin} />
        <OrderNotice
          onContest={props.onContest}
          onLeave={(refusal) => props.onRefused(refusal, "call")}
        />
        <Reactions />
      </main>
      {tab === undefined ? null : (
        <SidePanel
          hostKey={hostKey}
          tab={tab}
          pinned={wishes.stage.pinned}
          onPin={onPin}
          onReport={onReport}
          onTab={(next) => change({ tab: next })}
          onClose={close}
        />
      )}
      <Notices />
      <Announcements />
      <WaitingStatus />
      <DevicesDialog
        opened={wishes.dialog === "devices"}
        onClose={() => change({ dialog: undefined })}
        devices={devices}
        onDevices={actions.setDevices}
        speakers={wishes.speakers}
        onSpeakers={(speakers) => change({ speakers })}
      />
      <ReportDialog
        opened={wishes.dialog === "report"}
        code={admitted.meeting.code}
        about={wishes.about}
        onClose={() => change({ dialog: undefined })}
      />
      <SecurityDialog
        opened={wishes.dialog === "security"}
        onClose={() => change({ dialog: undefined })}
      />
      <ShortcutsDialog
        opened={wishes.dialog === "keys"}
        onClose={() => change({ dialog: undefined })}
        keys={keys}
        onKeys={(wanted) => {
          keepShortcuts(deviceStorage, wanted);
          setKeys(wanted);
        }}
      />
      <Sounds />
    </div>
  );
}

/** A tab for hosts closes when this person loses the powers for it. */
function openTab(tab: PanelTab | undefined, hostKey: ManageKey | undefined): PanelTab | undefined {
  return hostKey === undefined && (tab === "places" || tab === "rules") ? "people" : tab;
}

function isBarHidden(): boolean {
  const bar = document.querySelector(".bar");
  return bar !== null && Number(getComputedStyle(bar).opacity) < 0.5;
}
