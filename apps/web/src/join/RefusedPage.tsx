import type { Refusal } from "@graticule/api/problem";
import { Button } from "@mantine/core";
import { useEffect, useId, useRef, useState } from "react";
import { words } from "../i18n/words.ts";
import { nameOfCode } from "../places/names.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { useFocusOnShow } from "../ui/Notice.tsx";
import { Shell } from "../ui/Shell.tsx";
import "./refused.css";
import { Contact } from "./Contact.tsx";
import type { KnockOutcome } from "./door-keeper.ts";
import { KnockForm } from "./KnockForm.tsx";
import { type RefusalText, refusalText } from "./refusal-text.ts";

export interface Knocking {
  readonly name: string;
  readonly text: string | undefined;
}

interface Refused {
  readonly refusal: Refusal;
  readonly from: "door" | "call";
  /** The name that was given; empty: nobody asked for one yet. */
  readonly name: string;
  readonly knock: "none" | "sent" | "declined";
  readonly onKnock: (knocking: Knocking) => Promise<KnockOutcome>;
  /** Whoever the host put out asks to come in again. */
  readonly onAskAgain: () => void;
  readonly onQuit: () => void;
}

/**
 * The one page for everybody who is kept out, at the door and in the call. It is announced and
 * takes the focus; it never shows the meeting's title, not even in the window's; it has no sound
 * and no red. It lets in by itself.
 */
export function RefusedPage(props: Refused) {
  const heading = useFocusOnShow<HTMLHeadingElement>();
  const text = refusalText(props.refusal, { name: nameOfCode, reader: { now: Date.now() } });
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
            <Heading kind={text.kind} />
          </h1>
          <p className="lead" data-testid="refused-reason">
            {text.reason}
          </p>
        </div>
        {text.kind === "order" ? <OrderFacts text={text} /> : null}
        {text.kind === "banned" || text.kind === "removed" ? (
          <PutOut kind={text.kind} refused={props} />
        ) : (
          <Meanwhile text={text} refused={props} />
        )}
      </div>
    </Shell>
  );
}

function Heading({ kind }: { readonly kind: RefusalText["kind"] }) {
  if (kind === "banned") return words.refused.bannedTitle;
  if (kind === "removed") return words.refused.removedTitle;
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

/** An order has more to tell; the authority's name and law are folded away until asked for. */
function OrderFacts({ text }: { readonly text: RefusalText }) {
  return (
    <div className="stack" style={{ "--gap": "14px" } as React.CSSProperties}>
      <details className="refused-why">
        <summary data-testid="refused-why">{words.refused.why}</summary>
        <dl className="refused-facts">
          <dt>{words.refused.whoDecided}</dt>
          <dd>{text.authority}</dd>
          {text.law === undefined ? null : (
            <>
              <dt>{words.refused.law}</dt>
              <dd>{text.law}</dd>
            </>
          )}
        </dl>
      </details>
      <dl className="refused-facts">
        <dt>{words.refused.until}</dt>
        <dd data-testid="refused-until">{text.until}</dd>
        <dt>{words.refused.unaffected}</dt>
        <dd>{words.refused.unaffectedText}</dd>
      </dl>
    </div>
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
  const [unfolded, setUnfolded] = useState<Unfolded | undefined>();
  const id = useId();
  const button = (what: Unfolded, label: string) => (
    <Button
      variant="default"
      aria-expanded={unfolded === what}
      aria-controls={id}
      onClick={() => setUnfolded(unfolded === what ? undefined : what)}
      data-testid={what}
    >
      {label}
    </Button>
  );
  return (
    <div className="stack" style={{ "--gap": "16px" } as React.CSSProperties}>
      <hr className="rule-line" />
      <p className="small">
        <span data-testid="refused-place">{text.place}</span>
        <br />
        {refused.name === "" ? words.refused.byItself : words.refused.byItselfAs(refused.name)}
      </p>
      <KnockNews knock={refused.knock} />
      <div className="row">
        {button("not-there", words.refused.notThere)}
        {text.kind === "order" ? button("appeal", words.refused.appeal) : null}
        <Leave onQuit={refused.onQuit} />
      </div>
      <div className="refused-help" id={id} hidden={unfolded === undefined}>
        {unfolded === "appeal" ? <Appeal /> : <NotThere text={text} refused={refused} />}
      </div>
    </div>
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

function Appeal() {
  return (
    <>
      <p className="body">{words.refused.appealText}</p>
      <Contact />
    </>
  );
}

/** A host of this meeting can open the door; where nobody here can, what helps instead. */
function NotThere({ text, refused }: { readonly text: RefusalText; readonly refused: Refused }) {
  if (text.kind === "banned" || text.kind === "removed") return null;
  if (text.kind !== "meeting") {
    return (
      <>
        <p className="body">{words.refused.notThereHelp[text.kind]}</p>
        {text.kind === "platform" ? <Contact /> : null}
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
