import type { HostNotice } from "@graticule/api/host-notices";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { makeAppeal } from "../../api/appeals.ts";
import type { ManageKey } from "../../api/meetings.ts";
import { lookAtNotices } from "../../api/notices.ts";
import { AppealForm } from "../../appeal/AppealForm.tsx";
import { hostReader } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { readTime } from "../../i18n/time.ts";
import { words } from "../../i18n/words.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { Contact } from "../../ui/page/Contact.tsx";
import { CopyInvitation } from "../invitation/InvitationButtons.tsx";
import { isWhole } from "./manage-status.ts";
import { NoticeFacts } from "./NoticeFacts.tsx";
import { PublicName } from "./PublicName.tsx";
import type { Managing } from "./use-held-link.ts";
import "./notices.css";

/** How often notices are asked for, while the page is visible. */
const everyMs = 10_000;
/** Older ones are folded away. */
const mostShown = 3;

const endsOrder = ({ kind, how }: HostNotice): boolean =>
  kind === "order-ended" || (kind === "appeal-decided" && how === "overturned");

type Props = Pick<Managing, "manageKey" | "managed">;

/** Who demanded what of this meeting, what was answered and ordered, and what a host can do. */
export function NoticesPanel({ manageKey, managed }: Props) {
  const said = hostWords.notices;
  const [all, setAll] = useState(false);
  const { data } = useQuery({
    queryKey: ["notices", manageKey.code, manageKey.credential],
    queryFn: async () => {
      const answer = await lookAtNotices(manageKey);
      if (answer.kind !== "ok") throw new Error("no notices came");
      return answer.value;
    },
    refetchInterval: everyMs,
  });
  const notices = data ?? [];
  if (notices.length === 0) return null;
  const shown = all ? notices : notices.slice(0, mostShown);
  const over = new Set(notices.filter(endsOrder).map(({ orderId }) => orderId));
  return (
    <section
      className="sheet stack notices-panel"
      aria-labelledby="notices"
      data-testid="host-notices"
    >
      <h2 className="h2" id="notices">
        {said.title}
      </h2>
      <ol className="plain-list">
        {shown.map((notice, index) => (
          <OneNotice
            key={notice.id}
            notice={notice}
            newest={index === 0}
            appealable={notice.kind === "order-began" && !over.has(notice.orderId)}
            manageKey={manageKey}
            managed={managed}
          />
        ))}
      </ol>
      {notices.length > shown.length ? (
        <LinkButton look="notices-more" onClick={() => setAll(true)}>
          {said.older(notices.length)}
        </LinkButton>
      ) : null}
      <Link to="/transparency" className="link notices-more">
        {words.app.inPublic}
      </Link>
      <PublicName manageKey={manageKey} />
    </section>
  );
}

/** Past notices are folded; the newest one and an order in force are open. */
function OneNotice(
  props: Props & {
    readonly notice: HostNotice;
    readonly newest: boolean;
    readonly appealable: boolean;
  },
) {
  const { notice, newest, appealable, manageKey, managed } = props;
  const [open] = useState(newest || appealable);
  const { title, joinUrl } = managed;
  const said = hostWords.notices;
  return (
    <li className="host-notice" data-testid="host-notice" data-kind={notice.kind}>
      <details open={open}>
        <summary>
          <h3 className="h2">{said.kind[notice.kind]}</h3>
          <time className="small" dateTime={notice.at}>
            {readTime(notice.at, hostReader(Date.now()))}
          </time>
        </summary>
        <div className="stack notice-body">
          <NoticeFacts notice={notice} />
          {notice.kind === "terms-act" ? (
            <>
              <p className="body">{said.object}</p>
              <Contact />
            </>
          ) : null}
          {appealable && notice.orderId !== undefined ? (
            <Appeal orderId={notice.orderId} manageKey={manageKey} />
          ) : null}
          {endsOrder(notice) && isWhole(managed) ? (
            <div className="stack gap-8">
              <p className="body">{said.inviteText}</p>
              <div className="row">
                <CopyInvitation
                  invitation={{ title, joinUrl, schedule: managed }}
                  code={managed.code}
                  label={said.invite}
                  testId="invite-again"
                />
              </div>
            </div>
          ) : null}
        </div>
      </details>
    </li>
  );
}

/** The host's own appeal, by the key of this page. */
function Appeal(props: { readonly orderId: string; readonly manageKey: ManageKey }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { code, credential } = props.manageKey;
  return (
    <>
      <div className="row">
        <Button
          variant="default"
          size="sm"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          data-testid="host-appeal"
        >
          {hostWords.notices.appeal}
        </Button>
      </div>
      <div id={id} hidden={!open}>
        <AppealForm
          send={(text) =>
            makeAppeal({ orderId: props.orderId, by: "host", code, text }, credential)
          }
        />
      </div>
    </>
  );
}
