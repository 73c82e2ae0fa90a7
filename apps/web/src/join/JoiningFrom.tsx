import type { SeenFrom } from "@graticule/api/problem";
import { type ReactNode, useId, useState } from "react";
import { words } from "../i18n/words.ts";
import { nameOfCode } from "../places/names.ts";
import { LinkButton } from "../ui/LinkButton.tsx";
import { evidenceText } from "./evidence-text.ts";
import { placeLine } from "./refusal-text.ts";

type Unfolded = "why" | "not-right";

/**
 * One quiet line: where this person joins from and how sure that is, why on demand, and what to do where it
 * is wrong. `help`: whether this line offers that, or the page around it does.
 */
export function JoiningFrom(props: {
  readonly seen: SeenFrom;
  readonly help: "here" | "elsewhere";
  /** The page says already that the place is unknown. */
  readonly isSaid?: boolean;
  /** Of the line itself. */
  readonly testId: string;
}) {
  const { seen, help } = props;
  const [unfolded, setUnfolded] = useState<Unfolded | undefined>();
  const id = useId();
  const button = (what: Unfolded, label: string): ReactNode => (
    <LinkButton
      aria-expanded={unfolded === what}
      aria-controls={`${id}-${what}`}
      aria-describedby={`${id}-line`}
      onClick={() => setUnfolded(unfolded === what ? undefined : what)}
      testId={what}
    >
      {label}
    </LinkButton>
  );
  const isKnown = seen.place !== undefined;
  return (
    <div className="stack gap-6">
      <p className="small row door-fold">
        <span
          id={`${id}-line`}
          className={isKnown || props.isSaid !== true ? undefined : "visually-hidden"}
          data-testid={props.testId}
        >
          {placeLine(seen, nameOfCode)}
        </span>
        {button("why", isKnown ? words.door.howKnown : words.door.why)}
        {isKnown && help === "here" ? button("not-right", words.door.notRight) : null}
      </p>
      <p className="small" id={`${id}-why`} hidden={unfolded !== "why"} data-testid="why-text">
        {evidenceText(seen.evidence, nameOfCode)}
        {isKnown || help === "elsewhere" ? null : ` ${words.door.notRightText}`}
      </p>
      {isKnown && help === "here" ? (
        <p className="small" id={`${id}-not-right`} hidden={unfolded !== "not-right"}>
          {words.door.notRightText}
        </p>
      ) : null}
    </div>
  );
}
