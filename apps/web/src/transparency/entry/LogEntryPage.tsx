import type { EntryWithHistory } from "@graticule/api/transparency";
import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { lookAtEntry } from "../../api/transparency.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { Facts } from "../../ui/Facts.tsx";
import { EntryLink } from "../figures/links.tsx";
import { Section } from "../figures/Section.tsx";
import { useFigures } from "../use-log.ts";
import { RawText } from "../verify/RawText.tsx";
import { VerifyPart } from "../verify/VerifyPart.tsx";
import { CommittedText } from "./CommittedText.tsx";
import { committedTexts } from "./committed-texts.ts";
import { EntryFields } from "./EntryFields.tsx";
import { EntryList, ToLog, ToRequest } from "./EntryList.tsx";
import { NumberedPage } from "./NumberedPage.tsx";
import { type ParsedEntry, parseLoggedEntries, parseLoggedEntry } from "./parsed-entry.ts";
import { sayEntry } from "./say-entry.ts";

const { page: said } = logPageWords;

/** One entry of the public log, with what belongs to it, and the button that checks it. */
export function LogEntryPage() {
  const { index } = useParams({ from: "/transparency/entries/$index" });
  const title = logPageWords.entry(Number(index));
  return (
    <NumberedPage
      thing="entry"
      number={/^(0|[1-9]\d{0,14})$/.test(index) ? Number(index) : undefined}
      title={title}
      none={said.none}
      testId="log-entry"
      look={lookAtEntry}
    >
      {(found) => <Entry of={found} title={title} />}
    </NumberedPage>
  );
}

function Entry({ of, title }: { readonly of: EntryWithHistory; readonly title: string }) {
  const parsed = parseLoggedEntry(of.entry);
  const history = parseLoggedEntries(of.history);
  return (
    <>
      <header className="stack gap-10">
        <ToLog />
        <h1 className="h1">{title}</h1>
        {parsed === undefined ? (
          <p className="lead">{said.unreadable}</p>
        ) : (
          <Opening parsed={parsed} history={history} />
        )}
      </header>
      <VerifyPart entry={of.entry} history={of.history} />
      {parsed === undefined ? null : (
        <>
          <TextsPart parsed={parsed} history={history} />
          <EntryFields entry={parsed.entry} />
        </>
      )}
      {history.length > 1 ? (
        <Section title={said.history}>
          <EntryList entries={history} here={of.entry.index} />
          <p className="small">{logPageWords.utc}</p>
        </Section>
      ) : null}
      <RawLeaf leaf={of.entry.leaf} />
      <Neighbours index={of.entry.index} />
    </>
  );
}

function Opening(props: {
  readonly parsed: ParsedEntry;
  readonly history: readonly ParsedEntry[];
}) {
  const { parsed, history } = props;
  const { entry } = parsed;
  const request = requestOf(history);
  const isOpened = entry.kind === "sealed-slot" && history.length > 1;
  return (
    <>
      <p className="lead said" data-testid="entry-says">
        {isOpened ? logWords.say.slotOpened : sayEntry(parsed)}
      </p>
      <p className="small">
        {logWords.kind[entry.kind]} · <time dateTime={entry.day}>{hostDay(entry.day)}</time>
        {request === undefined ? null : (
          <>
            {" · "}
            {said.partOf} <ToRequest number={request} />
          </>
        )}
      </p>
    </>
  );
}

/** The request to which the entry belongs, if any. */
function requestOf(history: readonly ParsedEntry[]): number | undefined {
  for (const { entry } of history) {
    if (entry.kind === "request-received") return entry.request;
  }
  return undefined;
}

/** The texts that an entry commits to: each as it was entered, or why it isn't there. */
function TextsPart(props: {
  readonly parsed: ParsedEntry;
  readonly history: readonly ParsedEntry[];
}) {
  const { entry } = props.parsed;
  const texts = committedTexts(props.parsed, props.history);
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

/** The bytes of an entry as they are hashed. */
function RawLeaf({ leaf }: { readonly leaf: string }) {
  return (
    <details className="log-folded">
      <summary className="link">{said.raw}</summary>
      <RawText>{leaf}</RawText>
      <div className="row">
        <CopyButton value={leaf}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="compact-sm"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            >
              {copied ? said.copied : said.copy}
            </Button>
          )}
        </CopyButton>
        <span className="small">{said.rawText}</span>
      </div>
    </details>
  );
}

function Neighbours({ index }: { readonly index: number }) {
  const { data: answer } = useFigures();
  const size = answer?.kind === "ok" ? answer.value.figures.size : 0;
  return (
    <nav className="log-neighbours" aria-label={logPageWords.entry(index)}>
      {index > 0 ? (
        <EntryLink index={index - 1}>
          {said.previous} ({index - 1})
        </EntryLink>
      ) : (
        <span />
      )}
      {index + 1 < size ? (
        <EntryLink index={index + 1}>
          {said.next} ({index + 1})
        </EntryLink>
      ) : null}
    </nav>
  );
}
