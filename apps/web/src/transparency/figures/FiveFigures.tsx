import type { Figures } from "@graticule/api/transparency";
import { Link } from "@tanstack/react-router";
import { hostDay } from "../../i18n/host-time.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { chooseFigures } from "../chosen-figures.ts";
import { readThrough } from "../read-through.ts";
import { Behind } from "./Behind.tsx";
import "./five-figures.css";

const { findings: said } = transparencyWords;

export function FiveFigures({ figures }: { readonly figures: Figures }) {
  return (
    <div className="stack gap-12">
      <ul className="plain-list five-figures" data-testid="five-figures">
        {chooseFigures(figures).map(({ id, label, value, details, behind, isWrong }) => (
          <li key={id} className="one-figure" data-wrong={isWrong} data-testid={`figure-${id}`}>
            <Behind figure={behind} className="one-figure-link">
              <span className="one-figure-label">{label}</span>
              <span className="one-figure-value">{value}</span>
            </Behind>
            <div className="one-figure-details">
              {details.map((detail) => (
                <p className="small" key={detail}>
                  {detail}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <p className="small">
        {transparencyWords.counted(figures.size, hostDay(figures.today))}{" "}
        <span data-testid="log-through">
          {transparencyWords.told(readThrough(figures.through))}
        </span>{" "}
        <Behind figure="all" className="link">
          {transparencyWords.allEntries}
        </Behind>
        {" · "}
        <a href="#check" className="link">
          {transparencyWords.checkIt}
        </a>
      </p>
    </div>
  );
}

/** What can't be true: a log that this service wrote has none. */
export function Findings({ findings }: Pick<Figures, "findings">) {
  if (findings.length === 0) return null;
  return (
    <section className="log-findings stack" data-testid="log-findings">
      <h2 className="h2">{said.title}</h2>
      <p className="body">{said.text}</p>
      <ul className="plain-list">
        {findings.map(({ index, what }) => (
          <li key={`${index} ${what}`} className="body">
            <Link
              to="/transparency/entries/$index"
              params={{ index: String(index) }}
              className="link"
            >
              {said.entry(index)}
            </Link>
            {`: ${said.what[what]}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
