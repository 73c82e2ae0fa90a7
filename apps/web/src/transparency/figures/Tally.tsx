import { BehindLink } from "./links.tsx";
import "./tables.css";

/** A number that lines up with those above and below; none is said quietly. */
export function Count(props: {
  readonly value: number | string;
  readonly className?: string;
  /** Among many numbers: a dash where there is none. */
  readonly dashed?: boolean;
}) {
  const isNone = props.value === 0 || props.value === "none";
  return (
    <td className={`number ${props.className ?? ""}`} data-none={isNone}>
      {isNone && props.dashed === true ? (
        <>
          <span aria-hidden="true">–</span>
          <span className="visually-hidden">0</span>
        </>
      ) : (
        props.value
      )}
    </td>
  );
}

export interface TallyRow {
  readonly label: string;
  /** The entries behind it, if a figure has them. */
  readonly behind?: string | undefined;
  readonly counts: readonly (number | string)[];
  /** Of what is above it. */
  readonly isPart?: boolean;
}

/** A small table: what it is, and numbers. */
export function Tally(props: {
  readonly caption: string;
  /** The heading above it says the same. */
  readonly isCaptionHidden?: boolean;
  /** Absent where there is one number, which the caption tells. */
  readonly columns?: readonly [string, ...string[]];
  readonly rows: readonly TallyRow[];
}) {
  return (
    <table className="log-table">
      <caption className={props.isCaptionHidden === true ? "visually-hidden" : undefined}>
        {props.caption}
      </caption>
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
        {props.rows.map(({ label, behind, counts, isPart }) => (
          <tr key={`${label} ${behind}`} data-part={isPart === true}>
            <th scope="row" className="said">
              {behind === undefined ? label : <BehindLink figure={behind}>{label}</BehindLink>}
            </th>
            {counts.map((count, at) => (
              <Count key={at} value={count} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
