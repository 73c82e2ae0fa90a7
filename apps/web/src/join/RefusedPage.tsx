import type { AppealMade } from "@graticule/api/appeals";
import type { Refusal } from "@graticule/api/problem";
import { Button } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState } from "react";
import type { Answer } from "../api/client.ts";
import { AppealForm } from "../appeal/AppealForm.tsx";
import { words } from "../i18n/words.ts";
import { nameOfCode } from "../places/names.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { useFocusOnShow } from "../ui/Notice.tsx";
import { Shell } from "../ui/Shell.tsx";
import "./refused.css";
import type { AppealHere } from "./appeal-here.ts";
import { Contact } from "./Contact.tsx";
import { ContestForm, type Contesting } from "./ContestForm.tsx";
import type { DeviceChoice } from "./device-choice.ts";
import type { KnockOutcome } from "./door-keeper.ts";
import { JoiningFrom } from "./JoiningFrom.tsx";
import { KnockForm } from "./KnockForm.tsx";
import { OrderBounds, OrderWhy } from "./OrderFacts.tsx";
import { meanwhileText, ownReason, type RefusalText, refusalText } from "./refusal-text.ts";

export interface Knocking {
  readonly name: string;
  readonly text: string | undefined;
}

interface Refused extends Contesting {
  readonly refusal: Refusal;
  readonly from: "door" | "call";
  /** The name that was given; empty: nobody asked for one yet. */
  readonly name: string;
  /** With which they come in, once they may. */
  readonly devices: DeviceChoice;
  /** The pass in the link is none any more. */
  readonly passIsGone: boolean;
  readonly knock: "none" | "sent" | "declined";
  readonly onKnock: (knocking: Knocking) => Promise<KnockOutcome>;
  /** The appeal that was sent from here, if any. */
  readonly appealMade: AppealMade | undefined;
  readonly onAppeal: (appeal: AppealHere) => Promise<Answer<AppealMade>>;
  /** Whoever the host put out asks to come in again. */
  readonly onAskAgain: () => void;
  readonly onQuit: () => void;
  /** Whether whoever reads this runs the meeting, and its management page opens to them. */
  readonly managed: { readonly code: string } | undefined;
}

/**
 * The one page for everybody who is kept out, at the door and in the call. It is announced and
 * takes the focus; it never shows the meeting's title, not even in the window's; it has no sound
 * and no red. It lets in by itself.
 */
export function RefusedPage(props: Refused) {
  const heading = useFocusOnShow<HTMLHeadingElement>();
  const telling = { name: nameOfCode, reader: { now: Date.now() } };
  const text = refusalText(props.refusal, telling);
  const isTheirOwn = isOwn(props, text.kind);
  const own = isTheirOwn ? ownReason(props.refusal, telling) : undefined;
  return (
    <Shell title={words.app.name} centred places>
      <div
        className="stack refused"
        data-from={props.from}
        data-testid="refused-page"
        data-kind={text.kind}
      >
        <div role="alert" className="stack" style={{ "--gap": "20px" } as React.CSSProperties}>
          <h1 className="h1" ref={heading} tabIndex={-1}>
            <Heading kind={text.kind} isTheirOwn={isTheirOwn} />
          </h1>
          {isPutOutByLimit(props, text.kind) ? (
            <p className="lead" data-testid="refused-was-inside">
              {words.refused.wasInside}
            </p>
          ) : null}
          <p className="lead" data-testid="refused-reason">
            {own?.reason ?? text.reason}
          </p>
          <End text={own?.end ?? text.noEnd} />
          {props.passIsGone ? (
            <p className="lead" data-testid="pass-gone">
              {words.door.pass.gone}
            </p>
          ) : null}
        </div>
        {text.kind === "order" ? (
          <div className="stack" style={{ "--gap": "14px" } as React.CSSProperties}>
            <OrderWhy text={text} orderId={props.refusal.orderId} />
            <OrderBounds text={text} until={words.refused.until} />
          </div>
        ) : null}
        {text.kind === "banned" || text.kind === "removed" ? (
          <PutOut kind={text.kind} refused={props} />
        ) : (
          <Meanwhile text={text} refused={props} />
        )}
      </div>
    </Shell>
  );
}

/** Whom the host sent out in person is told so by the heading. */
function isPutOutByLimit({ from }: Refused, kind: RefusalText["kind"]): boolean {
  return from === "call" && kind !== "banned" && kind !== "removed";
}

/** Whoever runs the meeting has to ask nobody, and can change what keeps them out. */
function isOwn({ managed }: Refused, kind: RefusalText["kind"]): boolean {
  return managed !== undefined && kind === "meeting";
}

function End({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p className="body refused-end" data-testid="refused-end">
      {text}
    </p>
  );
}

function Heading(props: { readonly kind: RefusalText["kind"]; readonly isTheirOwn: boolean }) {
  if (props.kind === "banned") return words.refused.bannedTitle;
  if (props.kind === "removed") return words.refused.removedTitle;
  if (props.isTheirOwn) return words.refused.title;
  return (
    <>
      {words.refused.title} <span className="refused-innocent">{words.refused.innocent}</span>
    </>
  );
}

/** By the host in person: for good, or until this person asks again. */
function PutOut(props: { readonly kind: "banned" | "removed"; readonly refused: Refused }) {
  const { onAskAgain, onQuit } = props.refused;
  const removed = props.kind === "removed";
  return (
    <>
      <p className="body">{removed ? words.refused.removedHelp : words.refused.bannedHelp}</p>
      <div className="row">
        {removed ? (
          <Button onClick={onAskAgain} data-testid="ask-again">
            {words.refused.askAgain}
          </Button>
        ) : null}
        <Leave onQuit={onQuit} alone={!removed} />
      </div>
    </>
  );
}

/** To a page that says nothing of a meeting; the way back in the browser leads there too. */
function Leave({ onQuit, alone }: { readonly onQuit: () => void; readonly alone?: boolean }) {
  return (
    <ButtonLink
      variant={alone === true ? "default" : "subtle"}
      to="/"
      replace
      onClick={onQuit}
      data-testid="leave-quietly"
    >
      {words.refused.leave}
    </ButtonLink>
  );
}

type Unfolded = "not-there" | "appeal";

/** Where the person seems to be, what they can do about it, and that waiting helps. */
function Meanwhile({ text, refused }: { readonly text: RefusalText; readonly refused: Refused }) {
  // Whoever has said so already reads on what became of it.
  const [unfolded, setUnfolded] = useState<Unfolded | undefined>(
    refused.contest === undefined ? undefined : "not-there",
  );
  const id = useId();
  const button = (what: Unfolded, label: string) => (
    <Button
      variant="default"
      aria-expanded={unfolded === what}
      aria-controls={`${id}-${what}`}
      onClick={() => setUnfolded(unfolded === what ? undefined : what)}
      data-testid={what}
    >
      {label}
    </Button>
  );
  const { managed } = refused;
  const isTheirOwn = isOwn(refused, text.kind);
  return (
    <div className="stack" style={{ "--gap": "16px" } as React.CSSProperties}>
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
      <div className="row">
        {managed === undefined ? null : <Manage code={managed.code} />}
        {isTheirOwn ? null : button("not-there", words.refused.notThere)}
        {text.kind === "order" ? button("appeal", words.refused.appeal) : null}
        <Leave onQuit={refused.onQuit} />
      </div>
      {isTheirOwn ? null : (
        <div className="refused-help" id={`${id}-not-there`} hidden={unfolded !== "not-there"}>
          <NotThere text={text} refused={refused} />
        </div>
      )}
      {text.kind === "order" ? (
        <div className="refused-help" id={`${id}-appeal`} hidden={unfolded !== "appeal"}>
          <Appeal refused={refused} />
        </div>
      ) : null}
    </div>
  );
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

/** What became of the knock. The form that had the focus is gone by then: this has it. */
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

/** Sent from here, as the one who is kept out; what was begun stays when it is folded away. */
function Appeal({ refused }: { readonly refused: Refused }) {
  const { orderId } = refused.refusal;
  if (orderId === undefined) return <Contact />;
  return (
    <AppealForm made={refused.appealMade} send={(text) => refused.onAppeal({ orderId, text })} />
  );
}

/** A host of this meeting can open the door; where nobody here can, what helps instead. */
function NotThere({ text, refused }: { readonly text: RefusalText; readonly refused: Refused }) {
  if (text.kind === "banned" || text.kind === "removed") return null;
  if (text.kind !== "meeting") {
    return (
      <>
        <p className="body">{words.refused.notThereHelp[text.kind]}</p>
        {text.kind === "order" ? (
          <ContestForm
            at="door"
            name={refused.name}
            contest={refused.contest}
            onContest={refused.onContest}
          />
        ) : null}
        {text.kind === "account" ? null : <Contact />}
      </>
    );
  }
  return (
    <>
      <p className="body">{words.door.notRightText}</p>
      {refused.knock === "sent" ? null : (
        <KnockForm name={refused.name} onKnock={refused.onKnock} />
      )}
    </>
  );
}
