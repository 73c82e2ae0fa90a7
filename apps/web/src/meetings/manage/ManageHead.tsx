import { IconX } from "@tabler/icons-react";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { endMeeting } from "../../api/meetings.ts";
import { hostReader } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { readTime } from "../../i18n/time.ts";
import { fragmentOf } from "../../links/link-fragment.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { ConfirmButton } from "../../ui/form/ConfirmButton.tsx";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { useFocusOnShow } from "../../ui/page/Notice.tsx";
import { CopyInvitation } from "../invitation/InvitationButtons.tsx";
import { isOver, isWhole, statusLine } from "./manage-status.ts";
import type { Managing } from "./use-held-link.ts";

interface Props extends Managing {
  /** What is shown may be old. */
  readonly unanswered: boolean;
  /** Shows the part with all links. */
  readonly onLinks: () => void;
}

/** The meeting in a few lines, and what a host does with it most. */
export function ManageHead(props: Props) {
  const { managed, unanswered } = props;
  const over = isOver(managed);
  const { options } = hostWords.create;
  return (
    <header className="stack manage-head">
      {over ? null : <NewBanner {...props} />}
      <div className="stack gap-6">
        <h1 className="h1 said">{managed.title}</h1>
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

function Acts({ manageKey, managed, link, refresh, onLinks }: Props) {
  const said = hostWords.manage;
  const { code, joinUrl, title } = managed;
  const isShared = link.told !== "another-host" && isWhole(managed);
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
      <LinkButton onClick={onLinks} testId="more-links">
        {isWhole(managed) ? said.moreLinks : hostWords.encryption.unknownTitle}
      </LinkButton>
      {managed.inside === 0 ? null : (
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
      )}
    </div>
  );
}

/** The first time: the meeting was made. It stays through a reload, until it is closed. */
function NewBanner({ managed, link }: Props) {
  const isNew = useLocation({ select: ({ state }) => state.isNew === true });
  const navigate = useNavigate();
  if (!isNew) return null;
  const close = (): void =>
    void navigate({ to: ".", search: true, hash: true, state: {}, replace: true });
  return (
    <Banner onClose={close}>
      {managed.door.entry === "lobby" ? ` ${hostWords.create.readyLobby}` : null}
      {link.canVouch ? ` ${hostWords.create.readyVouched}` : null}
    </Banner>
  );
}

function Banner(props: { readonly onClose: () => void; readonly children: ReactNode }) {
  const heading = useFocusOnShow<HTMLHeadingElement>();
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
