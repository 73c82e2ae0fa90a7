import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { ToEntry } from "../entry/EntryList.tsx";
import { Section } from "../figures/Section.tsx";
import type { StoryView } from "./story-view.ts";

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
            {demands.map(({ demand, answer, ground }, at) => (
              <tr key={`${at} ${demand}`}>
                <th scope="row">{logWords.demand[demand]}</th>
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
