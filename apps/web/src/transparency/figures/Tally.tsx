import type { ReactNode } from "react";
import { Behind } from "./Behind.tsx";

/** A number that lines up with those above and below; none is said quietly. */
export function Count(props: { readonly value: number | string; readonly className?: string }) {
  const isNone = props.value === 0 || props.value === "none";
  return (
    <td className={`number ${props.className ?? ""}`} data-none={isNone}>
      {props.value}
    </td>
  );
}

export interface TallyRow {
  readonly key: string;
  readonly label: string;
  /** The entries behind it, if a figure has them. */
  readonly behind?: string;
  readonly counts: readonly (number | string)[];
  /** Of what is above it. */
  readonly isPart?: boolean;
}

/** A small table: what it is, and numbers. */
export function Tally(props: {
  readonly caption: string;
  /** Absent where there is one number, which the caption tells. */
  readonly columns?: readonly [string, ...string[]];
  readonly rows: readonly TallyRow[];
  readonly note?: ReactNode;
}) {
  return (
    <table className="log-table log-tally">
      <caption>{props.caption}</caption>
      {props.columns === undefined ? null : (
        <thead>
          <tr>
            {props.columns.map((column, at) => (
              <th scope="col" key={column} className={at === 0 ? undefined : "number"}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {props.rows.map(({ key, label, behind, counts, isPart }) => (
          <tr key={key} data-part={isPart === true}>
            <th scope="row" className="said">
              {behind === undefined ? label : <Behind figure={behind}>{label}</Behind>}
            </th>
            {counts.map((count, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move.
              <Count key={at} value={count} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
