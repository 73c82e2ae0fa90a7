import type { PermitRefusal } from "@graticule/api/desk";
import { type DeskAct, type DeskRole, rolesFor } from "@graticule/desk/staff";
import { createContext, type ReactNode, useContext } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import type { StepState } from "./checklist.ts";

/** The state of the step around a component; undefined: there is none. */
export const StepStateContext = createContext<StepState | undefined>(undefined);

/**
 * What the reader may do; else why they may not, or whose it is. Nothing where no one may any more or
 * yet, and where only the role is missing in a step that has nothing left to do.
 */
export function Permitted(props: {
  readonly may: "yes" | PermitRefusal;
  /** What it is, or who does it. */
  readonly act: DeskAct | DeskRole;
  readonly children: ReactNode;
}) {
  const step = useContext(StepStateContext);
  if (props.may === "yes") return props.children;
  if (props.may === "closed" || props.may === "not-yet") return null;
  if (props.may === "no-such-role") {
    if (step === "done" || step === "stopped") return null;
    return (
      <span className="badge may-not" data-testid="may-not" data-reason={props.may}>
        {deskWords.forRoles(rolesOf(props.act).map((role) => deskWords.oneOfRole[role]))}
      </span>
    );
  }
  return (
    <p className="small" data-testid="may-not" data-reason={props.may}>
      {deskWords.reason[props.may]}
    </p>
  );
}

const rolesOf = (act: DeskAct | DeskRole): readonly DeskRole[] =>
  Object.hasOwn(rolesFor, act) ? rolesFor[act as DeskAct] : [act as DeskRole];
