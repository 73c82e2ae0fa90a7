import type { NotAllowed } from "@graticule/api/desk";
import type { ReactNode } from "react";
import { deskWords } from "../../i18n/desk-words.ts";

/** What somebody may do; else why they may not, unless nobody may any more, or not yet. */
export function WhatMay(props: { readonly may: "yes" | NotAllowed; readonly children: ReactNode }) {
  if (props.may === "yes") return props.children;
  if (props.may === "closed" || props.may === "not-yet") return null;
  return (
    <p className="small" data-testid="may-not" data-reason={props.may}>
      {deskWords.reason[props.may]}
    </p>
  );
}
