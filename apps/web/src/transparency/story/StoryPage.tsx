import type { Story } from "@graticule/api/transparency";
import { useParams } from "@tanstack/react-router";
import { lookAtStory } from "../../api/transparency.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { EntryList, ToEntry, ToLog } from "../entry/EntryList.tsx";
import { NumberedPage } from "../entry/NumberedPage.tsx";
import { parseLoggedEntries } from "../entry/parsed-entry.ts";
import { Section } from "../figures/Section.tsx";
import { StoryOrders } from "./StoryOrders.tsx";
import { StoryActs, StoryDemands, StoryWords } from "./StoryParts.tsx";
import "./story.css";
import { type StoryView, viewStory } from "./story-view.ts";

const { story: said } = logPageWords;

/** The whole story of one request, for a reader who was not there. */
export function StoryPage() {
  const { number } = useParams({ from: "/transparency/requests/$number" });
  const title = logPageWords.request(Number(number));
  return (
    <NumberedPage
      thing="story"
      number={/^[1-9]\d{0,9}$/.test(number) ? Number(number) : undefined}
      title={title}
      none={said.none}
      testId="story"
      look={lookAtStory}
    >
      {(story) => <Told story={story} title={title} />}
    </NumberedPage>
  );
}

function Told({ story, title }: { readonly story: Story; readonly title: string }) {
  const entries = parseLoggedEntries(story.entries);
  const view = viewStory(story, entries);
  return (
    <>
      <header className="stack gap-10">
        <ToLog />
        <h1 className="h1">{title}</h1>
        <p className="lead said">{leadOf(view)}</p>
        <Marks view={view} />
        <Named view={view} />
      </header>
      <StoryDemands view={view} />
      <StoryWords words={view.words} isClosed={view.closed !== undefined} />
      <StoryOrders view={view} />
      <StoryActs acts={view.acts} />
      <Section title={said.timeline}>
        <EntryList entries={entries} />
        <p className="small">{logPageWords.utc}</p>
      </Section>
    </>
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
    case "not-in-register":
      return logWords.asker.notInRegister;
    case "absent":
      return asker.isFault ? logWords.asker.unclear : logWords.asker.takenDown;
  }
}

/** Who asked, and whether the request is a repeat or was corrected. */
function Marks({ view }: { readonly view: StoryView }) {
  const { asker, branch, isCorrected, isRepeated } = view;
  const notes = [
    asker.kind === "not-in-register" ? said.fromUnknown : branch && said.from[branch],
    asker.kind === "absent" && asker.why !== "" && `${said.who}: ${asker.why}`,
    isRepeated && said.repeated,
    isCorrected && said.corrected,
  ].filter((note) => typeof note === "string");
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

/** The meetings that it is about, as far as their hosts let the log name them. */
function Named({ view: { named } }: { readonly view: StoryView }) {
  if (named.length === 0) return null;
  return (
    <ul className="plain-list story-notes">
      {named.map(({ index, title }) => (
        <li key={index} className={title.kind === "shown" ? "body said" : "small"}>
          {title.kind === "shown" ? said.meeting(title.text) : said.meetingGone(title.why)}{" "}
          <ToEntry index={index} />
        </li>
      ))}
    </ul>
  );
}
