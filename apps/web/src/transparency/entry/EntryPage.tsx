import type { EntryWithHistory } from "@graticule/api/transparency";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lookAtEntry } from "../../api/transparency.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { Notice } from "../../ui/page/Notice.tsx";
import { Shell } from "../../ui/page/Shell.tsx";
import { LogLoading, Unanswered } from "../figures/Unanswered.tsx";
import "../transparency.css";
import { againIn, isFinal } from "../use-log.ts";
import { VerifyPart } from "../verify/VerifyPart.tsx";
import { EntryList, ToLog, ToRequest } from "./EntryList.tsx";
import "./entry.css";
import { Fields } from "./Fields.tsx";
import { Neighbours } from "./Neighbours.tsx";
import { RawLeaf } from "./RawLeaf.tsx";
import { sayEntry } from "./say-entry.ts";
import { TextsPart } from "./TextsPart.tsx";
import { type ToldEntry, tellEntries, tellEntry } from "./told-entry.ts";

const { page: said } = logPageWords;

/** One entry of the public log, with what belongs to it, and the button that checks it. */
export function EntryPage() {
  const { index: written } = useParams({ from: "/transparency/entries/$index" });
  const isIndex = /^(0|[1-9]\d{0,14})$/.test(written);
  const index = Number(written);
  const { data: answer, refetch } = useQuery({
    queryKey: ["log-entry", index],
    queryFn: () => lookAtEntry(index),
    enabled: isIndex,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => againIn(state.data),
  });
  if (!isIndex || (answer !== undefined && answer.kind !== "ok" && isFinal(answer))) {
    return (
      <Notice title={said.none} testId="no-entry" actions={<ToLog />}>
        {null}
      </Notice>
    );
  }
  const title = logPageWords.entry(index);
  return (
    <Shell title={title} width="medium">
      <article className="log-page" data-testid="log-entry" key={index}>
        {answer?.kind === "ok" ? (
          <Entry of={answer.value} title={title} />
        ) : (
          <>
            <h1 className="h1">{title}</h1>
            {answer === undefined ? (
              <LogLoading />
            ) : (
              <Unanswered fault={answer} again={() => void refetch()} />
            )}
          </>
        )}
      </article>
    </Shell>
  );
}

function Entry({ of, title }: { readonly of: EntryWithHistory; readonly title: string }) {
  const told = tellEntry(of.entry);
  const history = tellEntries(of.history);
  return (
    <>
      <header className="stack gap-10">
        <ToLog />
        <h1 className="h1">{title}</h1>
        {told === undefined ? (
          <p className="lead">{said.unreadable}</p>
        ) : (
          <Opening told={told} history={history} />
        )}
      </header>
      <VerifyPart entry={of.entry} history={of.history} />
      {told === undefined ? null : <TextsPart told={told} history={history} />}
      {told === undefined ? null : <Fields entry={told.entry} />}
      {history.length > 1 ? (
        <section className="log-section" aria-labelledby="entry-history">
          <h2 className="log-title" id="entry-history">
            {said.history}
          </h2>
          <EntryList entries={history} here={of.entry.index} />
          <p className="small">{logPageWords.utc}</p>
        </section>
      ) : null}
      <RawLeaf leaf={of.entry.leaf} />
      <Neighbours index={of.entry.index} />
    </>
  );
}

function Opening(props: { readonly told: ToldEntry; readonly history: readonly ToldEntry[] }) {
  const { told, history } = props;
  const { entry } = told;
  const request = requestOf(history);
  const isOpened = entry.kind === "sealed-slot" && history.length > 1;
  return (
    <>
      <p className="lead said" data-testid="entry-says">
        {isOpened ? logWords.say.slotOpened : sayEntry(told)}
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

/** The request to which it belongs, if it belongs to one. */
function requestOf(history: readonly ToldEntry[]): number | undefined {
  for (const { entry } of history) {
    if (entry.kind === "request-received") return entry.request;
  }
  return undefined;
}
