import { ActionIcon } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { words } from "../../i18n/words.ts";
import { useCall } from "../call-parts.ts";
import { withinSentence } from "../names.ts";
import type { PersonHere } from "../panel/use-people.ts";
import { moved } from "./powers.ts";

/** Who runs the meeting while no host is here, in order. */
export function Successors(props: {
  readonly successors: readonly string[];
  readonly people: readonly PersonHere[];
}) {
  const { successors, people } = props;
  const { tools } = useCall();
  const set = (identities: readonly string[]): void =>
    void tools.act({ kind: "successors", identities: [...identities] });
  return (
    <section
      className="stack"
      style={{ "--gap": "4px" } as React.CSSProperties}
      lang="en"
      dir="ltr"
    >
      <h2 className="h2">{hostingWords.successors}</h2>
      <p className="small">
        {successors.length === 0 ? hostingWords.noSuccessors : hostingWords.successorsDetail}
      </p>
      <ol className="plain-list" data-testid="successors">
        {successors.map((identity, index) => {
          const person = people.find((other) => other.identity === identity);
          const name = person?.name ?? words.call.someone;
          const who = withinSentence(name);
          return (
            <li key={identity} className="person" data-testid={`successor-${name}`}>
              <span className="count">{index + 1}</span>
              <span className="person-name said">{name}</span>
              {person === undefined ? <span className="small">{hostingWords.away}</span> : null}
              <ActionIcon
                variant="subtle"
                aria-label={hostingWords.up(who)}
                disabled={index === 0}
                onClick={() => set(moved(successors, identity, "up"))}
              >
                <IconArrowUp size={17} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={hostingWords.down(who)}
                disabled={index === successors.length - 1}
                onClick={() => set(moved(successors, identity, "down"))}
              >
                <IconArrowDown size={17} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={hostingWords.take(who)}
                onClick={() => set(successors.filter((other) => other !== identity))}
              >
                <IconX size={17} />
              </ActionIcon>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
