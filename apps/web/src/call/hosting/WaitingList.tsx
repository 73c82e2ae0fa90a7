import type { Waiting } from "@graticule/api/hosting";
import { Button } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import { inTheLobby, waitingText, whyText } from "../../hosting/who-waits.ts";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { readClock } from "../../i18n/time.ts";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { useRowFocus } from "../../ui/use-row-focus.ts";
import { useCall } from "../call-parts.ts";
import { HostRows } from "./HostRows.tsx";
import { KeyOf } from "./KeyOf.tsx";
import { useReadRows } from "./use-read-rows.ts";

/** People at the door, in the order in which they came, and what they say. */
export function WaitingList({ waiting }: { readonly waiting: readonly Waiting[] }) {
  const { tools, vouching } = useCall();
  const list = useRowFocus(waiting.map(({ joinId }) => joinId));
  const { on, clicked, clickedAll } = useReadRows("waiting", list.ref, waiting);
  const lobby = inTheLobby(waiting);
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  if (waiting.length === 0) return null;
  const letAllIn = (read: readonly Waiting[]) =>
    void (vouching?.admittingAll(read) ?? Promise.resolve(admitAll)).then((act) => tools.act(act));
  return (
    <>
      <div className="waiting-pin">
        {inViewport ? null : (
          <button
            type="button"
            className="waiting-notice"
            lang="en"
            onClick={(event) =>
              event.currentTarget.parentElement?.nextElementSibling?.scrollIntoView({
                block: "nearest",
              })
            }
            data-testid="waiting-above"
          >
            {waitingText(waiting)} <span className="link">{hostingWords.see}</span>
          </button>
        )}
      </div>
      <HostRows
        title={hostingWords.waitingTitle}
        testId="waiting"
        headRef={ref}
        {...{ on, list }}
        all={{
          count: lobby.count,
          label: hostingWords.admitAll,
          testId: "admit-all",
          onClick: () => clickedAll(waiting, letAllIn),
        }}
        rows={waiting.map((person) => (
          <WaitingPerson key={person.joinId} person={person} clicked={clicked} />
        ))}
      >
        {lobby.count > 1 && lobby.others ? (
          <p className="small" data-testid="one-by-one">
            {hostingWords.oneByOne}
          </p>
        ) : null}
      </HostRows>
    </>
  );
}

const admitAll = { kind: "admit-all" } as const;

function WaitingPerson(props: {
  readonly person: Waiting;
  readonly clicked: ReturnType<typeof useReadRows>["clicked"];
}) {
  const { person, clicked } = props;
  const { tools, vouching } = useCall();
  const { joinId, name, text } = person;
  const who = withinSentence(name);
  // People whom the rule keeps out come in by a pass, which can be taken back.
  const knocks = person.because === "knock";
  const admit = { kind: "admit", joinId } as const;
  return (
    <li className="waiting-person" data-testid={`waiting-${name}`}>
      <div className="waiting-text">
        <span className="said waiting-name">{name}</span>
        <span className="small">
          {whyText(person, hostingWords.because)},{" "}
          {hostingWords.since(readClock(Date.parse(person.since)))}
        </span>
        {person.passFor === undefined ? null : (
          <span className="small">{hostingWords.byPass(withinSentence(person.passFor))}</span>
        )}
        {vouching === undefined || person.asks === undefined ? null : (
          <KeyOf asks={person.asks} isOther={vouching.isOther(person.asks)} />
        )}
        {text === undefined || text === "" ? null : (
          <q className="waiting-words" dir="auto">
            {text}
          </q>
        )}
      </div>
      <div className="row">
        <Button
          size="compact-md"
          aria-label={knocks ? hostingWords.givePassOf(who) : hostingWords.admitOf(who)}
          onClick={() =>
            clicked(
              person,
              () =>
                void (vouching?.admitting(person) ?? Promise.resolve(admit)).then((act) =>
                  tools.act(act, name, knocks ? hostingWords.passGiven(who) : undefined),
                ),
            )
          }
          data-testid={`admit-${name}`}
        >
          {knocks ? hostingWords.givePass : hostingWords.admit}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          aria-label={hostingWords.declineOf(who)}
          onClick={() => void tools.act({ kind: "decline", joinId }, name)}
          data-testid={`decline-${name}`}
        >
          {hostingWords.decline}
        </Button>
      </div>
    </li>
  );
}
