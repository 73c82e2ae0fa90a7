import { Button } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import type { Knocking } from "../api/joins.ts";
import { sealing } from "../call/keys/can-seal.ts";
import { words } from "../i18n/words.ts";
import { DoorPage } from "../join/DoorPage.tsx";
import { type NoSeal, type StateOf, titleOf } from "../join/door-state.ts";
import {
  encryptionSaid,
  isBeforeOrInside,
  lacksLinkSecret,
  opensUnasked,
} from "../join/link-secret.ts";
import { contestOf } from "../join/room-feed.ts";
import { announceToTabs } from "../links/other-tabs.ts";
import { passIsGone } from "../links/pass.ts";
import { useOwnMeeting } from "../links/use-own-meeting.ts";
import { onSubdivisions, subdivisions } from "../places/known-subdivisions.ts";
import { atRest } from "../ui/at-rest.ts";
import { askFaultText } from "../ui/form/ask-fault.ts";
import { Notice } from "../ui/page/Notice.tsx";
import { LoadingPage } from "../ui/page/Shell.tsx";
import type { LinkEnding } from "./IncompleteLink.tsx";
import { OpenCall } from "./OpenCall.tsx";
import { attend, type Visit, visitOf } from "./visit.ts";

const loadCall = () => import("../call/CallPage.tsx");
const CallPage = lazy(async () => ({ default: (await loadCall()).CallPage }));
const loadLobby = () => import("../join/LobbyPage.tsx");
const LobbyPage = lazy(async () => ({ default: (await loadLobby()).LobbyPage }));
const loadLeft = () => import("../join/Left.tsx");
const Left = lazy(async () => ({ default: (await loadLeft()).Left }));
const loadEnded = () => import("../join/Ended.tsx");
const Ended = lazy(async () => ({ default: (await loadEnded()).Ended }));
const loadRefused = () => import("../join/RefusedPage.tsx");
const RefusedPage = lazy(async () => ({ default: (await loadRefused()).RefusedPage }));
const IncompleteLink = lazy(async () => ({
  default: (await import("./IncompleteLink.tsx")).IncompleteLink,
}));

/** Loads what may come after the door. Loading again costs nothing; a failure shows when it is needed. */
function loadNext(): void {
  for (const load of [loadCall, loadLobby, loadRefused, loadLeft, loadEnded])
    void load().catch(() => undefined);
}

/** Everything behind a join link: the door, the lobby, the call, and what comes instead. */
export function MeetingPage() {
  const { code } = useParams({ from: "/m/$code" });
  return <Meeting key={code} visit={visitOf(code)} />;
}

function Meeting({ visit }: { readonly visit: Visit }) {
  const { keeper } = visit;
  const state = useSyncExternalStore(keeper.subscribe, keeper.current);
  const secret = useSyncExternalStore(visit.subscribe, visit.currentLinkSecret);
  const isRefused = useSyncExternalStore(visit.subscribe, visit.currentLinkIsRefused);
  // Redrawn when they come: events of the stream don't wait for them.
  useSyncExternalStore(onSubdivisions, subdivisions);
  useEffect(() => attend(visit), [visit]);
  // While the door is asked for, so that it is known when there is something to draw.
  useEffect(() => void sealing.learn(), []);
  return (
    <Suspense fallback={<LoadingPage title={words.app.name} />}>
      <Shown visit={visit} state={state} secret={secret} isRefused={isRefused} />
    </Suspense>
  );
}

function Shown(props: {
  readonly visit: Visit;
  readonly state: ReturnType<Visit["keeper"]["current"]>;
  readonly secret: Visit["linkSecret"];
  readonly isRefused: boolean;
}) {
  const { visit, state, secret, isRefused } = props;
  const { keeper } = visit;
  if (isRefused && isBeforeOrInside(state)) {
    return <AskForLink visit={visit} title={titleOf(state)} ending="other-host" />;
  }
  if (lacksLinkSecret(state, secret)) {
    return <AskForLink visit={visit} title={titleOf(state)} ending="missing" />;
  }
  switch (state.kind) {
    case "looking":
      return <LoadingPage title={words.app.name} />;
    case "door":
    case "joining":
      return <AtDoor visit={visit} state={state} />;
    case "inside":
      return <Inside visit={visit} state={state} />;
    case "waiting":
      return <InLobby visit={visit} state={state} />;
    case "refused":
      return <Refused visit={visit} state={state} />;
    case "cannot-check":
      return <CannotCheck visit={visit} why={state.why} />;
    case "left":
      return (
        <Left
          code={visit.code}
          title={state.title}
          why={state.why}
          onReturn={() => keeper.join()}
        />
      );
    case "no-keys":
      return state.why === "another-link" ? (
        <AskForLink visit={visit} title={state.title} ending="another" />
      ) : (
        <NoKeysHere why={state.why} title={state.title} />
      );
    case "ended":
      return <Ended by={state.by} title={state.title} here={visit.endsIt} />;
    case "not-found":
      return (
        <Notice title={words.gone.notFoundTitle} testId="no-meeting">
          {words.gone.notFound}
        </Notice>
      );
  }
}

function NoKeysHere(props: {
  readonly why: Exclude<NoSeal, "another-link">;
  readonly title: string | undefined;
}) {
  const said = words.incomplete;
  const [title, text] = {
    full: [said.full, said.fullText],
    "not-taken": [said.notTaken, said.notTakenText],
    unsupported: [said.cannot, said.cannotText],
    broke: [said.broke, said.brokeText],
  }[props.why];
  return (
    <Notice title={title ?? ""} meeting={props.title} testId={`no-keys-${props.why}`}>
      {text}
    </Notice>
  );
}

function AskForLink(props: {
  readonly visit: Visit;
  readonly title: string | undefined;
  readonly ending: LinkEnding;
}) {
  const { visit, title, ending } = props;
  const isKnown = ending === "other-host" && visit.linkSecret !== undefined;
  return (
    <IncompleteLink
      code={visit.code}
      title={title}
      ending={ending}
      onWhole={visit.complete}
      onKeep={isKnown ? visit.keepLink : undefined}
    />
  );
}

function CannotCheck(props: {
  readonly visit: Visit;
  readonly why: StateOf<"cannot-check">["why"];
}) {
  const { why } = props;
  const { keeper } = props.visit;
  const actions = (
    <>
      <Button onClick={keeper.tryNow} data-testid="try-now">
        {words.gone.tryNow}
      </Button>
      <Button variant="default" onClick={() => keeper.send({ kind: "leave" })}>
        {words.lobby.leave}
      </Button>
    </>
  );
  return (
    <Notice
      key={why}
      title={
        why === "closed" || why === "no-media"
          ? words.gone.cannotCheckTitle
          : words.gone.noAnswerTitle
      }
      testId={why === "away" ? "away" : "cannot-check"}
      actions={why === "away" ? actions : null}
    >
      {cannotCheckText(why)}
    </Notice>
  );
}

function cannotCheckText(why: StateOf<"cannot-check">["why"]): string {
  if (why === "closed") return words.gone.cannotCheck;
  if (why === "no-media") return words.gone.noMedia;
  if (why === "away") return words.gone.bringBack;
  return why === "failed" ? words.gone.noAnswer : askFaultText(why);
}

const useDevices = (visit: Visit) => useSyncExternalStore(visit.subscribe, visit.currentDevices);

function AtDoor(props: {
  readonly visit: Visit;
  readonly state: StateOf<"door"> | StateOf<"joining">;
}) {
  const { visit, state } = props;
  const devices = useDevices(visit);
  const canSeal = useSyncExternalStore(sealing.subscribe, sealing.current);
  const { door } = state;
  if (door === undefined) return <LoadingPage title={words.app.name} text={words.door.joining} />;
  const isSealed = door.encryption === "end-to-end";
  // The page that says so stays: the door must not come and go.
  if (isSealed && canSeal === undefined) return <LoadingPage title={words.app.name} />;
  if (isSealed && canSeal === false) {
    return <NoKeysHere why="unsupported" title={titleOf(state)} />;
  }
  return (
    <DoorPage
      door={door}
      joining={state.kind === "joining"}
      opened={state.kind === "door" && state.news === "opened"}
      fault={state.kind === "door" ? state.fault : undefined}
      encryption={encryptionSaid(door.encryption, visit.linkSecret)}
      name={visit.keeper.name}
      devices={devices}
      onDevices={visit.choose}
      onReady={loadNext}
      onJoin={visit.join}
    />
  );
}

function Inside({ visit, state }: { readonly visit: Visit; readonly state: StateOf<"inside"> }) {
  const { keeper } = visit;
  const devices = useDevices(visit);
  const told = useSyncExternalStore(visit.subscribe, visit.currentTold);
  const { encryption, title } = state.admitted.meeting;
  if (opensUnasked(encryption, { told, secret: visit.linkSecret })) {
    const leave = () => keeper.send({ kind: "leave" });
    return <OpenCall title={title} onJoin={visit.acceptOpen} onLeave={leave} />;
  }
  return (
    <Suspense fallback={<LoadingPage title={words.app.name} text={words.call.connecting} />}>
      <Announcement code={visit.code} joinId={state.admitted.joinId} joinKey={state.admitted.key} />
      <CallPage
        admitted={state.admitted}
        secret={visit.linkSecret}
        own={visit}
        feed={keeper.room}
        devices={devices}
        onDevices={visit.choose}
        onRefused={(refusal, from) => keeper.send({ kind: "refused", refusal, from })}
        onContest={(name, devicePlace) => keeper.contest(name, devicePlace)}
        onHeld={(held) => keeper.send({ kind: "held", held })}
        onEnded={(by) => keeper.send({ kind: "meeting-ended", by })}
        onNoKeys={(why) => keeper.send({ kind: "no-keys", why })}
        onEnding={(ending) => {
          visit.endsIt = ending;
        }}
        onLost={() => void keeper.lose()}
        onIn={keeper.arrive}
        onElsewhere={() => keeper.send({ kind: "elsewhere" })}
        onLeave={() => keeper.send({ kind: "leave" })}
      />
    </Suspense>
  );
}

/** Announces to other tabs that this one is in the call, as long as it is. */
function Announcement(props: {
  readonly code: string;
  readonly joinId: string;
  readonly joinKey: string;
}) {
  const { code, joinId, joinKey } = props;
  useEffect(() => announceToTabs(code, { joinId, key: joinKey }), [code, joinId, joinKey]);
  return null;
}

function InLobby({ visit, state }: { readonly visit: Visit; readonly state: StateOf<"waiting"> }) {
  const { keeper } = visit;
  const devices = useDevices(visit);
  useEffect(() => atRest(loadNext), []);
  return (
    <LobbyPage
      held={state.held}
      title={state.title}
      declined={state.answer === "declined"}
      fault={state.fault}
      name={keeper.name}
      devices={devices}
      onDevices={visit.choose}
      onState={keeper.stateWhere}
      onAskAgain={() => keeper.join()}
      onLeave={() => keeper.send({ kind: "leave" })}
    />
  );
}

function Refused({ visit, state }: { readonly visit: Visit; readonly state: StateOf<"refused"> }) {
  const { keeper } = visit;
  const devices = useDevices(visit);
  const own = useOwnMeeting(visit.code);
  const contest = useSyncExternalStore(keeper.room.subscribe, keeper.room.currentContest);
  // Who never saw their own picture here does not come in with it.
  const turnDevicesOff = () => {
    if (keeper.name === "") visit.choose({ ...devices, camera: false, microphone: false });
  };
  const knock = (name: string, knocking: Knocking) => {
    turnDevicesOff();
    return keeper.knock(name, knocking);
  };
  const contestLocation = (name: string, devicePlace?: string) => {
    turnDevicesOff();
    return keeper.contest(name, devicePlace);
  };
  return (
    <RefusedPage
      managed={own === undefined ? undefined : { code: visit.code }}
      refusal={state.refusal}
      from={state.from}
      title={state.title}
      name={keeper.name}
      devices={devices}
      passIsGone={passIsGone(visit.passSeen, state)}
      knock={state.knock}
      onKnock={knock}
      contest={contestOf(state.refusal, contest)}
      onContest={contestLocation}
      appealMade={visit.appealMade}
      onAppeal={visit.appeal}
      onAskAgain={() => keeper.join()}
      onQuit={keeper.quit}
    />
  );
}
