import type { Waiting } from "@graticule/api/hosting";
import { Button } from "@mantine/core";
import type { HostingOf } from "../../hosting/use-hosting.ts";
import { inTheLobby, waitingText, whyText } from "../../hosting/who-waits.ts";
import { hostReader } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { readTime } from "../../i18n/time.ts";
import { useRowFocus } from "../../ui/use-row-focus.ts";

/** People who wait in the lobby, and those whom the rule keeps out and who ask to come in. */
export function WaitingPanel(props: { readonly of: HostingOf; readonly isVouched: boolean }) {
  const { of } = props;
  const said = hostWords.manage;
  const waiting = of.hosting?.hosting.waiting ?? [];
  const list = useRowFocus(waiting.map(({ joinId }) => joinId));
  const lobby = inTheLobby(waiting);
  const none = waiting.length === 0;
  // The lines that are said stay in place: a screen reader hears only of changes in what was there before.
  return (
    <section
      className={none ? "stack waiting" : "sheet stack waiting"}
      aria-labelledby={none ? undefined : "waiting-title"}
      data-testid="waiting"
    >
      {none ? null : (
        <h2 className="visually-hidden" id="waiting-title">
          {said.waiting}
        </h2>
      )}
      <div className="row spread waiting-head" data-none={none ? "true" : undefined}>
        <p className="h2" role="status" data-testid="waiting-count">
          {none ? null : waitingText(waiting)}
        </p>
        {lobby.count > 1 ? (
          <Button
            size="sm"
            onClick={() => of.act({ kind: "admit-all" }, said.acted["admitted-all"])}
            data-testid="admit-all"
          >
            {said.admitAll(lobby.count)}
          </Button>
        ) : null}
      </div>
      {props.isVouched && !none ? <p className="small">{hostWords.vouching.outside}</p> : null}
      {none ? null : (
        <ul className="plain-list" {...list}>
          {waiting.map((person) => (
            <Person key={person.joinId} person={person} of={of} />
          ))}
        </ul>
      )}
      {lobby.count > 1 && lobby.others ? (
        <p className="small" data-testid="one-by-one">
          {said.oneByOne}
        </p>
      ) : null}
      <HostingMessage of={of} />
    </section>
  );
}

function Person({ person, of }: { readonly person: Waiting; readonly of: HostingOf }) {
  const said = hostWords.manage;
  const { joinId, name } = person;
  const knocks = person.because === "knock";
  return (
    <li className="waiting-person" data-testid={`waiting-${joinId}`}>
      <div className="waiting-who">
        <span className="said waiting-name">{name}</span>
        <span className="small">
          {whyText(person, said.because)},{" "}
          {said.waitsSince(readTime(person.since, hostReader(Date.now())))}
        </span>
        {person.text === undefined ? null : <q className="said waiting-text">{person.text}</q>}
      </div>
      <div className="row">
        <Button
          size="sm"
          aria-label={knocks ? said.givePassNamed(name) : said.admitNamed(name)}
          onClick={() =>
            of.act({ kind: "admit", joinId }, said.acted[knocks ? "given-pass" : "admitted"])
          }
          data-testid={`admit-${joinId}`}
        >
          {knocks ? said.givePass : said.admit}
        </Button>
        <Button
          size="sm"
          variant="default"
          aria-label={hostingWords.declineOf(name)}
          onClick={() => of.act({ kind: "decline", joinId }, said.acted.declined)}
          data-testid={`decline-${joinId}`}
        >
          {hostingWords.decline}
        </Button>
      </div>
    </li>
  );
}

/** The outcome of the last act, or that what is shown may be old. */
function HostingMessage({ of }: { readonly of: HostingOf }) {
  const { text, failed } = of.messageOf("waiting");
  return (
    <p
      className={failed ? "error waiting-message" : "small waiting-message"}
      role="status"
      data-testid="hosting-message"
    >
      {of.failing ? hostWords.manage.hostingOut : text}
    </p>
  );
}
