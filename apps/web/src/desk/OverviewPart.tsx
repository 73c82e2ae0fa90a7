import type { RequestSummary } from "@graticule/api/requests";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { deskWords } from "../i18n/desk-words.ts";
import { hostMoment } from "../i18n/host-time.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { ItemList } from "../ui/page/ItemList.tsx";
import { PagePart } from "../ui/page/PartsPage.tsx";
import { readWordsWait, sayDue, sortRequests } from "./page/clocks.ts";
import type { AtDesk } from "./page/DeskAccess.tsx";

const { overview: text, request: words } = deskWords;

/** What waits, by its deadlines, and what the desk can't do. */
export function OverviewPart({ desk }: AtDesk) {
  const { open, closed } = sortRequests(desk.requests);
  const { roles, liaisonTo, sessionEndsAt, approvesFrom, hearsFrom } = desk.you;
  return (
    <>
      <Shortages desk={desk} />
      <PagePart title={text.open} testId="desk-open">
        <ItemList items={open} none={closed.length === 0 ? text.none : text.noneOpen}>
          {(request) => <RequestItem key={request.id} request={request} />}
        </ItemList>
        <Waiting desk={desk} />
        {roles.includes("intake") ? (
          <div>
            <ButtonLink to="/desk/$part" params={{ part: "new" }} data-testid="desk-new">
              {text.new}
            </ButtonLink>
          </div>
        ) : null}
      </PagePart>
      {closed.length === 0 ? null : (
        <PagePart title={text.closed} testId="desk-closed">
          <ItemList items={closed} none="">
            {(request) => <RequestItem key={request.id} request={request} />}
          </ItemList>
        </PagePart>
      )}
      <div className="stack gap-4">
        <p className="small">
          {text.roles(roles.map((role) => deskWords.role[role]).join(", "))}{" "}
          {text.session(hostMoment(sessionEndsAt))}
        </p>
        {approvesFrom === undefined ? null : (
          <p className="small">{text.approvesFrom(hostMoment(approvesFrom))}</p>
        )}
        {hearsFrom === undefined ? null : (
          <p className="small">{text.hearsFrom(hostMoment(hearsFrom))}</p>
        )}
        {liaisonTo.length === 0 ? null : <p className="small">{text.liaison}</p>}
      </div>
    </>
  );
}

function Shortages({ desk }: Pick<AtDesk, "desk">) {
  if (desk.shortages.length === 0) return null;
  return (
    <PagePart title={text.shortages}>
      {desk.shortages.map((shortage) => (
        <p key={shortage} className="amber-note">
          {text.shortage[shortage]}
        </p>
      ))}
      <div>
        <Link to="/desk/$part" params={{ part: "register" }} className="link">
          {text.toRegister}
        </Link>
      </div>
    </PagePart>
  );
}

/** What waits elsewhere at the desk. */
function Waiting({ desk }: Pick<AtDesk, "desk">) {
  const waiting = [
    { part: "contests", count: desk.openContests, says: text.contests },
    { part: "register", count: desk.openChanges, says: text.changes },
    { part: "appeals", count: desk.openAppeals, says: text.appeals },
    { part: "safety", count: desk.openReports, says: text.reports },
  ].filter(({ count }) => count > 0);
  if (waiting.length === 0) return null;
  return (
    <ul className="plain-list desk-waiting">
      {waiting.map(({ part, count, says }) => (
        <li key={part}>
          <Link to="/desk/$part" params={{ part }} className="link">
            {says(count)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function RequestItem({ request }: { readonly request: RequestSummary }) {
  const { number, authority, inRegister, reference, state, order } = request;
  return (
    <li className="item desk-request" data-testid={`request-${number}`}>
      <p className="item-name said">
        <Link to="/desk/requests/$id" params={{ id: request.id }} className="link">
          {words.title(number)}
        </Link>{" "}
        {authority}
      </p>
      <div className="desk-clocks">
        <DueLine due={request.due} />
        <WordsWait wait={request.wordsWait} />
      </div>
      <p className="small desk-state">
        <span className="badge">{words.state[state]}</span>
        {inRegister ? null : <span className="badge">{words.notInRegister}</span>}
        {order === undefined ? null : (
          <span className="badge">
            {deskWords.order.title}: {deskWords.order.state[order]}
          </span>
        )}
        <bdi>
          {[
            reference,
            words.demands(request.demands),
            request.gaps.length > 0 && words.missing(request.gaps.length),
          ]
            .filter(Boolean)
            .join(" · ")}
        </bdi>
      </p>
    </li>
  );
}

export function DueLine({ due }: Pick<RequestSummary, "due">): ReactNode {
  if (due === undefined) return null;
  const { text: says, late } = sayDue(due, Date.now());
  return (
    <ClockLine late={late}>
      <time dateTime={due.at}>{says}</time>
    </ClockLine>
  );
}

/** What keeps the demand's words from the public. */
function WordsWait({ wait }: { readonly wait: RequestSummary["wordsWait"] }): ReactNode {
  if (wait === undefined) return null;
  const { text: says, late } = readWordsWait(wait, Date.now());
  return <ClockLine late={late}>{says}</ClockLine>;
}

const ClockLine = (props: { readonly late: boolean; readonly children: ReactNode }) => (
  <p className={props.late ? "small desk-due late" : "small desk-due"}>{props.children}</p>
);
