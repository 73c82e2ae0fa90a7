import { Fragment } from "react";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { Beside } from "./Beside.tsx";
import { textsBeside } from "./texts-beside.ts";
import type { ToldEntry } from "./told-entry.ts";

const { page: said } = logPageWords;

/** The texts that lie beside an entry: each as it was entered, or why it isn't there. */
export function TextsPart(props: {
  readonly told: ToldEntry;
  readonly history: readonly ToldEntry[];
}) {
  const texts = textsBeside(props.told, props.history);
  if (texts.length === 0) return null;
  const { entry } = props.told;
  const language = entry.kind === "demand-shown" ? { lang: entry.language } : {};
  return (
    <section className="log-section" aria-labelledby="entry-texts" data-testid="entry-texts">
      <h2 className="log-title" id="entry-texts">
        {said.texts}
      </h2>
      <dl className="log-facts log-texts">
        {texts.map(({ name, beside }) => (
          <Fragment key={name}>
            <dt>{logWords.text[name]}</dt>
            <dd>
              <Beside beside={beside} {...(name === "demand" ? language : {})} />
            </dd>
          </Fragment>
        ))}
      </dl>
      <p className="small log-text">{said.textsText}</p>
    </section>
  );
}
