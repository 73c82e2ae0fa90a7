import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { useParams } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import type { ManageKey } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { words } from "../../i18n/words.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Shell } from "../../ui/Shell.tsx";
import { manageFragment, manageSecretsIn, withLinkSecret } from "../link-fragment.ts";
import { dropMeeting, keepMeeting, keptKey, keptLinkSecret, keyOfSecret } from "../my-meetings.ts";
import { isOutage, useManaged } from "../use-managed.ts";
import { ManagedMeeting } from "./ManagedMeeting.tsx";

/** By the link's secret, else by the one that is kept here, else by the session. */
function keysOfPage(code: string): readonly ManageKey[] {
  const bySession: ManageKey = { code, credential: { kind: "session" } };
  const { secret } = manageSecretsIn(window.location.hash);
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

/**
 * What makes the meeting's join link whole, as the management link or this browser has it: kept here, and
 * in the address where that is a management link. The service gets none of it.
 */
function useLinkSecret({ code, credential }: ManageKey, title: string | undefined) {
  const [linkSecret, setLinkSecret] = useState(
    () =>
      manageSecretsIn(window.location.hash).linkSecret ?? keptLinkSecret(window.localStorage, code),
  );
  useEffect(() => {
    if (title === undefined) return;
    const held = {
      ...(credential.kind === "secret" ? { secret: credential.secret } : {}),
      ...(linkSecret === undefined ? {} : { linkSecret }),
    };
    if (Object.keys(held).length === 0) return;
    keepMeeting(window.localStorage, { code, title, keptAt: Date.now(), ...held });
    const { history, location } = window;
    if (location.hash === "") return;
    history.replaceState(history.state, "", `${location.pathname}#${manageFragment(held)}`);
  }, [code, credential, title, linkSecret]);
  useEffect(() => {
    // The kept management link was opened where this page is open.
    const take = (): void =>
      setLinkSecret((known) => manageSecretsIn(window.location.hash).linkSecret ?? known);
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return { linkSecret, setLinkSecret };
}

/** Whether what is kept here belongs to a link that was made anew since, on another device. */
function useIsOfAnotherLink(secret: LinkSecret | undefined, linkKey: string | undefined): boolean {
  const [known, setKnown] = useState<{ readonly secret: LinkSecret; readonly key: string }>();
  useEffect(() => {
    if (secret === undefined) return;
    linkPublicKeyOf(secret).then(
      (key) => setKnown({ secret, key }),
      // A browser that knows no such keys can't tell.
      () => undefined,
    );
  }, [secret]);
  return known?.secret === secret && linkKey !== undefined && known?.key !== linkKey;
}

function Managed(props: {
  readonly manageKey: ManageKey;
  /** Tries another key; absent: there is none. */
  readonly onWrongKey: (() => void) | undefined;
  readonly onDeleted: () => void;
}) {
  const { manageKey, onWrongKey, onDeleted } = props;
  const { answer, managed: told, unanswered, refresh } = useManaged(manageKey);
  const { linkSecret, setLinkSecret } = useLinkSecret(manageKey, told?.title);
  const isOld = useIsOfAnotherLink(linkSecret, told?.linkKey);
  const managed = useMemo(() => {
    const whole = isOld ? undefined : linkSecret;
    return told && { ...told, joinUrl: withLinkSecret(told.joinUrl, whole) };
  }, [told, linkSecret, isOld]);
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
        onLinkSecret={setLinkSecret}
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
