import { TextInput } from "@mantine/core";
import { IconHandStop, IconKey, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { ManageKey } from "../../api/meetings.ts";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { words } from "../../i18n/words.ts";
import { useCall, useNames, useRoomView, useTalk, useUnlisted } from "../call-parts.ts";
import { Banned } from "../hosting/Banned.tsx";
import { DoorSwitches } from "../hosting/DoorSwitches.tsx";
import { ManageLink } from "../hosting/ManageLink.tsx";
import { mayGivePowers } from "../hosting/powers.ts";
import { SittingNotBelieved } from "../hosting/SittingNotBelieved.tsx";
import { Successors } from "../hosting/Successors.tsx";
import { UnvouchedList } from "../hosting/UnvouchedList.tsx";
import { WaitingList } from "../hosting/WaitingList.tsx";
import { findPeople } from "../roster/people-list.ts";
import { type PersonHere, usePeople } from "../roster/use-people.ts";
import { handOrder } from "../talk/hands.ts";
import { PersonRow } from "./Person.tsx";

/** With fewer people than this, the list is read faster than searched. */
const worthSearching = 8;

/** Who is in the call; for hosts also who waits, and what a host can do. */
export function PeoplePanel(props: {
  readonly hostKey: ManageKey | undefined;
  readonly pinned: string | undefined;
  readonly onPin: (key: string | undefined) => void;
  readonly onReport: (identity: string) => void;
}) {
  const people = usePeople();
  const view = useRoomView();
  const { areNumbered } = useNames();
  const [wanted, setWanted] = useState("");
  const found = findPeople(people, wanted);
  const hosting = view?.hosting;
  return (
    <div className="stack people gap-20">
      <SittingNotBelieved />
      {hosting === undefined ? null : <WaitingList waiting={hosting.waiting} />}
      {view === undefined || hosting === undefined ? null : <UnvouchedList view={view} />}
      {hosting === undefined && view?.door.locked === true ? (
        <p className="small">{words.call.told.locked}</p>
      ) : null}
      <RaisedHands people={people} />
      <section className="stack gap-8">
        <h2 className="h2">{words.call.list.count(people.length)}</h2>
        {people.length < worthSearching ? null : (
          <TextInput
            size="sm"
            type="search"
            aria-label={words.call.list.search}
            placeholder={words.call.list.search}
            leftSection={<IconSearch size={16} />}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            data-testid="people-search"
          />
        )}
        <ul className="plain-list" data-testid="people-list">
          {found.map((person) => (
            <PersonRow
              key={person.identity}
              person={person}
              pinned={props.pinned}
              onPin={props.onPin}
              onReport={props.onReport}
            />
          ))}
          <UnlistedPeople />
        </ul>
        <p className="small" role="status">
          {found.length === 0 ? words.call.list.none : null}
        </p>
        {areNumbered ? <p className="small">{words.call.list.numbers}</p> : null}
      </section>
      {view === undefined || hosting === undefined ? null : (
        <>
          <DoorSwitches door={view.door} />
          <Successors
            successors={hosting.successors}
            people={people}
            change={mayGivePowers(view) ? "may" : "may-not"}
          />
          <Banned banned={hosting.banned} />
          <ManageLink />
        </>
      )}
    </div>
  );
}

/** Those who have the keys and are not seen, whatever the search. */
function UnlistedPeople() {
  const names = useNames();
  return useUnlisted().map((identity) => {
    const name = names.of({ identity });
    return (
      <li key={identity} className="person" data-testid={`unlisted-${name}`}>
        <IconKey size={17} aria-hidden="true" />
        <span className="person-who">
          <span className="person-name said">{name}</span>
          <span className="small">{words.call.sealed.unlistedRow}</span>
        </span>
      </li>
    );
  });
}

function RaisedHands({ people }: { readonly people: readonly PersonHere[] }) {
  const { talk } = useCall();
  const view = useRoomView();
  const raised = handOrder(useTalk().hands).flatMap(
    (identity) => people.find((person) => person.identity === identity) ?? [],
  );
  if (raised.length === 0) return null;
  return (
    <section className="stack gap-4">
      <h2 className="h2">{words.call.hand.list}</h2>
      <ol className="plain-list" data-testid="hands">
        {raised.map(({ identity, name, who }) => (
          <li key={identity} className="person" data-testid={`hand-${name}`}>
            <IconHandStop size={18} aria-hidden="true" />
            <span className="person-name said">{who === "self" ? words.call.you(name) : name}</span>
            {who === "self" ? (
              <button type="button" className="link" onClick={() => talk.setHand("down")}>
                {words.call.hand.lower}
              </button>
            ) : null}
            {who === "other" && view?.hosting !== undefined ? (
              <button
                type="button"
                className="link"
                aria-label={words.call.hand.lowerOf(withinSentence(name))}
                onClick={() => talk.lower(identity)}
                data-testid={`lower-${name}`}
              >
                {words.call.hand.lowerShort}
              </button>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
