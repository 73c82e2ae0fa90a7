import { Tabs } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { PassesPanel } from "../../hosting/PassesPanel.tsx";
import { type HostingOf, useHosting } from "../../hosting/use-hosting.ts";
import { hostReader } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { readTime } from "../../i18n/time.ts";
import { PlacesPanel } from "../../rules/PlacesPanel.tsx";
import { RuleForm } from "../../rules/RulePanel.tsx";
import { usePlaceSets } from "../../rules/use-place-sets.ts";
import { useRuleChange } from "../../rules/use-rule-change.ts";
import { Shell } from "../../ui/page/Shell.tsx";
import { CertificatePanel } from "./CertificatePanel.tsx";
import { DetailsPanel } from "./DetailsPanel.tsx";
import { DoorPanel } from "./DoorPanel.tsx";
import { EncryptionPanel } from "./EncryptionPanel.tsx";
import { History } from "./History.tsx";
import { InvitePanel } from "./InvitePanel.tsx";
import "./manage.css";
import { ManageHead } from "./ManageHead.tsx";
import { MediaRegionPanel } from "./MediaRegionPanel.tsx";
import { isOver, isWhole } from "./manage-status.ts";
import { manageTabs, tabOf } from "./manage-tabs.ts";
import { NoticesPanel } from "./NoticesPanel.tsx";
import { OtherHostTold } from "./OtherHost.tsx";
import type { Managing } from "./use-held-link.ts";
import { useTab } from "./use-tab.ts";
import { WaitingPanel } from "./WaitingPanel.tsx";

interface Props extends Managing {
  /** What is shown may be old. */
  readonly unanswered: boolean;
  readonly onDeleted: () => void;
}

/** Everything that a host does outside of the call. */
export function ManagedMeeting(props: Props) {
  return isOver(props.managed) ? <Over {...props} /> : <Open {...props} />;
}

/** What stands above all else: the meeting in a few lines, a warning, notices of the desk. */
function Frame(props: Props & { readonly head: ReactNode; readonly children: ReactNode }) {
  const { managed, link, manageKey } = props;
  return (
    <Shell title={managed.title} width="medium">
      {props.head}
      {link.told === "another-host" ? <OtherHostTold told={managed.hostHash} /> : null}
      <NoticesPanel manageKey={manageKey} managed={managed} />
      {props.children}
    </Shell>
  );
}

interface OpenProps extends Props, ReturnType<typeof useTab> {
  readonly of: HostingOf;
}

function Open(props: Props) {
  const { manageKey, managed, link } = props;
  const linksTab = useRef<HTMLButtonElement>(null);
  const { tab, show } = useTab();
  const of = useHosting(manageKey);
  const showLinks = (): void => {
    show("links");
    linksTab.current?.focus();
  };
  const waits = (of.hosting?.hosting.waiting.length ?? 0) > 0;
  return (
    <Frame {...props} head={<ManageHead {...props} waits={waits} onLinks={showLinks} />}>
      <WaitingPanel of={of} isVouched={(link.host ?? managed.hostHash) !== undefined} />
      <Tabs
        className="manage-tabs"
        value={tab}
        onChange={(value) => show(tabOf(value ?? undefined))}
      >
        <Tabs.List aria-label={hostWords.manage.tabs.label}>
          {manageTabs.map((value) => (
            <Tabs.Tab
              key={value}
              value={value}
              ref={value === "links" ? linksTab : undefined}
              data-testid={`manage-tab-${value}`}
            >
              {hostWords.manage.tabs[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Parts {...props} tab={tab} show={show} of={of} />
      </Tabs>
    </Frame>
  );
}

/** Each keeps its state while another is shown: a rule being written, the link of a pass. */
function Parts(props: OpenProps) {
  const { manageKey, managed, refresh, of, tab, show } = props;
  const change = useRuleChange(manageKey, managed, refresh);
  const sets = usePlaceSets();
  const form = useRef<HTMLElement>(null);
  const isPutBack = useRef(false);
  useEffect(() => {
    if (tab !== "rule" || !isPutBack.current) return;
    isPutBack.current = false;
    form.current?.scrollIntoView({ block: "end" });
    form.current?.focus({ preventScroll: true });
  }, [tab]);
  return (
    <>
      <Tabs.Panel value="rule">
        <section className="sheet" ref={form} tabIndex={-1}>
          <RuleForm change={change} managed={managed} grid keepsPage sets={sets} />
        </section>
      </Tabs.Panel>
      <Tabs.Panel value="people">
        {managed.inside === 0 ? (
          <p className="body">{hostWords.manage.nobody}</p>
        ) : (
          <section className="sheet stack">
            <h2 className="h2">{hostWords.manage.where}</h2>
            <PlacesPanel managed={managed} grid />
          </section>
        )}
        <p className="small">{hostWords.manage.coHosts}</p>
      </Tabs.Panel>
      <Tabs.Panel value="links">
        <InvitePanel {...props} />
        <PassesPanel
          manageKey={manageKey}
          joinUrl={isWhole(managed) ? managed.joinUrl : undefined}
          passes={of.hosting?.passes ?? []}
          refresh={of.refresh}
        />
      </Tabs.Panel>
      <Tabs.Panel value="settings">
        <DetailsPanel {...props} />
        <DoorPanel
          door={of.hosting?.door ?? managed.door}
          secondCheck={managed.secondCheck}
          of={of}
        />
        <EncryptionPanel {...props} />
        <MediaRegionPanel {...props} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <Past
          {...props}
          onPutBack={(rule) => {
            change.putBack(rule);
            isPutBack.current = true;
            show("rule");
          }}
        />
      </Tabs.Panel>
    </>
  );
}

/** What was done, and the paper about it. */
function Past(props: Props & Pick<Parameters<typeof History>[0], "onPutBack">) {
  const { manageKey, managed } = props;
  return (
    <div className="sheet stack">
      <History history={managed.history} onPutBack={props.onPutBack} />
      <hr className="rule-line" />
      <CertificatePanel manageKey={manageKey} changes={managed.ruleVersion} />
    </div>
  );
}

/** After the end: what is kept until when, the history, the certificate. */
function Over(props: Props) {
  const said = hostWords.manage;
  const { deletedAt } = props.managed;
  return (
    <Frame {...props} head={<ManageHead {...props} />}>
      <div className="stack gap-24">
        <DetailsPanel {...props} />
        <Past {...props} />
        <section className="sheet stack" aria-labelledby="kept" data-testid="kept">
          <h2 className="h2" id="kept">
            {said.kept}
          </h2>
          <p className="body">
            {deletedAt === undefined
              ? said.keptOpen
              : said.keptUntil(readTime(deletedAt, hostReader(Date.now())))}
          </p>
        </section>
      </div>
    </Frame>
  );
}
