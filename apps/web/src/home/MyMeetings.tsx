import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listMeetings } from "../api/meetings.ts";
import { readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { keptMeetings } from "../meetings/my-meetings.ts";
import { accountRows, keptRows, type MeetingRow } from "./meeting-rows.ts";

/** How many stand there before somebody asks for all. */
const shownFirst = 6;

/** The account's meetings, and others whose management link this browser keeps. */
export function MyMeetings({ signedIn }: { readonly signedIn: boolean }) {
  const [kept] = useState(() => keptMeetings(window.localStorage));
  const served = useQuery({ queryKey: ["meetings"], queryFn: listMeetings, enabled: signedIn });
  const list = served.data?.kind === "ok" ? served.data.value : [];
  const beside = keptRows(kept, list);
  const waiting = signedIn && served.data === undefined;
  return (
    <>
      {signedIn && !waiting ? (
        <Rows
          title={words.home.mine}
          rows={accountRows(list, kept)}
          empty={served.data?.kind === "ok" ? words.home.none : words.home.noAnswer}
        />
      ) : null}
      {beside.length === 0 || waiting ? null : (
        <Rows title={words.home.mineOnDevice} rows={beside} empty="" />
      )}
    </>
  );
}

function Rows(props: {
  readonly title: string;
  readonly rows: readonly MeetingRow[];
  readonly empty: string;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? props.rows : props.rows.slice(0, shownFirst);
  return (
    <section className="home-mine">
      <h2 className="h2">{props.title}</h2>
      {props.rows.length === 0 ? <p className="small">{props.empty}</p> : null}
      <ul className="plain-list">
        {shown.map((row) => (
          <Row key={row.code} row={row} />
        ))}
      </ul>
      {shown.length < props.rows.length ? (
        <button type="button" className="link small" onClick={() => setAll(true)}>
          {words.home.more}
        </button>
      ) : null}
    </section>
  );
}

function Row({ row }: { readonly row: MeetingRow }) {
  return (
    <li className="home-meeting">
      <Link to="/m/$code" params={{ code: row.code }} className="home-meeting-title said">
        {row.title}
      </Link>
      <span className="small home-meeting-when">{whenText(row.when)}</span>
      <Link
        to="/manage/$code"
        params={{ code: row.code }}
        {...(row.secret === undefined ? {} : { hash: row.secret })}
        className="link"
        aria-label={words.home.manageOf(row.title)}
      >
        {words.home.manage}
      </Link>
    </li>
  );
}

function whenText(when: MeetingRow["when"]): string {
  if (when.kind === "anytime") return words.home.anytime;
  const time = readTime(when.startsAt, { now: Date.now() });
  return when.repeats ? `${time} · ${words.home.repeats}` : time;
}
