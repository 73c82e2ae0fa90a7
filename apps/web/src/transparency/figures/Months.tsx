import type { Figures } from "@graticule/api/transparency";
import { hostMonth } from "../../i18n/host-time.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { answerKinds } from "../answer-parts.ts";
import { isWorthDrawing, type MonthBar, monthBars, mostMonths } from "../month-bars.ts";
import { Behind } from "./Behind.tsx";
import "./months.css";
import { Section } from "./Section.tsx";
import { Count } from "./Tally.tsx";

const { months: said, answer } = transparencyWords;

type Months = Pick<Figures, "months">;

/** A chart, and the same as a table for whoever wants the numbers or can't see it. */
export function Months({ months }: Months) {
  const isDrawn = isWorthDrawing(months);
  const isCut = isDrawn && months.length > mostMonths;
  return (
    <Section
      title={said.title}
      text={isCut ? `${said.text} ${said.recent(mostMonths)}` : said.text}
      testId="log-months"
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
    <div className="month-chart" aria-hidden="true">
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
function MonthTable({ months }: Months) {
  const latestFirst = [...months].reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className="log-scroll" aria-label={said.scroll} tabIndex={0}>
      <table className="log-table month-table">
        <thead>
          <tr>
            <th scope="col">{said.month}</th>
            <th scope="col" className="number">
              {said.requests}
            </th>
            <th scope="col" className="number">
              {said.asked}
            </th>
            {answered.map((kind) => (
              <th scope="col" className="number" key={kind}>
                {answer[kind]}
              </th>
            ))}
            <th scope="col" className="number">
              {said.orders}
            </th>
          </tr>
        </thead>
        <tbody>
          {latestFirst.map((row) => (
            <tr key={row.month}>
              <th scope="row">
                <Behind figure={`month:${row.month}`}>{hostMonth(row.month)}</Behind>
              </th>
              <Count value={row.requests} dashed />
              <Count value={row.asked} dashed />
              {answered.map((kind) => (
                <Count key={kind} value={row[kind]} dashed />
              ))}
              <Count value={row.orders} dashed />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What is open has no month. */
const answered = answerKinds.filter((kind) => kind !== "open");
