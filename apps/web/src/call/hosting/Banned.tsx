import type { RoomView } from "@graticule/api/hosting";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { useCall, useNames } from "../call-parts.ts";

/** People removed for good, and a way to take that back. */
export function Banned(props: { readonly banned: NonNullable<RoomView["hosting"]>["banned"] }) {
  const { tools } = useCall();
  const names = useNames();
  if (props.banned.length === 0) return null;
  return (
    <section className="stack gap-4" lang="en" dir="ltr">
      <h2 className="h2">{hostingWords.bannedTitle}</h2>
      <ul className="plain-list" data-testid="banned">
        {props.banned.map((who) => {
          const { identity } = who;
          const name = names.of(who);
          return (
            <li key={identity} className="person">
              <span className="person-name said">{name}</span>
              <button
                type="button"
                className="link"
                aria-label={hostingWords.unbanOf(withinSentence(name))}
                onClick={() => void tools.act({ kind: "unban", identity }, name)}
                data-testid={`unban-${who.name}`}
              >
                {hostingWords.unban}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
