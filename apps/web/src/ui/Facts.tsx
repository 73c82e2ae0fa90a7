import { Fragment, type ReactNode } from "react";

/** A name, and what there is to say; undefined: the row is left out. */
export type FactRow = readonly [name: string, value: ReactNode];

/** Names and, beside each, its value. */
export function Facts(props: {
  readonly facts: readonly FactRow[];
  readonly className: string;
  /** The values are words that people wrote. */
  readonly said?: boolean;
}) {
  return (
    <dl className={props.className}>
      {props.facts.map(([name, value]) =>
        value === undefined ? null : (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd className={props.said === true ? "said" : undefined}>{value}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}
