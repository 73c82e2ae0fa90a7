import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useState } from "react";
import { administrationWords } from "../../../i18n/administration-words.ts";
import { type Order, type Row, shown } from "./agreement-view.ts";

const { agreement: text } = administrationWords;

/** As many rows as are drawn at first, and more at each wish for more. */
const rowsAtFirst = 10;
const rowsMore = 50;

/** The last columns hold numbers. */
const numberColumns = 2;

const readNumber = new Intl.NumberFormat("en").format;

/** Rows that are found by what was typed above, and sorted by a press on a column's heading. */
export function AgreementTable(props: {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly typed: string;
  readonly first: Order;
  readonly testId: string;
}) {
  const { columns, first } = props;
  const [order, setOrder] = useState(first);
  const [most, setMost] = useState(rowsAtFirst);
  const rows = shown(props.rows, props.typed, order);
  const left = rows.length - most;
  return (
    <div className="stack agreement" data-testid={props.testId}>
      <table>
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <Heading
                key={column}
                column={at}
                order={order}
                from={at < columns.length - numberColumns ? "smallest" : "largest"}
                onOrder={setOrder}
              >
                {column}
              </Heading>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map(({ places, numbers }) => (
            <tr key={places.map(({ code }) => code).join(" ")}>
              {places.map(({ code, name }) => (
                <td key={code}>
                  {name} <span className="code">{code}</span>
                </td>
              ))}
              {numbers.map((number, at) => (
                <td key={columns[places.length + at]}>{readNumber(number)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <p className="small">{text.notFound}</p> : null}
      {left > 0 ? (
        <button type="button" className="link" onClick={() => setMost(most + rowsMore)}>
          {text.more(left)}
        </button>
      ) : null}
    </div>
  );
}

function Heading(props: {
  readonly column: number;
  readonly order: Order;
  /** Where a first press begins: numbers with the largest, names with the first. */
  readonly from: Order["from"];
  readonly onOrder: (order: Order) => void;
  readonly children: string;
}) {
  const { column, order } = props;
  const isSorted = order.column === column;
  const { from } = order;
  const turned = { column, from: from === "largest" ? "smallest" : "largest" } as const;
  const Arrow = from === "largest" ? IconArrowDown : IconArrowUp;
  const sorted = from === "largest" ? "descending" : "ascending";
  return (
    <th scope="col" aria-sort={isSorted ? sorted : "none"}>
      <button
        type="button"
        onClick={() => props.onOrder(isSorted ? turned : { column, from: props.from })}
      >
        {props.children}
        {isSorted ? <Arrow size={14} aria-hidden /> : null}
      </button>
    </th>
  );
}
