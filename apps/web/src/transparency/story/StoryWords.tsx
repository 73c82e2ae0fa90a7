import { logPageWords } from "../../i18n/log-page-words.ts";
import { CommittedText } from "../entry/CommittedText.tsx";
import { ToEntry } from "../entry/EntryList.tsx";
import { nameOfLanguage } from "../entry/entry-fields.ts";
import { sayHidden } from "../entry/say-entry.ts";
import { Section } from "../figures/Section.tsx";
import type { PublishedWords } from "./story-view.ts";

const { story: said } = logPageWords;

/** What the authority wrote, as it came, with its translation and the kinds of what is hidden. */
export function StoryWords(props: {
  readonly words: PublishedWords | undefined;
  readonly isClosed: boolean;
}) {
  const { words, isClosed } = props;
  if (words === undefined && !isClosed) return null;
  return (
    <Section title={said.words}>
      {words === undefined ? <p className="body">{said.wordsLater}</p> : <Shown words={words} />}
    </Section>
  );
}

function Shown({ words }: { readonly words: PublishedWords }) {
  const { language, demand, translation, redacted, index } = words;
  return (
    <>
      <div className="sheet story-words">
        {demand === undefined ? null : (
          <figure className="stack gap-8">
            <figcaption className="small">{said.original(nameOfLanguage(language))}</figcaption>
            <CommittedText text={demand} lang={language} />
          </figure>
        )}
        {translation === undefined ? null : (
          <figure className="stack gap-8">
            <figcaption className="small">{said.translation}</figcaption>
            <CommittedText text={translation} />
          </figure>
        )}
      </div>
      <p className="small">
        {redacted.length === 0 ? said.nothingHidden : said.notShown(sayHidden(redacted))}{" "}
        <ToEntry index={index} />
      </p>
    </>
  );
}
