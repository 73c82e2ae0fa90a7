import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listMeetings } from "../api/meetings.ts";
import { readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { keptMeetings } from "../meetings/my-meetings.ts";

interface Row {
  readonly code: string;
  readonly title: string;
  readonly secret: string | undefined;
  readonly when: string | undefined;
}

/** Meetings whose management link this browser keeps, and with the session the operator's others. */
export function MyMeetings({ operator }: { readonly operator: boolean }) {
  const [kept] = useState(() => keptMeetings(window.localStorage));
  const served = useQuery({ queryKey: ["meetings"], queryFn: listMeetings, enabled: operator });
  const list = served.data?.kind === "ok" ? served.data.value : undefined;
  const rows = mergeRows(kept, list, Date.now());
  if (rows.length === 0) return null;
  return (
    <section className="home-mine">
      <h2 className="h2">{words.home.mine}</h2>
      <ul className="plain-list">
        {rows.slice(0, 8).map((row) => (
          <li key={row.code} className="home-meeting">
            <Link to="/m/$code" params={{ code: row.code }} className="home-meeting-title said">
              {row.title}
            </Link>
            <span className="small">{row.when}</span>
            {row.secret === undefined ? null : (
              <Link
                to="/manage/$code"
                params={{ code: row.code }}
                hash={row.secret}
                className="link"
              >
                {words.home.manage}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Kept = ReturnType<typeof keptMeetings>;
type Served = Extract<Awaited<ReturnType<typeof listMeetings>>, { kind: "ok" }>["value"];

function mergeRows(kept: Kept, served: Served | undefined, now: number): readonly Row[] {
  const secrets = new Map(kept.map(({ code, secret }) => [code, secret]));
  if (served === undefined) {
    return kept.map(({ code, title, secret }) => ({ code, title, secret, when: undefined }));
  }
  return served
    .filter(({ endedAt }) => endedAt === undefined)
    .map(({ code, title, startsAt, createdAt }) => ({
      code,
      title,
      secret: secrets.get(code),
      when: readTime(startsAt ?? createdAt, { now }),
    }));
}
