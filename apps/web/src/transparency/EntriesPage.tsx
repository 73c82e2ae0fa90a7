import type { Figures } from "@graticule/api/transparency";
import { Link, useSearch } from "@tanstack/react-router";
import { listEntries } from "../api/transparency.ts";
import { transparencyWords } from "../i18n/transparency-words.ts";
import { Notice } from "../ui/page/Notice.tsx";
import { Shell } from "../ui/page/Shell.tsx";
import { behindTitle } from "./behind-title.ts";
import { EntryRow } from "./EntryRow.tsx";
import { ToLog } from "./entry/EntryList.tsx";
import { entryRows } from "./entry-rows.ts";
import { Behind } from "./figures/Behind.tsx";
import { More } from "./figures/More.tsx";
import { LogLoading, Unanswered } from "./figures/Unanswered.tsx";
import "./transparency.css";
import { isFinal, useFigures, useGrowing, useGrownFocus } from "./use-log.ts";

const { entries: said } = transparencyWords;

/** The entries behind a figure, the newest first. */
export function EntriesPage() {
  const { behind = "all" } = useSearch({ from: "/transparency/entries" });
  const title = useBehindTitle(behind);
  return title === undefined ? (
    <NoFigure />
  ) : (
    <Entries key={behind} behind={behind} title={title} />
  );
}

function useBehindTitle(behind: string): string | undefined {
  const isOfAuthority = /^authority:\d/.test(behind);
  const { data: answer } = useFigures(isOfAuthority);
  const rows = answer?.kind === "ok" ? answer.value.figures.orders.byAuthority : [];
  return behindTitle(behind, (of) => nameIn(rows, of));
}

function nameIn(rows: Figures["orders"]["byAuthority"], behind: string): string | undefined {
  const authority = rows.find((row) => row.behind === behind)?.authority;
  return authority?.kind === "named" ? authority.name : undefined;
}

function NoFigure() {
  return (
    <Notice
      title={said.unknownTitle}
      testId="no-figure"
      actions={
        <>
          <Link to="/transparency" className="link">
            {said.back}
          </Link>
          <Behind figure="all" className="link">
            {transparencyWords.allEntries}
          </Behind>
        </>
      }
    >
      {said.unknown}
    </Notice>
  );
}

function Entries({ behind, title }: { readonly behind: string; readonly title: string }) {
  const list = useGrowing([behind], async (before) => {
    const answer = await listEntries(behind, before);
    if (answer.kind !== "ok") return answer;
    const { entries, count, next } = answer.value;
    return { kind: "ok", value: { rows: entries, count, next } };
  });
  const rows = entryRows(list.rows);
  const focus = useGrownFocus(rows.length);
  if (list.fault !== undefined && isFinal(list.fault)) return <NoFigure />;
  const { count = 0 } = list;
  return (
    <Shell title={title} width="medium">
      <article className="log-page log-entries" data-testid="log-entries">
        <div className="stack gap-8">
          <ToLog />
          <h1 className="h1 said">{title}</h1>
          {list.count === undefined ? null : (
            <p className="small">
              {said.count(count)}. {count > 1 ? said.newestFirst : null}
            </p>
          )}
        </div>
        {list.isWaiting ? <LogLoading /> : null}
        {list.fault === undefined ? null : <Unanswered fault={list.fault} again={list.again} />}
        {list.count === 0 ? (
          <p className="body">{behind === "all" ? said.emptyAll : said.empty}</p>
        ) : null}
        {list.rows.length === 0 ? null : (
          <div className="stack">
            <ol className="plain-list entry-rows" ref={focus.ref}>
              {rows.map((row) => (
                <EntryRow key={row.kind === "entry" ? row.index : row.slots[0].index} row={row} />
              ))}
            </ol>
            <More
              hasMore={list.hasMore}
              isGrowing={list.isGrowing}
              isCutOff={list.isCutOff}
              said={said.shown(list.rows.length, count)}
              grow={() => {
                focus.willGrow();
                list.grow();
              }}
            />
          </div>
        )}
      </article>
    </Shell>
  );
}
