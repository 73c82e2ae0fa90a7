import type { Figures } from "@graticule/api/transparency";
import { hostDay } from "../../i18n/host-time.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { chooseFigures } from "../chosen-figures.ts";
import { readThrough } from "../read-through.ts";
import "./five-figures.css";
import { BehindLink, EntryLink } from "./links.tsx";

const { findings: said } = transparencyWords;

export function FiveFigures({ figures }: { readonly figures: Figures }) {
  return (
    <div className="stack gap-12">
      <ul className="plain-list five-figures">
        {chooseFigures(figures).map(({ id, label, value, details, behind, isWrong }) => (
          <li key={id} className="one-figure" data-wrong={isWrong} data-testid={`figure-${id}`}>
            <BehindLink figure={behind} className="one-figure-link">
              <span className="figure-link one-figure-label">{label}</span>
              <span className="one-figure-value">{value}</span>
            </BehindLink>
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
        {transparencyWords.told(readThrough(figures.through))}{" "}
        <BehindLink figure="all" className="link">
          {transparencyWords.allEntries}
        </BehindLink>
        {" · "}
        <a href="#check" className="link">
          {transparencyWords.checkIt}
        </a>
      </p>
    </div>
  );
}

/** What can't be true: there are none in a log that this service wrote. */
export function LogFindings({ findings }: Pick<Figures, "findings">) {
  if (findings.length === 0) return null;
  return (
    <section className="log-findings stack gap-8">
      <h2 className="h2">{said.title}</h2>
      <p className="body">{said.text}</p>
      <ul className="plain-list">
        {findings.map(({ index, what }) => (
          <li key={`${index} ${what}`} className="body">
            <EntryLink index={index}>{said.entry(index)}</EntryLink>
            {`: ${said.what[what]}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
