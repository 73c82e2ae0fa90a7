import { ActionIcon } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { useCall, useNames } from "../call-parts.ts";
import type { PersonHere } from "../roster/use-people.ts";
import { moved } from "./powers.ts";

/** Who runs the meeting while no host is here, in order. */
export function Successors(props: {
  readonly successors: readonly string[];
  readonly people: readonly PersonHere[];
  readonly change: "may" | "may-not";
}) {
  const { successors, people } = props;
  const names = useNames();
  const hasCoHost = people.some(({ role }) => role === "co-host");
  return (
    <section className="stack gap-4" lang="en" dir="ltr">
      <h2 className="h2">{hostingWords.successors}</h2>
      <p className="small">{textOf(successors, hasCoHost)}</p>
      <ol className="plain-list" data-testid="successors">
        {successors.map((identity, index) => {
          const here = people.some((other) => other.identity === identity);
          const name = names.ofPerson(identity);
          return (
            <li key={identity} className="person" data-testid={`successor-${name}`}>
              <span className="count">{index + 1}</span>
              <span className="person-name said">{name}</span>
              {here ? null : <span className="small">{hostingWords.away}</span>}
              {props.change === "may" ? (
                <Order identity={identity} name={name} successors={successors} />
              ) : null}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function textOf({ length }: readonly string[], hasCoHost: boolean): string {
  const said = hostingWords;
  if (!hasCoHost) return length === 0 ? said.noSuccessors : said.successorsDetail;
  return `${said.coHostsCarryOn} ${length === 0 ? said.noSuccessorsBeside : said.successorsDetail}`;
}

function Order(props: {
  readonly identity: string;
  readonly name: string;
  readonly successors: readonly string[];
}) {
  const { identity, successors } = props;
  const { tools } = useCall();
  const who = withinSentence(props.name);
  const set = (identities: readonly string[]) => () =>
    void tools.act({ kind: "successors", identities: [...identities] });
  const ways = [
    { by: "up", Icon: IconArrowUp, end: successors[0] },
    { by: "down", Icon: IconArrowDown, end: successors.at(-1) },
  ] as const;
  return (
    <>
      {ways.map(({ by, Icon, end }) => (
        <ActionIcon
          key={by}
          variant="subtle"
          aria-label={hostingWords[by](who)}
          disabled={end === identity}
          onClick={set(moved(successors, identity, by))}
        >
          <Icon size={17} />
        </ActionIcon>
      ))}
      <ActionIcon
        variant="subtle"
        aria-label={hostingWords.take(who)}
        onClick={set(successors.filter((other) => other !== identity))}
      >
        <IconX size={17} />
      </ActionIcon>
    </>
  );
}
