import { hostDay } from "../../i18n/host-time.ts";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { CommittedText } from "../entry/CommittedText.tsx";
import { ToEntry } from "../entry/EntryList.tsx";
import { nameOfLanguage } from "../entry/entry-fields.ts";
import { sayHidden } from "../entry/say-entry.ts";
import { Section } from "../figures/Section.tsx";
import { groupEqual, type LinkedAct, type PublishedWords, type StoryView } from "./story-view.ts";

const { story: said } = logPageWords;

/** What was demanded, and beside it what was answered, and why. */
export function StoryDemands({ view }: { readonly view: StoryView }) {
  const { demands, closed, received } = view;
  if (received === undefined) return null;
  return (
    <Section title={said.asked}>
      {demands.length === 0 ? (
        <p className="body">{said.noDemands}</p>
      ) : (
        <table className="story-demands">
          <thead>
            <tr className="small">
              <th scope="col">{said.demanded}</th>
              <th scope="col">{said.answered}</th>
            </tr>
          </thead>
          <tbody>
            {groupEqual(demands).map(({ demand, answer, ground, times }) => (
              <tr key={`${demand} ${answer} ${ground}`}>
                <th scope="row">
                  {logWords.demand[demand]}
                  {times === 1 ? null : ` ${transparencyWords.requests.times(times)}`}
                </th>
                <td>
                  {answer === undefined ? (
                    <span className="small">{said.open}</span>
                  ) : (
                    <strong className="story-given">{logWords.answer[answer]}</strong>
                  )}
                  {ground === undefined ? null : <span> {logWords.ground[ground]}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="small">
        <ToEntry index={received.index} />
        {closed === undefined ? null : (
          <>
            {" · "}
            <ToEntry index={closed.index} />
          </>
        )}
      </p>
    </Section>
  );
}

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

/** Acts under the terms of service that are near to the request. */
export function StoryActs({ acts }: { readonly acts: readonly LinkedAct[] }) {
  if (acts.length === 0) return null;
  return (
    <Section title={said.acts}>
      <p className="body log-text">{said.actsText}</p>
      <ul className="points body">
        {acts.map(({ act, review }) => (
          <li key={act.index}>
            {logWords.say.act[act.entry.what]}, {hostDay(act.entry.day)}.{" "}
            {review === undefined ? said.actOpen : said.actReviews[review]}{" "}
            <ToEntry index={act.index} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
