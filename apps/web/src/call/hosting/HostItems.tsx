import type { HostAct, RoomView } from "@graticule/api/hosting";
import { Menu } from "@mantine/core";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { useCall, useTalk } from "../call-parts.ts";
import type { PersonHere } from "../roster/use-people.ts";
import { useEntry } from "../roster/use-roster.ts";
import type { Question } from "./Confirm.tsx";
import { mayGivePowers } from "./powers.ts";

/** What a host can do about one person. What hurts is confirmed first. */
export function HostItems(props: {
  readonly person: PersonHere;
  readonly view: RoomView;
  readonly onAsk: (question: Question) => void;
}) {
  const { person, onAsk } = props;
  const { identity, name } = person;
  const { tools, talk } = useCall();
  const { hands } = useTalk();
  const speaks = useEntry(identity)?.microphone?.isOn;
  const who = withinSentence(name);
  const act = (wanted: HostAct, told?: string) => () => void tools.act(wanted, name, told);
  return (
    <div lang="en" dir="ltr">
      <Menu.Divider />
      {speaks ? (
        <Menu.Item onClick={act({ kind: "mute", identity })} data-testid="act-mute">
          {hostingWords.mute}
        </Menu.Item>
      ) : null}
      {hands.has(identity) ? (
        <Menu.Item onClick={() => talk.lower(identity)}>{hostingWords.lowerHand}</Menu.Item>
      ) : null}
      {person.kind === "person" && mayGivePowers(props.view) ? (
        <RoleItems {...props} act={act} />
      ) : null}
      <Menu.Divider />
      {person.kind === "service" || person.role === "host" ? null : (
        <Menu.Item onClick={act({ kind: "send-back", identity })} data-testid="act-send-back">
          {hostingWords.sendBack}
        </Menu.Item>
      )}
      {(["remove", "ban"] as const).map((kind) => (
        <Menu.Item
          key={kind}
          className="hurts"
          onClick={() =>
            onAsk({
              act: { kind, identity },
              title: hostingWords[`${kind}Title`](who),
              text: hostingWords[`${kind}Text`],
              confirm: hostingWords[kind],
            })
          }
          data-testid={`act-${kind}`}
        >
          {hostingWords[kind]}
        </Menu.Item>
      ))}
    </div>
  );
}

function RoleItems(props: {
  readonly person: PersonHere;
  readonly view: RoomView;
  readonly act: (act: HostAct, told?: string) => () => void;
}) {
  const { person, view, act } = props;
  const { identity } = person;
  if (person.role === "host") return null;
  const successors = view.hosting?.successors ?? [];
  const listed = successors.includes(identity);
  const list = listed
    ? successors.filter((other) => other !== identity)
    : [...successors, identity];
  const who = withinSentence(person.name);
  return (
    <>
      {person.role === "co-host" ? (
        <Menu.Item
          onClick={act({ kind: "role", identity, role: "guest" })}
          data-testid="act-end-co-host"
        >
          {hostingWords.endCoHost}
        </Menu.Item>
      ) : (
        <Menu.Item
          onClick={act({ kind: "role", identity, role: "co-host" })}
          data-testid="act-co-host"
        >
          {hostingWords.makeCoHost}
        </Menu.Item>
      )}
      <Menu.Item
        onClick={act(
          { kind: "successors", identities: list },
          listed ? hostingWords.successorDropped(who) : hostingWords.successorAdded(who),
        )}
        data-testid="act-successor"
      >
        {listed ? hostingWords.dropSuccessor : hostingWords.addSuccessor}
      </Menu.Item>
    </>
  );
}
