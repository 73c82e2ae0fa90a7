import { hostDay } from "../../i18n/host-time.ts";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { ToEntry } from "../entry/EntryList.tsx";
import { Section } from "../figures/Section.tsx";
import type { LinkedAct } from "./story-view.ts";

const { story: said } = logPageWords;

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
