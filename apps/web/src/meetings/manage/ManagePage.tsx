import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { ManageKey } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { words } from "../../i18n/words.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Shell } from "../../ui/Shell.tsx";
import { secretOf } from "../meeting-link.ts";
import { dropMeeting, keepMeeting, keptKey, keyOfSecret } from "../my-meetings.ts";
import { isOutage, useManaged } from "../use-managed.ts";
import { ManagedMeeting } from "./ManagedMeeting.tsx";

/** By the link's secret, else by the one that is kept here, else by the session. */
function keysOfPage(code: string): readonly ManageKey[] {
  const bySession: ManageKey = { code, credential: { kind: "session" } };
  const secret = secretOf(window.location.hash);
  if (secret !== undefined) return [keyOfSecret(code, secret)];
  const kept = keptKey(window.localStorage, code);
  return kept === undefined ? [bySession] : [kept, bySession];
}

export function ManagePage() {
  const { code } = useParams({ from: "/manage/$code" });
  const [keys, setKeys] = useState(() => keysOfPage(code));
  const [deleted, setDeleted] = useState(false);
  const [key, other] = keys;
  if (key === undefined) return null;
  if (deleted) {
    return <Notice title={hostWords.manage.removedTitle}>{hostWords.manage.removed}</Notice>;
  }
  const next = other === undefined ? undefined : () => setKeys([other]);
  const onDeleted = () => {
    dropMeeting(window.localStorage, code);
    setDeleted(true);
  };
  return (
    <Managed key={key.credential.kind} manageKey={key} onWrongKey={next} onDeleted={onDeleted} />
  );
}

/** The key opened nothing: a link that is not right, or nobody who is signed in. */
function NoEntry({ manageKey }: { readonly manageKey: ManageKey }) {
  const said = hostWords.manage;
  if (manageKey.credential.kind === "secret") {
    return (
      <Notice title={said.wrongTitle} testId="manage-wrong">
        {said.wrong}
      </Notice>
    );
  }
  return (
    <Notice
      title={said.signInTitle}
      testId="manage-sign-in"
      actions={
        <ButtonLink to="/sign-in" search={{ next: `/manage/${manageKey.code}` }}>
          {hostWords.create.signInButton}
        </ButtonLink>
      }
    >
      {said.signIn}
    </Notice>
  );
}

function Managed(props: {
  readonly manageKey: ManageKey;
  /** Tries another key; absent: there is none. */
  readonly onWrongKey: (() => void) | undefined;
  readonly onDeleted: () => void;
}) {
  const { manageKey, onWrongKey, onDeleted } = props;
  const { answer, managed, unanswered, refresh } = useManaged(manageKey);
  const title = managed?.title;
  useEffect(() => {
    const { code, credential } = manageKey;
    if (title === undefined || credential.kind !== "secret") return;
    keepMeeting(window.localStorage, {
      code,
      secret: credential.secret,
      title,
      keptAt: Date.now(),
    });
  }, [manageKey, title]);
  const wrong = answer?.kind === "problem" && !isOutage(answer) && answer.code !== "not-found";
  useEffect(() => {
    if (wrong) onWrongKey?.();
  }, [wrong, onWrongKey]);

  if (managed !== undefined) {
    return (
      <ManagedMeeting
        manageKey={manageKey}
        managed={managed}
        unanswered={unanswered}
        refresh={refresh}
        onDeleted={onDeleted}
      />
    );
  }
  if (answer === undefined || (wrong && onWrongKey !== undefined)) {
    return (
      <Shell title={words.home.manage}>
        <p className="lead" role="status">
          {words.app.loading}
        </p>
      </Shell>
    );
  }
  if (answer.kind === "problem" && answer.code === "not-found") {
    return <Notice title={words.gone.notFoundTitle}>{words.gone.notFound}</Notice>;
  }
  if (wrong) return <NoEntry manageKey={manageKey} />;
  return (
    <Notice title={words.gone.noAnswerTitle} testId="manage-no-answer" actions={null}>
      {words.gone.noAnswer}
    </Notice>
  );
}
