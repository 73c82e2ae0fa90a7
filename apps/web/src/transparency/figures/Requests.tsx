import type { AskedBy, StoryRows } from "@graticule/api/transparency";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listStories } from "../../api/transparency.ts";
import { demandWords } from "../../i18n/demand-words.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { inSentence, joinNames } from "../../places/in-sentence.ts";
import { nameOfCode } from "../../places/names.ts";
import { groupDemands } from "../answer-parts.ts";
import { readThrough } from "../read-through.ts";
import { useGrowing, useGrownFocus } from "../use-log.ts";
import { Swatch } from "./Demands.tsx";
import { More } from "./More.tsx";
import "./requests.css";
import { Section } from "./Section.tsx";
import { LogLoading, Unanswered } from "./Unanswered.tsx";

const { requests: said, asker } = transparencyWords;

type Row = StoryRows["rows"][number];

/** Few, since the page has its figures first. */
const shownAtFirst = 6;

/** Every request, the newest first; each row opens its story. */
export function Requests(props: { readonly received: number; readonly through: string | null }) {
  const { received, through } = props;
  const list = useGrowing(["requests"], listStories);
  const [isOpened, setOpened] = useState(false);
  const shown = isOpened ? list.rows : list.rows.slice(0, shownAtFirst);
  const focus = useGrownFocus(shown.length);
  const grow = (): void => {
    focus.willGrow();
    if (isOpened || list.rows.length <= shownAtFirst) list.grow();
    else setOpened(true);
  };
  return (
    <Section title={said.title} text={said.text}>
      {list.isWaiting ? <LogLoading /> : null}
      {list.fault === undefined ? null : <Unanswered fault={list.fault} again={list.again} />}
      <ol className="plain-list story-rows" ref={focus.ref}>
        {shown.map((row) => (
          <OneRequest key={row.request} row={row} through={through} />
        ))}
      </ol>
      <More
        hasMore={shown.length < list.rows.length || list.hasMore}
        isGrowing={list.isGrowing}
        isCutOff={list.isCutOff}
        said={said.shown(shown.length, received)}
        grow={grow}
      />
    </Section>
  );
}

function OneRequest({ row, through }: { readonly row: Row; readonly through: string | null }) {
  const { request, receivedOn, authority, branch, state, closedOn, demands, orders } = row;
  const isNamed = authority.kind === "named";
  const at = said.state[state];
  return (
    <li className="story-row" data-testid="story-row">
      <div>
        <Link
          to="/transparency/requests/$number"
          params={{ number: String(request) }}
          className="story-link"
        >
          {said.story(request)}
        </Link>
        <p className="small">
          <time dateTime={receivedOn}>{hostDay(receivedOn)}</time>
        </p>
      </div>
      <div>
        <p className="body said" data-unnamed={!isNamed}>
          {nameOf(authority)}
        </p>
        <p className="small">
          {authority.kind === "not-in-register"
            ? null
            : `${transparencyWords.branch[branch] ?? branch} · `}
          {closedOn === undefined ? at : said.closed(at, hostDay(closedOn))}
        </p>
      </div>
      <ul className="plain-list story-asked">
        {groupDemands(demands).map(({ demand, answer, times }) => (
          <li key={`${demand} ${answer}`}>
            <span>
              {demandWords.demand[demand]}
              {times === 1 ? null : ` ${said.times(times)}`}
            </span>{" "}
            <span className="story-answer">
              <Swatch kind={answer} />
              {transparencyWords.answer[answer]}
            </span>
          </li>
        ))}
        {orders.map(({ places, state: of }, at) => (
          <li key={at} className="small">
            {transparencyWords.order[of](placesOf(places), readThrough(through))}
          </li>
        ))}
      </ul>
    </li>
  );
}

function nameOf(authority: AskedBy): string {
  switch (authority.kind) {
    case "named":
      return authority.name;
    case "sealed":
      return asker.sealed(hostDay(authority.until));
    case "taken-down":
      return asker.takenDown;
    case "not-in-register":
      return asker.notInRegister;
  }
}

function placesOf(codes: readonly string[]): string {
  return joinNames(
    codes.map((code) => inSentence(nameOfCode(code))),
    { most: 6, more: transparencyWords.more },
  );
}
