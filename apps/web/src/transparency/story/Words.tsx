import { logPageWords } from "../../i18n/log-page-words.ts";
import { Beside } from "../entry/Beside.tsx";
import { ToEntry } from "../entry/EntryList.tsx";
import { nameOfLanguage } from "../entry/entry-fields.ts";
import { sayHidden } from "../entry/say-entry.ts";
import type { PublicWords } from "./story-view.ts";

const { story: said } = logPageWords;

/** What the authority wrote, as it came, with its translation; and of what is hidden the kinds. */
export function Words(props: {
  readonly words: PublicWords | undefined;
  readonly isClosed: boolean;
}) {
  const { words, isClosed } = props;
  if (words === undefined && !isClosed) return null;
  return (
    <section className="log-section" aria-labelledby="story-words">
      <h2 className="log-title" id="story-words">
        {said.words}
      </h2>
      {words === undefined ? <p className="body">{said.wordsLater}</p> : <Shown words={words} />}
    </section>
  );
}

function Shown({ words }: { readonly words: PublicWords }) {
  const { language, demand, translation, redacted, index } = words;
  return (
    <>
      <div className="story-words" data-testid="story-words">
        {demand === undefined ? null : (
          <figure>
            <figcaption className="small">{said.original(nameOfLanguage(language))}</figcaption>
            <Beside beside={demand} lang={language} />
          </figure>
        )}
        {translation === undefined ? null : (
          <figure>
            <figcaption className="small">{said.translation}</figcaption>
            <Beside beside={translation} />
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
