import type { Story } from "@graticule/api/transparency";
import { parseDay } from "@graticule/ledger/day";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lookAtStory } from "../../api/transparency.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { Notice } from "../../ui/page/Notice.tsx";
import { Shell } from "../../ui/page/Shell.tsx";
import { EntryList, ToEntry, ToLog } from "../entry/EntryList.tsx";
import "../entry/entry.css";
import { tellEntries } from "../entry/told-entry.ts";
import { LogLoading, Unanswered } from "../figures/Unanswered.tsx";
import "../transparency.css";
import { againIn, isFinal } from "../use-log.ts";
import { Acts } from "./Acts.tsx";
import { Asked } from "./Asked.tsx";
import { Orders } from "./Orders.tsx";
import "./story.css";
import { type StoryView, viewStory } from "./story-view.ts";
import { Words } from "./Words.tsx";

const { story: said } = logPageWords;

/** The whole story of one request, for someone who was not there. */
export function StoryPage() {
  const { number: written } = useParams({ from: "/transparency/requests/$number" });
  const isNumber = /^[1-9]\d{0,9}$/.test(written);
  const number = Number(written);
  const { data: answer, refetch } = useQuery({
    queryKey: ["log-story", number],
    queryFn: () => lookAtStory(number),
    enabled: isNumber,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => againIn(state.data),
  });
  if (!isNumber || (answer !== undefined && answer.kind !== "ok" && isFinal(answer))) {
    return (
      <Notice title={said.none} testId="no-story" actions={<ToLog />}>
        {null}
      </Notice>
    );
  }
  const title = logPageWords.request(number);
  if (answer?.kind === "ok") return <Told story={answer.value} title={title} />;
  return (
    <Shell title={title} width="medium">
      <article className="log-page">
        <h1 className="h1">{title}</h1>
        {answer === undefined ? (
          <LogLoading />
        ) : (
          <Unanswered fault={answer} again={() => void refetch()} />
        )}
      </article>
    </Shell>
  );
}

function Told({ story, title }: { readonly story: Story; readonly title: string }) {
  const entries = tellEntries(story.entries);
  const today = parseDay(new Date().toISOString().slice(0, 10));
  if (today === undefined) throw new Error("a clock that is not of this millennium");
  const view = viewStory(story, entries, today);
  return (
    <Shell title={title} width="medium">
      <article className="log-page" data-testid="story">
        <header className="stack gap-10">
          <ToLog />
          <h1 className="h1">{title}</h1>
          <p className="lead said">{leadOf(view)}</p>
          <Marks view={view} />
          <Named view={view} />
        </header>
        <Asked view={view} />
        <Words words={view.words} isClosed={view.closed !== undefined} />
        <Orders view={view} />
        <Acts acts={view.acts} />
        <section className="log-section" aria-labelledby="story-timeline">
          <h2 className="log-title" id="story-timeline">
            {said.timeline}
          </h2>
          <EntryList entries={entries} />
          <p className="small">{logPageWords.utc}</p>
        </section>
      </article>
    </Shell>
  );
}

function leadOf({ received, closed, asker }: StoryView): string {
  if (received === undefined) return said.notYet;
  const day = hostDay(received.entry.day);
  if (closed === undefined) return said.lead.open(nameOf(asker), day);
  return said.lead[closed.entry.outcome](nameOf(asker), day, hostDay(closed.entry.day));
}

function nameOf(asker: StoryView["asker"]): string {
  switch (asker.kind) {
    case "shown":
      return asker.text;
    case "sealed":
      return logWords.asker.sealed(hostDay(asker.until));
    case "absent":
      return asker.isFault ? logWords.asker.unclear : logWords.asker.takenDown;
  }
}

/** What is to be known before the rest. */
function Marks({ view }: { readonly view: StoryView }) {
  const { asker, branch, isCorrected, isRepeated } = view;
  const notes = [
    ...(branch === undefined ? [] : [said.from[branch]]),
    ...(asker.kind === "absent" && asker.why !== "" ? [`${said.who}: ${asker.why}`] : []),
    ...(isRepeated ? [said.repeated] : []),
    ...(isCorrected ? [said.corrected] : []),
  ];
  return (
    <ul className="plain-list story-notes">
      {notes.map((note) => (
        <li key={note} className="small">
          {note}
        </li>
      ))}
    </ul>
  );
}

/** Which meetings it is about, where their hosts say so. */
function Named({ view: { named } }: { readonly view: StoryView }) {
  if (named.length === 0) return null;
  return (
    <ul className="plain-list story-notes" data-testid="story-named">
      {named.map(({ index, title }) => (
        <li key={index} className={title.kind === "shown" ? "body said" : "small"}>
          {title.kind === "shown" ? said.meeting(title.text) : said.meetingGone(title.why)}{" "}
          <ToEntry index={index} />
        </li>
      ))}
    </ul>
  );
}
