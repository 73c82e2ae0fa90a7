import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { answered } from "../api/client.ts";
import { listMeetings } from "../api/meetings.ts";
import { capital } from "../i18n/capital.ts";
import { keptWords } from "../i18n/kept-words.ts";
import { readDayOf, readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { manageFragment } from "../links/link-fragment.ts";
import { dropMeeting, keptMeetings } from "../links/my-meetings.ts";
import { deviceStorage } from "../storage/storage.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { ConfirmButton } from "../ui/form/ConfirmButton.tsx";
import { LinkButton } from "../ui/LinkButton.tsx";
import { accountRows, keptRows, type MeetingRow } from "./meeting-rows.ts";

const shownFirst = 6;
const endedShownFirst = 3;

/** The account's meetings, and others whose management link this browser keeps. */
export function MyMeetings({ signedIn }: { readonly signedIn: boolean }) {
  const [kept, setKept] = useState(() => keptMeetings(deviceStorage));
  const served = useQuery({
    queryKey: ["meetings"],
    queryFn: listMeetings,
    enabled: signedIn,
    refetchInterval: 30_000,
  });
  const forget = (...codes: readonly string[]): void => {
    for (const code of codes) dropMeeting(deviceStorage, code);
    setKept(keptMeetings(deviceStorage));
  };
  const list = answered(served.data) ?? [];
  const { open, ended } = accountRows(list, kept, Date.now());
  const beside = keptRows(kept, list);
  const waiting = signedIn && served.data === undefined;
  const areOver = open.length === 0 && ended.length > 0;
  const none = served.data?.kind === "ok" ? words.home.none : words.home.noAnswer;
  return (
    <>
      {signedIn && !waiting && !areOver ? (
        <Rows
          title={words.home.mine}
          rows={open}
          first={shownFirst}
          onForget={forget}
          {...(open.length === 0 ? { note: none } : {})}
        />
      ) : null}
      {beside.length === 0 || waiting ? null : (
        <Rows title={words.home.mineOnDevice} rows={beside} first={shownFirst} onForget={forget}>
          <ForgetAll signedIn={signedIn} rows={beside} onForget={forget} />
        </Rows>
      )}
      {ended.length === 0 ? null : (
        <Rows
          title={words.home.ended}
          rows={ended}
          first={endedShownFirst}
          onForget={forget}
          note={words.home.endedKept}
        />
      )}
    </>
  );
}

function Rows(props: {
  readonly title: string;
  readonly rows: readonly MeetingRow[];
  /** How many are shown at first. */
  readonly first: number;
  readonly note?: string;
  readonly onForget: (code: string) => void;
  readonly children?: ReactNode;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? props.rows : props.rows.slice(0, props.first);
  return (
    <section className="home-mine">
      <h2 className="h2">{props.title}</h2>
      {props.note === undefined ? null : <p className="small">{props.note}</p>}
      {props.children}
      <ul className="plain-list">
        {shown.map((row) => (
          <Row key={row.code} row={row} onForget={() => props.onForget(row.code)} />
        ))}
      </ul>
      {shown.length < props.rows.length ? (
        <LinkButton look="small" onClick={() => setAll(true)}>
          {words.home.more}
        </LinkButton>
      ) : null}
    </section>
  );
}

function Row({ row, onForget }: { readonly row: MeetingRow; readonly onForget: () => void }) {
  return (
    <li className="home-meeting" data-testid={`meeting-${row.code}`}>
      {row.when.kind === "ended" ? (
        <span className="home-meeting-title said">{row.title}</span>
      ) : (
        <Link
          to="/m/$code"
          params={{ code: row.code }}
          hash={row.linkSecret ?? ""}
          className="home-meeting-title said"
        >
          {row.title}
        </Link>
      )}
      <span
        className={`small home-meeting-when ${row.now === "in-progress" ? "home-meeting-now" : ""}`}
      >
        {row.now === "in-progress" ? words.home.inProgress : whenText(row.when)}
        {row.kept === undefined ? null : <Forget row={row} onForget={onForget} />}
      </span>
      <span className="home-meeting-acts">
        <Link
          to="/manage/$code"
          params={{ code: row.code }}
          hash={manageFragment(row)}
          className="link"
          aria-label={words.home.manageOf(row.title)}
        >
          {words.home.manage}
        </Link>
        {row.now === undefined && row.when.kind !== "anytime" ? null : (
          <ButtonLink
            to="/m/$code"
            params={{ code: row.code }}
            hash={row.linkSecret ?? ""}
            size="sm"
            aria-label={words.home.joinOf(row.title)}
            data-testid={`join-${row.code}`}
          >
            {words.home.go}
          </ButtonLink>
        )}
      </span>
    </li>
  );
}

/** On a shared computer: what is kept stays after signing out, which leads to this list. */
function ForgetAll(props: {
  readonly signedIn: boolean;
  readonly rows: readonly MeetingRow[];
  readonly onForget: (...codes: readonly string[]) => void;
}) {
  const { rows } = props;
  if (props.signedIn) return null;
  return (
    <p className="small" lang="en" dir="ltr">
      {keptWords.onThisComputer}{" "}
      <ConfirmButton
        quiet="link"
        button={keptWords.forgetAll}
        title={keptWords.forgetAllTitle}
        confirm={keptWords.confirmAll}
        testId="forget-all"
        act={async () => ({ kind: "ok", value: undefined })}
        onDone={() => props.onForget(...rows.map(({ code }) => code))}
      >
        {keptWords.allLinks(rows.length)}
        {rows.some(({ kept }) => kept === "links-and-host-key") ? ` ${keptWords.hostKeys}` : null}
      </ConfirmButton>
    </p>
  );
}

function Forget({ row, onForget }: { readonly row: MeetingRow; readonly onForget: () => void }) {
  return (
    <>
      {" · "}
      <span lang="en" dir="ltr">
        <ConfirmButton
          quiet="link"
          button={keptWords.forget}
          label={keptWords.forgetOf(row.title)}
          title={keptWords.forgetTitle(row.title)}
          confirm={keptWords.confirm}
          testId={`forget-${row.code}`}
          act={async () => ({ kind: "ok", value: undefined })}
          onDone={onForget}
        >
          {keptWords.links}
          {row.kept === "links-and-host-key" ? ` ${keptWords.hostKey}` : null}
        </ConfirmButton>
      </span>
    </>
  );
}

function whenText(when: MeetingRow["when"]): string {
  if (when.kind === "anytime") return capital(words.home.anytime);
  if (when.kind === "ended") {
    const { endedAt, deletedAt } = when;
    return deletedAt === undefined
      ? readDayOf(endedAt)
      : `${readDayOf(endedAt)} · ${words.home.deletedOn(readDayOf(deletedAt))}`;
  }
  const time = readTime(when.startsAt, { now: Date.now() });
  return when.repeats ? `${time} · ${words.home.repeats}` : time;
}
