import { useParticipants } from "@livekit/components-react";
import { CloseButton, Tabs } from "@mantine/core";
import { IconMicrophoneOff } from "@tabler/icons-react";
import { type Participant, ParticipantKind } from "livekit-client";
import { lazy, Suspense, useEffect, useEffectEvent } from "react";
import type { ManageKey } from "../api/meetings.ts";
import { words } from "../i18n/words.ts";
import { useFocusOnShow } from "../ui/Notice.tsx";

const HostTabs = lazy(() =>
  import("./HostTabs.tsx").then((module) => ({ default: module.HostTabs })),
);

export type PanelTab = "people" | "places" | "rules";

/** The panel at the side: who is here, and for the host where from and who may come. */
export function HostPanel(props: {
  readonly hostKey: ManageKey | undefined;
  readonly tab: PanelTab;
  readonly onTab: (tab: PanelTab) => void;
  readonly onClose: () => void;
}) {
  const { hostKey, tab } = props;
  const panel = useFocusOnShow<HTMLElement>();
  const close = useEffectEvent(props.onClose);
  useEffect(() => {
    // While it is caught, an open list is still open: then Escape is for the list.
    const onKeyDown = (event: KeyboardEvent): void => {
      const inList = document.activeElement?.matches("[aria-expanded=true]") === true;
      if (event.key === "Escape" && !inList) close();
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
  return (
    <aside
      className="panel"
      data-testid="panel"
      aria-label={words.call[tab]}
      ref={panel}
      tabIndex={-1}
    >
      <div className="panel-head">
        {hostKey === undefined ? (
          <h2 className="h2">{words.call.people}</h2>
        ) : (
          <Tabs value={tab} onChange={(value) => props.onTab((value ?? "people") as PanelTab)}>
            <Tabs.List>
              {(["people", "places", "rules"] as const).map((value) => (
                <Tabs.Tab key={value} value={value} data-testid={`tab-${value}`}>
                  {words.call[value]}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
        )}
        <CloseButton
          aria-label={words.call.close}
          onClick={props.onClose}
          data-testid="panel-close"
        />
      </div>
      <div className="panel-body">
        {hostKey === undefined || tab === "people" ? (
          <People />
        ) : (
          <Suspense fallback={<p className="small">{words.app.loading}</p>}>
            <HostTabs hostKey={hostKey} tab={tab} />
          </Suspense>
        )}
      </div>
    </aside>
  );
}

function People() {
  const people = useParticipants();
  return (
    <ul className="plain-list" data-testid="people-list">
      {people.map((participant) => (
        <Person key={participant.identity} participant={participant} />
      ))}
    </ul>
  );
}

function Person({ participant }: { readonly participant: Participant }) {
  const name = participant.name || participant.identity;
  return (
    <li className="person" data-testid={`person-${name}`}>
      <span className="person-name said">{participant.isLocal ? words.call.you(name) : name}</span>
      {participant.kind === ParticipantKind.STANDARD ? null : (
        <span className="small">{words.call.service}</span>
      )}
      {participant.isMicrophoneEnabled ? null : (
        <IconMicrophoneOff size={17} role="img" aria-label={words.call.muted} />
      )}
    </li>
  );
}
