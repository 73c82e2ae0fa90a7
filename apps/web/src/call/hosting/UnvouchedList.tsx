import type { RoomView, Unvouched } from "@graticule/api/hosting";
import { Button } from "@mantine/core";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { useRowFocus } from "../../ui/use-row-focus.ts";
import { useCall, useKeys } from "../call-parts.ts";
import { HostRows } from "./HostRows.tsx";
import { KeyOf } from "./KeyOf.tsx";
import { useReadRows } from "./use-read-rows.ts";

/** For those who may vouch, the people inside without keys; for others, what they lack to vouch. */
export function UnvouchedList({ view }: { readonly view: RoomView }) {
  const { admitted, tools, vouching } = useCall();
  const power = useKeys()?.power;
  // Without oneself: a person can't give themselves keys.
  const others = (view.hosting?.unvouched ?? []).filter(
    ({ identity }) => identity !== admitted.identity,
  );
  const list = useRowFocus(others.map(({ joinId }) => joinId));
  const { on, clicked, clickedAll } = useReadRows("unvouched", list.ref, others);
  if (vouching === undefined) return null;
  if (power === "none") {
    return (
      <p className="small" lang="en" dir="ltr" data-testid="cannot-vouch">
        {view.you === "host" ? hostingWords.hostKeyMissing : hostingWords.notLetVouch}
      </p>
    );
  }
  if (others.length === 0) return null;
  const vouch = (those: readonly Unvouched[]) =>
    void vouching.vouching(those).then((act) => tools.act(act));
  return (
    <HostRows
      title={hostingWords.unvouchedTitle}
      text={hostingWords.unvouchedText}
      testId="unvouched"
      {...{ on, list }}
      all={{
        count: others.length,
        label: hostingWords.vouchAll,
        testId: "vouch-all",
        onClick: () => clickedAll(others, vouch),
      }}
      rows={others.map((person) => (
        <li key={person.joinId} className="waiting-person" data-testid={`unvouched-${person.name}`}>
          <div className="waiting-text">
            <span className="said waiting-name">{person.name}</span>
            <KeyOf asks={person} isOther={vouching.isOther(person)} />
          </div>
          <div className="row">
            <Button
              size="compact-md"
              aria-label={hostingWords.vouchOf(withinSentence(person.name))}
              onClick={() => clicked(person, () => vouch([person]))}
              data-testid={`vouch-${person.name}`}
            >
              {hostingWords.vouch}
            </Button>
          </div>
        </li>
      ))}
    />
  );
}
