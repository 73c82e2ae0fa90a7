import { useRef } from "react";
import { endMeeting } from "../../api/meetings.ts";
import { hostReader } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { readTime } from "../../i18n/time.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { ConfirmButton } from "../../ui/form/ConfirmButton.tsx";
import { Shell } from "../../ui/page/Shell.tsx";
import { CertificatePanel } from "./CertificatePanel.tsx";
import { DetailsPanel } from "./DetailsPanel.tsx";
import { DoorPanel } from "./DoorPanel.tsx";
import { EncryptionPanel } from "./EncryptionPanel.tsx";
import { History } from "./History.tsx";
import { InvitePanel } from "./InvitePanel.tsx";
import "./manage.css";
import { PassesPanel } from "../../hosting/PassesPanel.tsx";
import { useHosting } from "../../hosting/use-hosting.ts";
import { fragmentOf } from "../../links/link-fragment.ts";
import { PlacesPanel } from "../../rules/PlacesPanel.tsx";
import { RuleForm } from "../../rules/RulePanel.tsx";
import { usePlaceSets } from "../../rules/use-place-sets.ts";
import { useRuleChange } from "../../rules/use-rule-change.ts";
import { isOver, isWhole, statusLine } from "./manage-status.ts";
import { NoticesPanel } from "./NoticesPanel.tsx";
import type { Managing } from "./use-held-link.ts";
import { WaitingPanel } from "./WaitingPanel.tsx";

interface Props extends Managing {
  /** What is shown may be old. */
  readonly unanswered: boolean;
  readonly onDeleted: () => void;
}

/** Everything that a host does outside of the call. */
export function ManagedMeeting(props: Props) {
  return (
    <Shell title={props.managed.title} width="wide">
      <Head {...props} />
      <NoticesPanel manageKey={props.manageKey} managed={props.managed} />
      {isOver(props.managed) ? <Over {...props} /> : <Open {...props} />}
    </Shell>
  );
}

function Head({ manageKey, managed, unanswered, refresh }: Props) {
  const said = hostWords.manage;
  const over = isOver(managed);
  const reader = hostReader(Date.now());
  const next = managed.repeat === undefined ? undefined : managed.nextStartsAt;
  return (
    <header className="manage-head">
      <div className="stack gap-6">
        <h1 className="h1 said">{managed.title}</h1>
        <p
          className="body manage-status"
          data-live={managed.inside > 0 && !over ? "true" : undefined}
          data-testid="inside-count"
          data-count={managed.inside}
        >
          {statusLine(managed, reader)}
        </p>
        <p className="small manage-unanswered" role="status">
          {unanswered ? said.unanswered : null}
        </p>
      </div>
      {over ? null : (
        <div className="row">
          <ButtonLink
            to="/m/$code"
            params={{ code: managed.code }}
            hash={fragmentOf(managed.joinUrl)}
          >
            {said.join}
          </ButtonLink>
          <ConfirmButton
            button={said.end}
            title={said.endTitle}
            confirm={said.endConfirm}
            testId="end-meeting"
            act={() => endMeeting(manageKey)}
            say={answerFault}
            onDone={refresh}
          >
            {next === undefined ? said.endText : said.endTextRepeats(readTime(next, reader))}
          </ConfirmButton>
        </div>
      )}
    </header>
  );
}

function Open(props: Props) {
  const { manageKey, managed, refresh, link } = props;
  const change = useRuleChange(manageKey, managed, refresh);
  const of = useHosting(manageKey);
  const sets = usePlaceSets();
  const form = useRef<HTMLElement>(null);
  const door = of.hosting?.door ?? managed.door;
  const waits = (of.hosting?.hosting.waiting.length ?? 0) > 0;
  return (
    <>
      {waits || door.entry === "lobby" || door.locked ? (
        <WaitingPanel of={of} isVouched={(link.host ?? managed.hostHash) !== undefined} />
      ) : null}
      <div className="manage-columns">
        <div>
          <section className="sheet" ref={form} tabIndex={-1}>
            <RuleForm change={change} managed={managed} grid keepsPage sets={sets} />
          </section>
          <section className="sheet stack">
            <h2 className="h2">{hostWords.manage.where}</h2>
            <PlacesPanel managed={managed} grid />
          </section>
          <div className="sheet stack manage-history">
            <History
              history={managed.history}
              onPutBack={(rule) => {
                change.putBack(rule);
                form.current?.scrollIntoView({ block: "end" });
                form.current?.focus({ preventScroll: true });
              }}
            />
            <hr className="rule-line" />
            <CertificatePanel manageKey={manageKey} changes={managed.ruleVersion} />
          </div>
        </div>
        <div>
          <InvitePanel {...props} />
          <PassesPanel
            manageKey={manageKey}
            joinUrl={isWhole(managed) ? managed.joinUrl : undefined}
            passes={of.hosting?.passes ?? []}
            refresh={of.refresh}
          />
          <DoorPanel door={door} secondCheck={managed.secondCheck} of={of} />
          <EncryptionPanel {...props} />
          <DetailsPanel {...props} />
        </div>
      </div>
    </>
  );
}

/** After the end: what is kept until when, the history, the certificate. */
function Over(props: Props) {
  const { manageKey, managed } = props;
  const said = hostWords.manage;
  const { deletedAt } = managed;
  return (
    <div className="manage-columns">
      <div>
        <div className="sheet stack">
          <History history={managed.history} />
          <hr className="rule-line" />
          <CertificatePanel manageKey={manageKey} changes={managed.ruleVersion} />
        </div>
      </div>
      <div>
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
        <DetailsPanel {...props} />
      </div>
    </div>
  );
}
