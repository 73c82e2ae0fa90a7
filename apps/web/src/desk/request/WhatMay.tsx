import type { PermitRefusal } from "@graticule/api/desk";
import { createContext, type ReactNode, useContext } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import type { StepState } from "./checklist.ts";

/** How the step stands that the component is part of; undefined: of none. */
export const StepStateContext = createContext<StepState | undefined>(undefined);

/**
 * What someone may do; else why they may not, unless no one may any more, or not yet. Where the step is done or needs nothing, that it
 * is another role's says nothing: there is nothing to do.
 */
export function WhatMay(props: {
  readonly may: "yes" | PermitRefusal;
  readonly children: ReactNode;
}) {
  const step = useContext(StepStateContext);
  if (props.may === "yes") return props.children;
  if (props.may === "closed" || props.may === "not-yet") return null;
  if (props.may === "no-such-role" && (step === "done" || step === "stopped")) return null;
  return (
    <p className="small" data-testid="may-not" data-reason={props.may}>
      {deskWords.reason[props.may]}
    </p>
  );
}
