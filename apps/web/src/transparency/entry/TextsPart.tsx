import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { Facts } from "../../ui/Facts.tsx";
import { Section } from "../figures/Section.tsx";
import { CommittedText } from "./CommittedText.tsx";
import { committedTexts } from "./committed-texts.ts";
import type { ToldEntry } from "./told-entry.ts";

const { page: said } = logPageWords;

/** The texts that an entry commits to: each as it was entered, or why it isn't there. */
export function TextsPart(props: {
  readonly told: ToldEntry;
  readonly history: readonly ToldEntry[];
}) {
  const { entry } = props.told;
  const texts = committedTexts(props.told, props.history);
  if (texts.length === 0) return null;
  const language = entry.kind === "demand-shown" ? entry.language : undefined;
  return (
    <Section title={said.texts}>
      <Facts
        className="log-facts log-texts"
        facts={texts.map(({ name, text }) => [
          logWords.text[name],
          <CommittedText key={name} text={text} lang={name === "demand" ? language : undefined} />,
        ])}
      />
      <p className="small log-text">{said.textsText}</p>
    </Section>
  );
}
