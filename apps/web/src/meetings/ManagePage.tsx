import type { MeetingManaged } from "@graticule/api/meetings";
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { ManageKey } from "../api/meetings.ts";
import { hostWords } from "../i18n/host-words.ts";
import { readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { CopyField } from "../ui/CopyField.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Shell } from "../ui/Shell.tsx";
import { EndMeeting } from "./EndMeeting.tsx";
import { History } from "./History.tsx";
import "./manage.css";
import { secretOf } from "./meeting-link.ts";
import { keepMeeting, keptKey, keyOfSecret } from "./my-meetings.ts";
import { PlacesPanel } from "./PlacesPanel.tsx";
import { RulePanel } from "./RulePanel.tsx";
import { isOutage, useManaged } from "./use-managed.ts";

function keyOfPage(code: string): ManageKey | undefined {
  const secret = secretOf(window.location.hash);
  return secret === undefined ? keptKey(window.localStorage, code) : keyOfSecret(code, secret);
}

export function ManagePage() {
  const { code } = useParams({ from: "/manage/$code" });
  const [key] = useState(() => keyOfPage(code));
  return key === undefined ? <WrongLink /> : <Managed manageKey={key} />;
}

function WrongLink() {
  return (
    <Notice title={hostWords.manage.wrongTitle} testId="manage-wrong">
      {hostWords.manage.wrong}
    </Notice>
  );
}

function Managed({ manageKey }: { readonly manageKey: ManageKey }) {
  const { answer, managed, unanswered, refresh } = useManaged(manageKey);
  useEffect(() => {
    if (managed === undefined) return;
    const { code, credential } = manageKey;
    if (credential.kind !== "secret") return;
    const { secret } = credential;
    keepMeeting(window.localStorage, { code, secret, title: managed.title, keptAt: Date.now() });
  }, [manageKey, managed]);
  if (managed !== undefined) {
    return (
      <ManagedMeeting
        manageKey={manageKey}
        managed={managed}
        unanswered={unanswered}
        refresh={refresh}
      />
    );
  }
  if (answer === undefined) {
    return (
      <Shell title={words.home.manage}>
        <p className="lead">{words.app.loading}</p>
      </Shell>
    );
  }
  if (answer.kind === "problem" && answer.code === "not-found") {
    return <Notice title={words.gone.notFoundTitle}>{words.gone.notFound}</Notice>;
  }
  if (!isOutage(answer)) return <WrongLink />;
  return (
    <Notice title={words.gone.noAnswerTitle} testId="manage-no-answer" actions={null}>
      {words.gone.noAnswer}
    </Notice>
  );
}

function statusOf(managed: MeetingManaged): string {
  if (managed.endedAt !== undefined) return hostWords.manage.statusEnded;
  const now = Date.now();
  const later = managed.startsAt !== undefined && Date.parse(managed.startsAt) > now;
  return later && managed.inside === 0 && managed.startsAt !== undefined
    ? hostWords.manage.statusLater(readTime(managed.startsAt, { now }))
    : hostWords.manage.statusNow(managed.inside);
}

function ManagedMeeting(props: {
  readonly manageKey: ManageKey;
  readonly managed: MeetingManaged;
  readonly unanswered: boolean;
  readonly refresh: () => Promise<void>;
}) {
  const { manageKey, managed, unanswered, refresh } = props;
  const over = managed.endedAt !== undefined;
  return (
    <Shell title={managed.title} width="wide">
      <header className="manage-head">
        <div className="stack" style={{ "--gap": "6px" } as React.CSSProperties}>
          <h1 className="h1 said">{managed.title}</h1>
          <p
            className="body manage-status"
            data-live={managed.inside > 0 && !over ? "true" : undefined}
            data-testid="inside-count"
            data-count={managed.inside}
          >
            {statusOf(managed)}
          </p>
          <p className="small manage-unanswered" role="status">
            {unanswered ? hostWords.manage.unanswered : null}
          </p>
        </div>
        {over ? null : (
          <div className="row">
            <ButtonLink to="/m/$code" params={{ code: managed.code }}>
              {hostWords.manage.join}
            </ButtonLink>
            <EndMeeting manageKey={manageKey} onEnded={refresh} />
          </div>
        )}
      </header>
      <div className="manage-columns">
        <div>
          {over ? null : (
            <section className="sheet">
              <RulePanel manageKey={manageKey} managed={managed} refresh={refresh} grid />
            </section>
          )}
          <History history={managed.history} />
        </div>
        <div>
          {over ? null : (
            <section className="sheet stack">
              <h2 className="h2">{hostWords.manage.where}</h2>
              <PlacesPanel managed={managed} grid />
            </section>
          )}
          {over ? null : (
            <section className="sheet stack">
              <CopyField
                label={hostWords.create.joinLink}
                value={managed.joinUrl}
                testId="join-link"
              />
              {manageKey.credential.kind === "secret" ? (
                <CopyField
                  label={hostWords.create.manageLink}
                  value={`${window.location.origin}/manage/${managed.code}#${manageKey.credential.secret}`}
                  testId="manage-link"
                />
              ) : null}
            </section>
          )}
        </div>
      </div>
    </Shell>
  );
}
