import { Button } from "@mantine/core";
import type { ReactNode, Ref } from "react";
import type { useRowFocus } from "../../ui/use-row-focus.ts";
import type { useReadRows } from "./use-read-rows.ts";

/** A list of people that a host decides about: one action for all, and a row for each. */
export function HostRows(props: {
  readonly title: string;
  readonly testId: string;
  readonly headRef?: Ref<HTMLDivElement>;
  /** Shown from two people on. `count`: how many it is about. */
  readonly all: {
    readonly count: number;
    readonly label: (count: number) => string;
    readonly testId: string;
    readonly onClick: () => void;
  };
  readonly on: ReturnType<typeof useReadRows>["on"];
  readonly list: ReturnType<typeof useRowFocus>;
  /** Below the head. */
  readonly text?: string;
  readonly rows: ReactNode;
  readonly children?: ReactNode;
}) {
  const { all, headRef, list } = props;
  return (
    <section
      className="waiting stack gap-8"
      lang="en"
      dir="ltr"
      data-testid={props.testId}
      {...props.on}
    >
      <div className="row spread waiting-head" ref={headRef}>
        <h2 className="h2">{props.title}</h2>
        {all.count < 2 ? null : (
          <Button size="compact-sm" variant="subtle" onClick={all.onClick} data-testid={all.testId}>
            {all.label(all.count)}
          </Button>
        )}
      </div>
      {props.text === undefined ? null : <p className="small">{props.text}</p>}
      <ul className="plain-list" {...list}>
        {props.rows}
      </ul>
      {props.children}
    </section>
  );
}
