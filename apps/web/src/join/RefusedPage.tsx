import type { Refusal } from "@graticule/api/problem";
import { Button } from "@mantine/core";
import { useId, useState } from "react";
import { words } from "../i18n/words.ts";
import { nameOfCode } from "../places/names.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { useFocusOnShow } from "../ui/Notice.tsx";
import { Shell } from "../ui/Shell.tsx";
import "./refused.css";
import { type RefusalText, refusalText } from "./refusal-text.ts";

/**
 * The one page for everybody who is kept out, at the door and in the call. It is announced and
 * takes the focus; it never shows the meeting's title; it has no sound and no red.
 */
export function RefusedPage(props: {
  readonly refusal: Refusal;
  readonly from: "door" | "call";
  readonly mayReturn: boolean;
  readonly onReturn: () => void;
}) {
  const heading = useFocusOnShow<HTMLHeadingElement>();
  const text = refusalText(props.refusal, { name: nameOfCode, reader: { now: Date.now() } });
  return (
    <Shell title={words.refused.title} centred places>
      <div
        className="stack refused"
        data-from={props.from}
        data-testid="refused-page"
        data-kind={text.kind}
      >
        <div role="alert" className="stack" style={{ "--gap": "20px" } as React.CSSProperties}>
          <h1 className="h1" ref={heading} tabIndex={-1}>
            {props.mayReturn ? (
              words.refused.openTitle
            ) : (
              <>
                {words.refused.title}{" "}
                <span className="refused-innocent">{words.refused.innocent}</span>
              </>
            )}
          </h1>
          {props.mayReturn ? (
            <p className="lead">{words.refused.open}</p>
          ) : (
            <p className="lead" data-testid="refused-reason">
              {text.reason}
            </p>
          )}
        </div>
        {props.mayReturn ? (
          <WayBack onReturn={props.onReturn} />
        ) : (
          <>
            {text.kind === "order" ? <OrderFacts text={text} /> : null}
            <Meanwhile text={text} />
          </>
        )}
      </div>
    </Shell>
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

/** One click rejoins with the same name and devices. */
function WayBack({ onReturn }: { readonly onReturn: () => void }) {
  return (
    <div className="row">
      <Button onClick={onReturn} data-testid="return-button">
        {words.refused.again}
      </Button>
      <Leave />
    </div>
  );
}

function Leave() {
  return (
    <ButtonLink variant="subtle" to="/" data-testid="leave-quietly">
      {words.refused.leave}
    </ButtonLink>
  );
}

/** Where we think the person is, what they can do about it, and that waiting helps. */
function Meanwhile({ text }: { readonly text: RefusalText }) {
  const [explained, setExplained] = useState<"not-there" | "appeal" | undefined>();
  const id = useId();
  const toggle = (what: "not-there" | "appeal"): void =>
    setExplained(explained === what ? undefined : what);
  return (
    <div className="stack" style={{ "--gap": "16px" } as React.CSSProperties}>
      <hr className="rule-line" />
      <p className="small" data-testid="refused-place">
        {text.place}. {words.refused.keepOpen}
      </p>
      <div className="row">
        <Button
          variant="default"
          aria-expanded={explained === "not-there"}
          aria-controls={id}
          onClick={() => toggle("not-there")}
          data-testid="not-there"
        >
          {words.refused.notThere}
        </Button>
        {text.kind === "order" ? (
          <Button
            variant="default"
            aria-expanded={explained === "appeal"}
            aria-controls={id}
            onClick={() => toggle("appeal")}
            data-testid="appeal"
          >
            {words.refused.appeal}
          </Button>
        ) : null}
        <Leave />
      </div>
      <p className="body refused-help" id={id} hidden={explained === undefined}>
        {explained === "appeal" ? words.refused.appealText : words.door.notRightText}
      </p>
    </div>
  );
}
