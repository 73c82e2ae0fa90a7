import type { Figures } from "@graticule/api/transparency";
import { demandWords } from "../../i18n/demand-words.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import {
  type AnswerPart,
  answerParts,
  givenAnswers,
  longestBar,
  sayParts,
} from "../answer-parts.ts";
import "./demands.css";
import { BehindLink } from "./links.tsx";
import { Section } from "./Section.tsx";
import { Count } from "./Tally.tsx";

const { demands: said, answer } = transparencyWords;

/** What was demanded and how it was answered, by kind. On a phone each row says its numbers in words. */
export function Demands({ demands }: Pick<Figures, "demands">) {
  const given = givenAnswers(demands);
  const longest = longestBar(demands);
  return (
    <Section title={said.title} text={said.text}>
      <table className="log-table demand-table">
        <thead>
          <tr>
            <th scope="col">{said.what}</th>
            <th scope="col" className="number">
              {said.asked}
            </th>
            {given.map((kind) => (
              <th scope="col" className="number wide-only" key={kind}>
                <Swatch kind={kind} />
                {answer[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {demands.map((row) => {
            const parts = answerParts(row);
            return (
              <tr key={row.demand}>
                <th scope="row">
                  <BehindLink figure={`demand:${row.demand}`}>
                    {demandWords.demand[row.demand]}
                  </BehindLink>
                  <Bar parts={parts} longest={longest} />
                  <span className="narrow-only small">{sayParts(parts)}</span>
                </th>
                <Count value={row.asked} />
                {given.map((kind) => (
                  <Count key={kind} value={row[kind]} className="wide-only" dashed />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <dl className="small log-notes">
        {said.notes.map(([term, meaning]) => (
          <div key={term}>
            <dt>{term}: </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** The numbers beside it say the same. */
function Bar(props: { readonly parts: readonly AnswerPart[]; readonly longest: number }) {
  return (
    <span className="answer-bar" aria-hidden="true">
      {props.parts.map(({ kind, count }) => (
        <span
          key={kind}
          data-answer={kind}
          style={{ "--share": count / props.longest } as React.CSSProperties}
        />
      ))}
    </span>
  );
}

export function Swatch({ kind }: { readonly kind: AnswerPart["kind"] }) {
  return <span className="answer-swatch" data-answer={kind} aria-hidden="true" />;
}
