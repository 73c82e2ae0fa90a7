import type { ReactNode } from "react";
import type { Mark } from "./cluster-view.ts";

/** A dot that is full when it works, and the word. */
export function State(props: { readonly state: Mark; readonly children: ReactNode }) {
  return (
    <span className="state" data-state={props.state}>
      <span>{props.children}</span>
    </span>
  );
}
