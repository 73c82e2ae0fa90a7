import { Button } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { openJoinStream } from "../api/join-stream.ts";
import { joinMeeting, lookAtDoor } from "../api/meetings.ts";
import { words } from "../i18n/words.ts";
import { Notice } from "../ui/Notice.tsx";
import { Shell } from "../ui/Shell.tsx";
import { DoorPage } from "./DoorPage.tsx";
import { bothDevices, type DeviceChoice } from "./device-choice.ts";
import { DoorKeeper } from "./door-keeper.ts";
import { RefusedPage } from "./RefusedPage.tsx";

const loadCall = () => import("../call/CallPage.tsx");
const CallPage = lazy(() => loadCall().then((module) => ({ default: module.CallPage })));

function keeperOf(code: string): DoorKeeper {
  return new DoorKeeper({
    lookAtDoor: () => lookAtDoor(code),
    join: (name) => joinMeeting(code, name),
    openStream: openJoinStream,
    later: (task, delayMs) => {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
  });
}

/** Everything behind a join link: the door, the call, and what comes instead. */
export function MeetingPage() {
  const { code } = useParams({ from: "/m/$code" });
  return <Meeting key={code} code={code} />;
}

function Meeting({ code }: { readonly code: string }) {
  const [keeper] = useState(() => keeperOf(code));
  const [devices, setDevices] = useState<DeviceChoice>(bothDevices);
  const state = useSyncExternalStore(keeper.subscribe, keeper.current);
  useEffect(() => {
    keeper.start();
    return () => keeper.stop();
  }, [keeper]);

  switch (state.kind) {
    case "looking":
      return <Waiting text={words.app.loading} />;
    case "door":
    case "joining":
      if (state.door === undefined) return <Waiting text={words.door.joining} />;
      return (
        <DoorPage
          door={state.door}
          joining={state.kind === "joining"}
          fault={state.kind === "door" ? state.fault : undefined}
          devices={devices}
          onDevices={setDevices}
          onReady={() => void loadCall()}
          onJoin={keeper.join}
        />
      );
    case "inside":
      return (
        <Suspense fallback={<Waiting text={words.call.connecting} />}>
          <CallPage
            admitted={state.admitted}
            feed={keeper.room}
            devices={devices}
            onDevices={setDevices}
            onRefused={(refusal) => keeper.send({ kind: "refused", refusal })}
            onEnded={() => keeper.send({ kind: "meeting-ended" })}
            onLeave={() => keeper.send({ kind: "leave" })}
          />
        </Suspense>
      );
    case "refused":
      return (
        <RefusedPage
          refusal={state.refusal}
          from={state.from}
          mayReturn={state.mayReturn}
          onReturn={() => (keeper.hasName ? keeper.join() : window.location.reload())}
        />
      );
    case "cannot-check":
      return (
        <Notice title={words.gone.cannotCheckTitle} testId="cannot-check" actions={null}>
          {words.gone.cannotCheck}
        </Notice>
      );
    case "left":
      return (
        <Notice
          title={words.gone.leftTitle}
          testId="left"
          actions={
            <Button onClick={() => keeper.join()} data-testid="return-button">
              {words.gone.again}
            </Button>
          }
        >
          {words.gone.left}
        </Notice>
      );
    case "ended":
      return (
        <Notice title={words.gone.endedTitle} testId="ended">
          {words.gone.ended}
        </Notice>
      );
    case "not-found":
      return (
        <Notice title={words.gone.notFoundTitle} testId="no-meeting">
          {words.gone.notFound}
        </Notice>
      );
  }
}

function Waiting({ text }: { readonly text: string }) {
  return (
    <Shell title={words.app.name} centred>
      <p className="lead" role="status">
        {text}
      </p>
    </Shell>
  );
}
