import { CloseButton, Tabs } from "@mantine/core";
import { lazy, Suspense, useEffect, useEffectEvent, useRef } from "react";
import type { ManageKey } from "../../api/meetings.ts";
import { englishForNow } from "../../i18n/languages.ts";
import { readCount } from "../../i18n/number.ts";
import { readsEnglish } from "../../i18n/reader.ts";
import { words } from "../../i18n/words.ts";
import { Contained } from "../../ui/page/Contained.tsx";
import { Loading } from "../../ui/page/Shell.tsx";
import { useTalk } from "../call-parts.ts";
import { WaitingCount } from "../hosting/Waiting.tsx";
import { ChatPanel } from "../talk/ChatPanel.tsx";
import { PeoplePanel } from "./PeoplePanel.tsx";

/** Also called ahead of need: an upgrade during the call replaces the running page's files. */
export const loadHostTabs = () => import("./HostTabs.tsx");
const HostTabs = lazy(() => loadHostTabs().then((module) => ({ default: module.HostTabs })));

export type PanelTab = "people" | "chat" | "places" | "rules";

/** Elements above the panel that Escape belongs to: an open list, menu or dialog. */
const onTop = "[aria-expanded=true], [role=menu] *, [role=dialog] *";

/** The panel at the side: people and chat, and for hosts places and rules. */
export function SidePanel(props: {
  readonly hostKey: ManageKey | undefined;
  readonly tab: PanelTab;
  readonly pinned: string | undefined;
  readonly onPin: (key: string | undefined) => void;
  readonly onReport: (identity: string) => void;
  readonly onTab: (tab: PanelTab) => void;
  readonly onClose: () => void;
}) {
  const { hostKey, tab } = props;
  const panel = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const close = useEffectEvent(props.onClose);
  useEffect(() => {
    // All tabs scroll in one box: without this, one would open where another was left.
    body.current?.scrollTo({ top: 0 });
    const own = panel.current?.querySelector<HTMLElement>("[data-autofocus]");
    const wide = window.matchMedia("(min-width: 861px)").matches;
    // On a phone the field would bring up a keyboard over the text.
    if (tab === "chat" && own !== null && own !== undefined && wide) own.focus();
    else panel.current?.focus({ preventScroll: true });
  }, [tab]);
  useEffect(() => {
    // In the capture phase, an open list is still open: Escape is then for the list.
    const onKeyDown = (event: KeyboardEvent): void => {
      // By the event's target: a dialog that this key has just closed no longer has the focus.
      const above = event.target instanceof Element && event.target.matches(onTop);
      if (event.key === "Escape" && !above && !event.isComposing) close();
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
        <PanelTabs tab={tab} hosting={hostKey !== undefined} onTab={props.onTab} />
        <CloseButton
          aria-label={words.call.close}
          onClick={props.onClose}
          data-testid="panel-close"
        />
      </div>
      <div className="panel-body" data-tab={tab} ref={body}>
        {tab === "chat" ? <ChatPanel /> : null}
        {tab === "people" ? (
          <PeoplePanel
            hostKey={hostKey}
            pinned={props.pinned}
            onPin={props.onPin}
            onReport={props.onReport}
          />
        ) : null}
        {hostKey !== undefined && (tab === "places" || tab === "rules") ? (
          <Contained key="host">
            <Suspense fallback={<Loading small />}>
              <div lang="en" dir="ltr">
                {readsEnglish() ? null : <p className="small panel-english">{englishForNow}</p>}
                <HostTabs hostKey={hostKey} tab={tab} />
              </div>
            </Suspense>
          </Contained>
        ) : null}
      </div>
    </aside>
  );
}

function PanelTabs(props: {
  readonly tab: PanelTab;
  readonly hosting: boolean;
  readonly onTab: (tab: PanelTab) => void;
}) {
  const { unread } = useTalk().chat;
  const tabs: readonly PanelTab[] = props.hosting
    ? ["people", "chat", "places", "rules"]
    : ["people", "chat"];
  return (
    <Tabs value={props.tab} onChange={(value) => props.onTab((value ?? "people") as PanelTab)}>
      <Tabs.List aria-label={words.call.panels}>
        {tabs.map((value) => (
          <Tabs.Tab key={value} value={value} data-testid={`tab-${value}`}>
            {words.call[value]}
            {value === "people" ? <WaitingCount className="tab-count" /> : null}
            {value === "chat" && unread > 0 ? (
              <span className="tab-count">
                <span aria-hidden="true">{readCount(unread)}</span>
                <span className="visually-hidden">{words.call.talk.unread(unread)}</span>
              </span>
            ) : null}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
