import type { MeetingManaged } from "@graticule/api/meetings";
import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import { hostHashIn, type LinkSecret } from "@graticule/e2ee/link-secret";
import { useParams } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import type { ManageKey } from "../../api/meetings.ts";
import { isOutage, useManaged } from "../../hosting/use-managed.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { words } from "../../i18n/words.ts";
import { isOtherHost } from "../../links/held-link.ts";
import { manageSecretsIn } from "../../links/link-fragment.ts";
import { dropMeeting, keptKey, keyOfSecret } from "../../links/my-meetings.ts";
import { ownJoinLink } from "../../links/own-links.ts";
import { deviceStorage } from "../../storage/storage.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { Notice } from "../../ui/page/Notice.tsx";
import { LoadingPage } from "../../ui/page/Shell.tsx";
import { ManagedMeeting } from "./ManagedMeeting.tsx";
import { OtherHostAsked } from "./OtherHost.tsx";
import { type ManagedLink, type Managing, useHeldLink } from "./use-held-link.ts";

/** By the secret of the link, else by the one that is kept here, else by the session. */
function keysOfPage(code: string): readonly ManageKey[] {
  const bySession: ManageKey = { code, credential: { kind: "session" } };
  const { secret } = manageSecretsIn(window.location.hash);
  if (secret !== undefined) return [keyOfSecret(code, secret)];
  const kept = keptKey(deviceStorage, code);
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
    dropMeeting(deviceStorage, code);
    setDeleted(true);
  };
  return (
    <Managed key={key.credential.kind} manageKey={key} onWrongKey={next} onDeleted={onDeleted} />
  );
}

/** The key opened nothing: the link is wrong, or no one is signed in. */
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

/** Whether the kept link was replaced since, on another device. */
function useIsOfAnotherLink(
  secret: LinkSecret | undefined,
  { linkKey, hostHash }: Pick<Partial<MeetingManaged>, "linkKey" | "hostHash">,
): boolean {
  const [known, setKnown] = useState<{ readonly secret: LinkSecret; readonly key: string }>();
  useEffect(() => {
    if (secret === undefined) return;
    linkPublicKeyOf(secret).then(
      (key) => setKnown({ secret, key }),
      // A browser that knows no such keys can't tell.
      () => undefined,
    );
  }, [secret]);
  if (secret === undefined || linkKey === undefined) return false;
  if (hostHashIn(secret) !== hostHash) return true;
  return known?.secret === secret && known.key !== linkKey;
}

/** The meeting as the service describes it, with the links that this device makes whole, and whether it names the host key that is known here. */
function useLinked(manageKey: ManageKey, told: MeetingManaged | undefined) {
  const { code } = manageKey;
  const { link, question, adopt } = useHeldLink(manageKey, told?.title);
  const linkSecret = link?.linkSecret;
  /** The service's last answer when this page made or got a link: only a later one can know of it. */
  const [toldBefore, setToldBefore] = useState<MeetingManaged>();
  const isOld = useIsOfAnotherLink(linkSecret, told ?? {});
  const managed = useMemo(
    () => told && { ...told, code, joinUrl: ownJoinLink(code, isOld ? undefined : linkSecret) },
    [told, linkSecret, isOld, code],
  );
  const onLink: Managing["onLink"] = (brought) => {
    setToldBefore(told);
    return adopt(brought);
  };
  const isOther = told !== toldBefore && isOtherHost(link?.host, told?.hostHash);
  const held: ManagedLink | undefined = link && {
    ...link,
    told: isOther ? "another-host" : "agrees",
  };
  return { shown: managed && held && { managed, link: held }, question, onLink };
}

function Managed(props: {
  readonly manageKey: ManageKey;
  /** Tries another key; absent: there is none. */
  readonly onWrongKey: (() => void) | undefined;
  readonly onDeleted: () => void;
}) {
  const { manageKey, onWrongKey, onDeleted } = props;
  const { answer, managed: told, unanswered, refresh } = useManaged(manageKey);
  const { shown, question, onLink } = useLinked(manageKey, told);
  const wrong = answer?.kind === "problem" && !isOutage(answer) && answer.code !== "not-found";
  useEffect(() => {
    if (wrong) onWrongKey?.();
  }, [wrong, onWrongKey]);

  if (question !== undefined) return <OtherHostAsked question={question} />;
  if (shown !== undefined) {
    return (
      <ManagedMeeting
        manageKey={manageKey}
        {...shown}
        unanswered={unanswered}
        refresh={refresh}
        onDeleted={onDeleted}
        onLink={onLink}
      />
    );
  }
  if (answer === undefined || answer.kind === "ok" || (wrong && onWrongKey !== undefined)) {
    return <LoadingPage title={words.home.manage} />;
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
