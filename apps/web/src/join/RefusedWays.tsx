import type { AppealMade } from "@graticule/api/appeals";
import type { Refusal } from "@graticule/api/problem";
import { Button } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { Answer } from "../api/client.ts";
import type { Knocking } from "../api/joins.ts";
import { AppealForm } from "../appeal/AppealForm.tsx";
import { words } from "../i18n/words.ts";
import type { DeviceChoice } from "../media/device-choice.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { Contact } from "../ui/page/Contact.tsx";
import type { AppealHere } from "./appeal-here.ts";
import { ContestForm, type Contesting } from "./ContestForm.tsx";
import type { KnockOutcome } from "./door-ports.ts";
import { JoiningFrom } from "./JoiningFrom.tsx";
import { KnockForm } from "./KnockForm.tsx";
import { meanwhileText, type RefusalText } from "./refusal-text.ts";
import { useLongSince } from "./use-long-since.ts";

export interface Refused extends Contesting {
  readonly refusal: Refusal;
  readonly from: "door" | "call";
  /** Undefined: not known to this person. */
  readonly title: string | undefined;
  /** The name that was given; empty: none was asked for yet. */
  readonly name: string;
  /** Used once this person comes in. */
  readonly devices: DeviceChoice;
  /** The pass in the link no longer counts. */
  readonly passIsGone: boolean;
  readonly knock: "none" | "sent" | "declined";
  readonly onKnock: (name: string, knocking: Knocking) => Promise<KnockOutcome>;
  /** The appeal that was sent from here, if any. */
  readonly appealMade: AppealMade | undefined;
  readonly onAppeal: (appeal: AppealHere) => Promise<Answer<AppealMade>>;
  /** Asks to come in again, after the host removed this person. */
  readonly onAskAgain: () => void;
  readonly onQuit: () => void;
  /** Defined for a host of the meeting, to whom its management page opens. */
  readonly managed: { readonly code: string } | undefined;
}

/**
 * To a page that says nothing of a meeting; the way back in the browser leads there too. Someone who was
 * never inside has nothing to leave.
 */
export function Leave(props: {
  readonly refused: Pick<Refused, "from" | "onQuit">;
  readonly alone?: boolean;
}) {
  const { from, onQuit } = props.refused;
  return (
    <ButtonLink
      variant={props.alone === true ? "default" : "subtle"}
      to="/"
      replace
      onClick={onQuit}
      data-testid="leave-quietly"
    >
      {from === "call" ? words.refused.leave : words.call.close}
    </ButtonLink>
  );
}

/** Whether the host can be asked: not while they are, nor just after they said no. */
function useMayAsk(knock: Refused["knock"]): boolean {
  const isLong = useLongSince(knock === "declined");
  return knock === "none" || (knock === "declined" && isLong);
}

/** One thing that a person who is kept out can do: a button, and what it unfolds. */
interface Way {
  readonly what: "ask-host" | "not-there" | "appeal";
  readonly label: string;
  readonly help: ReactNode;
}

/** Where the person seems to be, what they can do about it, and that waiting helps. */
export function Meanwhile(props: {
  readonly text: RefusalText;
  readonly refused: Refused;
  readonly isTheirOwn: boolean;
}) {
  const { text, refused, isTheirOwn } = props;
  const [unfolded, setUnfolded] = useState<Way["what"] | undefined>();
  const id = useId();
  const { managed, contest } = refused;
  const mayAsk = useMayAsk(refused.knock);
  const fold = () => setUnfolded(undefined);
  const ways = isTheirOwn ? [] : waysOut(text, refused, { mayAsk, fold });
  return (
    <div className="stack gap-16">
      <hr className="rule-line" />
      {isTheirOwn ? (
        <p className="body" data-testid="refused-yours">
          {words.refused.yours}
        </p>
      ) : null}
      <JoiningFrom seen={refused.refusal} help="elsewhere" testId="refused-place" />
      <p className="small" data-testid="refused-meanwhile">
        {meanwhileText(refused.name, refused.devices)}
      </p>
      <KnockNews knock={refused.knock} />
      {text.kind === "order" && contest !== undefined ? (
        <ContestForm at="door" {...refused} />
      ) : null}
      <div className="row">
        {managed === undefined ? null : <Manage code={managed.code} />}
        {ways.map(({ what, label }) => (
          <Button
            key={what}
            variant="default"
            aria-expanded={unfolded === what}
            aria-controls={`${id}-${what}`}
            onClick={() => setUnfolded(unfolded === what ? undefined : what)}
            data-testid={what}
          >
            {label}
          </Button>
        ))}
        <Leave refused={refused} alone={managed === undefined && ways.length === 0} />
      </div>
      {ways.map(({ what, help }) => (
        <div
          className="refused-help"
          key={what}
          id={`${id}-${what}`}
          hidden={unfolded !== what}
          ref={unfolded === what ? showWhole : undefined}
        >
          {help}
        </div>
      ))}
    </div>
  );
}

/** On a phone it would open below what is seen. */
const showWhole = (opened: HTMLElement | null): void =>
  opened?.scrollIntoView({ block: "nearest" });

/** What was sent already can't be sent again: the page shows its outcome. */
function waysOut(
  text: RefusalText,
  refused: Refused,
  { mayAsk, fold }: { readonly mayAsk: boolean; readonly fold: () => void },
): readonly Way[] {
  const said = words.refused;
  if (text.kind === "meeting") return mayAsk ? toTheHost(refused, fold) : [];
  if (text.kind === "banned" || text.kind === "removed") return [];
  const help = <NotThere kind={text.kind} refused={refused} />;
  const notThere: Way = { what: "not-there", label: said.notThere, help };
  if (text.kind !== "order") return [notThere];
  return [
    ...(refused.contest === undefined ? [notThere] : []),
    { what: "appeal", label: said.appeal, help: <Appeal refused={refused} /> },
  ];
}

/** The host can let this person in, whether they are where the rule is closed or not. */
function toTheHost(refused: Refused, fold: () => void): readonly Way[] {
  const said = words.refused;
  const isInDoubt = refused.refusal.because === "cannot-tell";
  const form = (says: Knocking["says"]) => (
    <KnockForm
      name={refused.name}
      says={says}
      onKnock={async (name, text) => {
        const outcome = await refused.onKnock(name, { says, text });
        if (outcome === "sent") fold();
        return outcome;
      }}
    />
  );
  const mayBeWrong = <p className="body">{words.door.notRightText}</p>;
  const help = (
    <>
      {mayBeWrong}
      {form(isInDoubt ? undefined : "not-there")}
    </>
  );
  const ask = { what: "ask-host", label: said.knock.send } as const;
  if (isInDoubt) return [{ ...ask, help }];
  return [
    { ...ask, help: form("there") },
    { what: "not-there", label: said.notThere, help },
  ];
}

/** In a new tab: this page lets them in by itself once the rule is changed. */
function Manage({ code }: { readonly code: string }) {
  return (
    <Button
      component="a"
      href={`/manage/${code}`}
      target="_blank"
      rel="noreferrer"
      rightSection={<IconExternalLink size={16} aria-hidden="true" />}
      data-testid="refused-manage"
    >
      {words.home.manage}
    </Button>
  );
}

/** The outcome of the knock. Takes the focus of the form, which is gone by then. */
function KnockNews({ knock }: { readonly knock: "none" | "sent" | "declined" }) {
  const news = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (knock === "sent") news.current?.focus();
  }, [knock]);
  return (
    <p
      className="body refused-news"
      role="status"
      ref={news}
      tabIndex={-1}
      data-testid="knock-news"
    >
      {knock === "none" ? null : words.refused.knock[knock]}
    </p>
  );
}

/** Sent as the person who is kept out; a draft stays when it is folded away. */
function Appeal({ refused }: { readonly refused: Refused }) {
  const { orderId } = refused.refusal;
  if (orderId === undefined) return <Contact />;
  return (
    <AppealForm made={refused.appealMade} send={(text) => refused.onAppeal({ orderId, text })} />
  );
}

/** What to do where no host of this meeting can let anyone in. */
function NotThere(props: {
  readonly kind: "account" | "platform" | "order";
  readonly refused: Refused;
}) {
  const { kind, refused } = props;
  return (
    <>
      <p className="body">{words.refused.notThereHelp[kind]}</p>
      {kind === "order" ? <ContestForm at="door" {...refused} /> : null}
      {kind === "account" ? null : <Contact />}
    </>
  );
}
