import { Menu } from "@mantine/core";
import { IconDots, IconHandStop, IconMicrophone, IconMicrophoneOff } from "@tabler/icons-react";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { words } from "../../i18n/words.ts";
import { JoiningFrom } from "../../join/JoiningFrom.tsx";
import { useCall, usePlaceNames, useRoomView, useTalk } from "../call-parts.ts";
import { Confirm, type Question } from "../hosting/Confirm.tsx";
import { HostItems } from "../hosting/HostItems.tsx";
import type { PersonHere } from "../roster/use-people.ts";
import { useEntry } from "../roster/use-roster.ts";
import { shownKey } from "../stage/arrange.ts";
import { ConnectionMark } from "../stage/ConnectionMark.tsx";
import { handOrder } from "../talk/hands.ts";

interface Props {
  readonly person: PersonHere;
  readonly pinned: string | undefined;
  readonly onPin: (key: string | undefined) => void;
  readonly onReport: (identity: string) => void;
}

/** A person's row in the list: name, role, what is on, and what one can do. */
export function PersonRow(props: Props) {
  const { person } = props;
  const { name } = person;
  const entry = useEntry(person.identity);
  return (
    <li className="person" data-testid={`person-${name}`}>
      <span className="person-who">
        <span className="person-name said">
          {person.who === "self" ? words.call.you(name) : name}
        </span>
        <ByPass identity={person.identity} name={name} />
      </span>
      <span className="small">{noteOf(person)}</span>
      <HandOf identity={person.identity} />
      <ConnectionMark quality={entry?.quality} shown="always" />
      {entry?.microphone?.isOn ? (
        <IconMicrophone size={17} aria-hidden="true" />
      ) : (
        <IconMicrophoneOff
          className="person-off"
          size={17}
          role="img"
          aria-label={words.call.muted}
        />
      )}
      <PersonMenu {...props} />
      {person.who === "self" && !entry?.screen?.isOn ? <OwnPlace /> : null}
    </li>
  );
}

function noteOf({ kind, shownRole }: PersonHere): ReactNode {
  return kind === "service" ? words.call.service : words.call.role[shownRole];
}

/** For this person's eyes only: not shown while they share their screen. */
function OwnPlace() {
  const { admitted, feed } = useCall();
  const told = useSyncExternalStore(feed.subscribe, feed.currentPlace);
  return (
    <div className="person-place">
      <JoiningFrom key={usePlaceNames()} seen={told ?? admitted} help="here" testId="call-place" />
    </div>
  );
}

/** Shown to hosts only. */
function ByPass({ identity, name }: { readonly identity: string; readonly name: string }) {
  const byPass = useRoomView()?.hosting?.byPass ?? [];
  const pass = byPass.find((one) => one.identity === identity);
  if (pass === undefined) return null;
  return (
    <span className="small" lang="en" dir="ltr" data-testid="by-pass">
      {pass.passFor === name
        ? hostingWords.byOwnPass
        : hostingWords.byPass(withinSentence(pass.passFor))}
    </span>
  );
}

function HandOf({ identity }: { readonly identity: string }) {
  const place = handOrder(useTalk().hands).indexOf(identity) + 1;
  return place === 0 ? null : (
    <IconHandStop size={17} role="img" aria-label={words.call.hand.place(place)} />
  );
}

function PersonMenu(props: Props) {
  const { person, pinned } = props;
  const { tools } = useCall();
  const view = useRoomView();
  const [question, setQuestion] = useState<Question | undefined>();
  const key = shownKey(person.identity, "face");
  const isPinned = pinned === key;
  const said = isPinned ? words.call.view.unpin : words.call.view.pin;
  const hosting = view?.hosting !== undefined && person.who === "other";
  return (
    <>
      <Menu position="bottom-end" width={280} withinPortal withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <button
            type="button"
            className="person-menu"
            aria-label={words.call.list.actions(withinSentence(person.name))}
            data-testid={`menu-${person.name}`}
          >
            <IconDots size={18} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => props.onPin(isPinned ? undefined : key)}>
            {said(withinSentence(person.name))}
          </Menu.Item>
          {person.who === "other" && person.kind === "person" ? (
            <Menu.Item
              onClick={() => props.onReport(person.identity)}
              data-testid={`report-${person.name}`}
            >
              {words.report.title}
            </Menu.Item>
          ) : null}
          {hosting ? <HostItems person={person} view={view} onAsk={setQuestion} /> : null}
        </Menu.Dropdown>
      </Menu>
      <Confirm
        question={question}
        onCancel={() => setQuestion(undefined)}
        onConfirm={({ act }) => {
          setQuestion(undefined);
          void tools.act(act, person.name);
        }}
      />
    </>
  );
}
