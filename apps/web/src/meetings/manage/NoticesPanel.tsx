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
import { Contact } from "../../ui/page/Contact.tsx";
import { CopyInvitation } from "../invitation/InvitationButtons.tsx";
import { isWhole } from "./manage-status.ts";
import { isOpen, NoticeFacts, noticeSentence } from "./NoticeFacts.tsx";
import { PublicName } from "./PublicName.tsx";
import type { Managing } from "./use-held-link.ts";
import "./notices.css";

/** How often notices are asked for, while the page is visible. */
const everyMs = 10_000;

const endsOrder = ({ kind, how }: HostNotice): boolean =>
  kind === "order-ended" || (kind === "appeal-decided" && how === "overturned");

type Props = Pick<Managing, "manageKey" | "managed">;

/** Who demanded what of this meeting, what was answered and ordered, and what a host can do. */
export function NoticesPanel({ manageKey, managed }: Props) {
  const said = hostWords.notices;
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
  const [newest] = notices;
  if (newest === undefined) return null;
  const over = new Set(notices.filter(endsOrder).map(({ orderId }) => orderId));
  const limiting = notices.filter(
    ({ kind, orderId }) => kind === "order-began" && !over.has(orderId),
  );
  const first = limiting.length > 0 ? limiting : [newest];
  const others = notices.filter((notice) => !first.includes(notice));
  return (
    <section
      className="sheet stack notices-panel"
      aria-label={said.title}
      data-testid="host-notices"
    >
      <ul className="plain-list">
        {first.map((notice) => (
          <FirstNotice
            key={notice.id}
            notice={notice}
            appealable={limiting.includes(notice)}
            manageKey={manageKey}
            managed={managed}
          />
        ))}
      </ul>
      <details className="notices-more">
        <summary className="link" data-testid="notices-more">
          {said.more(others.length)}
        </summary>
        <ul className="plain-list">
          {others.map((notice) => (
            <li className="host-notice" {...told(notice)} key={notice.id}>
              <NoticeHead notice={notice} />
              <NoticeFacts notice={notice} />
              {endsOrder(notice) ? <InviteAgain managed={managed} /> : null}
            </li>
          ))}
        </ul>
        <Link to="/transparency" className="link">
          {said.log}
        </Link>
        <PublicName manageKey={manageKey} />
      </details>
    </section>
  );
}

const told = ({ kind }: HostNotice) => ({ "data-testid": "host-notice", "data-kind": kind });

function NoticeHead({ notice }: { readonly notice: HostNotice }) {
  return (
    <div className="notice-head">
      <h2 className="h2">{hostWords.notices.kind[notice.kind]}</h2>
      <time className="small" dateTime={notice.at}>
        {readTime(notice.at, hostReader(Date.now()))}
      </time>
    </div>
  );
}

/** An order in force; else the newest notice. In a sentence or two, with what a host can do; the rest is folded. */
function FirstNotice(props: Props & { readonly notice: HostNotice; readonly appealable: boolean }) {
  const { notice, appealable, manageKey, managed } = props;
  const said = hostWords.notices;
  return (
    <li className="host-notice" {...told(notice)}>
      <NoticeHead notice={notice} />
      <p className="body said">{noticeSentence(notice)}</p>
      {notice.kind === "terms-act" ? (
        <>
          <p className="body">{said.object}</p>
          <Contact />
        </>
      ) : null}
      {isOpen(notice) ? (
        <>
          <p className="body">{said.beforehand}</p>
          <Contact />
        </>
      ) : null}
      {endsOrder(notice) ? <InviteAgain managed={managed} /> : null}
      <div className="notice-acts">
        {appealable && notice.orderId !== undefined ? (
          <Appeal orderId={notice.orderId} manageKey={manageKey} />
        ) : null}
        <details>
          <summary className="link">
            {notice.kind === "order-began" ? said.means : said.details}
          </summary>
          <NoticeFacts notice={notice} />
        </details>
      </div>
    </li>
  );
}

function InviteAgain({ managed }: Pick<Props, "managed">) {
  const { title, joinUrl, code } = managed;
  const said = hostWords.notices;
  if (!isWhole(managed)) return null;
  return (
    <div className="stack gap-8">
      <p className="body">{said.inviteText}</p>
      <div className="row">
        <CopyInvitation
          invitation={{ title, joinUrl, schedule: managed }}
          code={code}
          label={said.invite}
          testId="invite-again"
        />
      </div>
    </div>
  );
}

/** The host's own appeal, by the key of this page. */
function Appeal(props: { readonly orderId: string; readonly manageKey: ManageKey }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { code, credential } = props.manageKey;
  return (
    <>
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
      <div className="notice-appeal" id={id} hidden={!open}>
        <AppealForm
          send={(text) =>
            makeAppeal({ orderId: props.orderId, by: "host", code, text }, credential)
          }
        />
      </div>
    </>
  );
}
