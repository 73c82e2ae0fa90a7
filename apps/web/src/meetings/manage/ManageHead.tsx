import { IconX } from "@tabler/icons-react";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { endMeeting } from "../../api/meetings.ts";
import { hostReader } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { readTime } from "../../i18n/time.ts";
import { fragmentOf } from "../../links/link-fragment.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { ConfirmButton } from "../../ui/form/ConfirmButton.tsx";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { CopyInvitation } from "../invitation/InvitationButtons.tsx";
import { isOver, isWhole, statusLine } from "./manage-status.ts";
import type { Managing } from "./use-held-link.ts";

interface Props extends Managing {
  /** What is shown may be old. */
  readonly unanswered: boolean;
  /** Whether people wait to be let in. */
  readonly waits?: boolean;
  /** Shows the part with all links; absent once the meeting is over. */
  readonly onLinks?: () => void;
}

/** The meeting in a few lines, and what a host does with it most. */
export function ManageHead(props: Props) {
  const { managed, unanswered } = props;
  const over = isOver(managed);
  const heading = useRef<HTMLHeadingElement>(null);
  const { options } = hostWords.create;
  return (
    <header className="stack manage-head">
      {over ? null : <NewBanner {...props} heading={heading} />}
      <div className="stack gap-6">
        <h1 className="h1 said" ref={heading} tabIndex={-1}>
          {managed.title}
        </h1>
        <p
          className="body manage-status"
          data-live={managed.inside > 0 && !over ? "true" : undefined}
          data-testid="inside-count"
          data-count={managed.inside}
        >
          {statusLine(managed, hostReader(Date.now()))}
        </p>
        {over ? null : (
          <p className="small" data-testid="manage-facts">
            {options.lobby[managed.door.entry]} · {options.encryption[managed.encryption]}
          </p>
        )}
        <p className="small manage-unanswered" role="status">
          {unanswered ? hostWords.manage.unanswered : null}
        </p>
      </div>
      {over ? null : <Acts {...props} />}
    </header>
  );
}

/** True from the first moment at which someone is there: a question that is open does not vanish with them. */
function useSomeoneCame(isThere: boolean): boolean {
  const [came, setCame] = useState(isThere);
  if (isThere && !came) setCame(true);
  return came;
}

function Acts({ manageKey, managed, link, waits = false, refresh, onLinks }: Props) {
  const said = hostWords.manage;
  const { code, joinUrl, title } = managed;
  const canEnd = useSomeoneCame(managed.inside > 0 || waits);
  const isDoubted = link.told === "another-host";
  const isShared = !isDoubted && isWhole(managed);
  const next = managed.repeat === undefined ? undefined : managed.nextStartsAt;
  return (
    <div className="row manage-acts">
      <ButtonLink
        to="/m/$code"
        params={{ code }}
        hash={fragmentOf(joinUrl)}
        data-testid="join-meeting"
      >
        {said.join}
      </ButtonLink>
      {isShared ? (
        <CopyInvitation
          invitation={{ title, joinUrl, schedule: managed }}
          code={code}
          label={hostWords.create.copyInvitation}
        />
      ) : null}
      <LinkButton onClick={() => onLinks?.()} testId="more-links">
        {isDoubted || isShared ? said.moreLinks : hostWords.encryption.unknownTitle}
      </LinkButton>
      {canEnd ? (
        <span className="manage-end">
          <ConfirmButton
            button={said.end}
            title={said.endTitle}
            confirm={said.endConfirm}
            testId="end-meeting"
            act={() => endMeeting(manageKey)}
            say={answerFault}
            onDone={refresh}
          >
            {next === undefined
              ? said.endText
              : said.endTextRepeats(readTime(next, hostReader(Date.now())))}
          </ConfirmButton>
        </span>
      ) : null}
    </div>
  );
}

/** The first time: the meeting was made. It stays through a reload, until it is closed. */
function NewBanner(props: Props & { readonly heading: RefObject<HTMLHeadingElement | null> }) {
  const { managed, link, heading } = props;
  const isNew = useLocation({ select: ({ state }) => state.isNew === true });
  const navigate = useNavigate();
  if (!isNew) return null;
  const close = (): void => {
    void navigate({ to: ".", search: true, hash: true, state: {}, replace: true });
    heading.current?.focus();
  };
  return (
    <Banner code={managed.code} onClose={close}>
      {managed.door.entry === "lobby" ? ` ${hostWords.create.readyLobby}` : null}
      {link.canVouch ? ` ${hostWords.create.readyVouched}` : null}
    </Banner>
  );
}

/** Meetings whose banner had the focus once: it stays through a reload and takes it no second time. */
const focused = new Set<string>();

function Banner(props: {
  readonly code: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { code } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focused.has(code)) return;
    focused.add(code);
    heading.current?.focus({ preventScroll: true });
  }, [code]);
  const said = hostWords.create;
  return (
    <div className="manage-new" role="status" data-testid="meeting-created">
      <div className="stack gap-4">
        <h2 className="h2" ref={heading} tabIndex={-1}>
          {said.readyTitle}
        </h2>
        <p className="body">
          {said.ready}
          {props.children}
        </p>
        <Link to="/new" className="link" data-testid="create-another">
          {said.another}
        </Link>
      </div>
      <LinkButton label={said.readyClose} look="manage-new-close" onClick={props.onClose}>
        <IconX size={18} aria-hidden />
      </LinkButton>
    </div>
  );
}
