import type { Figures } from "@graticule/api/transparency";
import { hostMonth } from "../../i18n/host-time.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { answerKinds } from "../answer-parts.ts";
import { isWorthDrawing, type MonthBar, monthBars, mostMonths } from "../month-bars.ts";
import { BehindLink } from "./links.tsx";
import "./months.css";
import { Section } from "./Section.tsx";
import { Count } from "./Tally.tsx";

const { months: said, answer } = transparencyWords;

/** A chart, and a table for readers who want the numbers or can't see it. */
export function Months({ months }: Pick<Figures, "months">) {
  const isDrawn = isWorthDrawing(months);
  const isCut = isDrawn && months.length > mostMonths;
  return (
    <Section
      title={said.title}
      text={isCut ? `${said.text} ${said.recent(mostMonths)}` : said.text}
    >
      {isDrawn ? <Chart bars={monthBars(months)} /> : null}
      <details className="log-details" open={!isDrawn}>
        <summary className="link">{said.table}</summary>
        <MonthTable months={months} />
      </details>
    </Section>
  );
}

function Chart({ bars }: { readonly bars: readonly MonthBar[] }) {
  return (
    <div className="stack gap-12" aria-hidden="true">
      <p className="small month-legend">
        <span>
          <span className="month-swatch" data-of="asked" />
          {said.asked}
        </span>
        <span>
          <span className="month-swatch" data-of="orders" />
          {said.orders}
        </span>
      </p>
      <ol className="plain-list month-bars">
        {bars.map(({ month, asked, orders, askedShare, ordersShare, tellsYear }) => (
          <li key={month}>
            <span className="month-pair">
              <MonthColumn of="asked" count={asked} share={askedShare} />
              <MonthColumn of="orders" count={orders} share={ordersShare} />
            </span>
            <span className="month-name">
              {hostMonth(month, "short")}
              {tellsYear ? <span>{month.slice(0, 4)}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function MonthColumn(props: {
  readonly of: "asked" | "orders";
  readonly count: number;
  readonly share: number;
}) {
  return (
    <span
      className="month-column"
      data-of={props.of}
      style={{ "--share": props.share } as React.CSSProperties}
    >
      {props.count === 0 ? null : <span className="count">{props.count}</span>}
      <span className="month-bar" />
    </span>
  );
}

/** Months, the latest first; what is wider than the window scrolls by itself. */
function MonthTable({ months }: Pick<Figures, "months">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className="log-scroll" aria-label={said.scroll} tabIndex={0}>
      <table className="log-table month-table">
        <thead>
          <tr>
            <th scope="col">{said.month}</th>
            {columns.map(([key, label]) => (
              <th scope="col" className="number" key={key}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.toReversed().map((row) => (
            <tr key={row.month}>
              <th scope="row">
                <BehindLink figure={`month:${row.month}`}>{hostMonth(row.month)}</BehindLink>
              </th>
              {columns.map(([key]) => (
                <Count key={key} value={row[key]} dashed />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const columns = [
  ["requests", said.requests],
  ["asked", said.asked],
  // What is open has no month.
  ...answerKinds.filter((kind) => kind !== "open").map((kind) => [kind, answer[kind]] as const),
  ["orders", said.orders],
] as const;
