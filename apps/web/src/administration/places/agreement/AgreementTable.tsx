import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useState } from "react";
import { locationWords } from "../../../i18n/location-words.ts";
import { LinkButton } from "../../../ui/LinkButton.tsx";
import { type RowOrder, shownRows, type TableRow } from "./agreement-view.ts";

const { agreement: text } = locationWords;

const rowsAtFirst = 10;
const rowsMore = 50;

/** The last columns hold numbers. */
const numberColumns = 2;

const readNumber = new Intl.NumberFormat("en").format;

/** Rows that match what was typed, sorted by the column whose heading was pressed. */
export function AgreementTable(props: {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly typed: string;
  readonly first: RowOrder;
}) {
  const { columns, first } = props;
  const [order, setOrder] = useState(first);
  const [most, setMost] = useState(rowsAtFirst);
  const rows = shownRows(props.rows, props.typed, order);
  const left = rows.length - most;
  return (
    <div className="stack agreement">
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
        <LinkButton onClick={() => setMost(most + rowsMore)}>{text.more(left)}</LinkButton>
      ) : null}
    </div>
  );
}

function Heading(props: {
  readonly column: number;
  readonly order: RowOrder;
  /** The order of a first press: numbers from the largest, names from the first. */
  readonly from: RowOrder["from"];
  readonly onOrder: (order: RowOrder) => void;
  readonly children: string;
}) {
  const { column, order } = props;
  const isSorted = order.column === column;
  const isDown = order.from === "largest";
  const turned = { column, from: isDown ? "smallest" : "largest" } as const;
  const Arrow = isDown ? IconArrowDown : IconArrowUp;
  const sorted = isDown ? "descending" : "ascending";
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
