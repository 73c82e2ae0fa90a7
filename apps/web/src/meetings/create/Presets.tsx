import type { PlaceSet } from "@graticule/api/account";
import { useState } from "react";
import { hostWords } from "../../i18n/host-words.ts";
import { readDay } from "../host-telling.ts";
import type { RuleDraft } from "../rule-draft.ts";
import { type Entry, presetIds, withPreset, withServiceSet } from "./presets.ts";

/**
 * Quiet buttons that fill the form for common cases; one of them for each list of the service. What
 * one of them set is said in a sentence, and stays the host's to change.
 */
export function Presets(props: {
  readonly sets: readonly PlaceSet[];
  readonly draft: RuleDraft;
  readonly onFill: (filled: Entry) => void;
}) {
  const [said, setSaid] = useState<string | undefined>();
  const { preset } = hostWords;
  const fill = (entry: Entry, sentence: string): void => {
    props.onFill(entry);
    setSaid(sentence);
  };
  const lists = props.sets.filter(({ tier }) => tier === "platform");
  return (
    <section className="stack presets" aria-labelledby="presets">
      <h2 className="small" id="presets">
        {preset.heading}
      </h2>
      <div className="row">
        {presetIds.map((id) => (
          <Chip
            key={id}
            testId={`preset-${id}`}
            label={preset[id]}
            onClick={() => fill(withPreset(props.draft, id), preset.said[id])}
          />
        ))}
        {lists.map((set) => (
          <Chip
            key={set.id}
            testId={`preset-set-${set.id}`}
            label={set.name}
            onClick={() =>
              fill(
                withServiceSet(set),
                preset.said.set(set.name, readDay(set.dated), set.places.length),
              )
            }
          />
        ))}
      </div>
      <p className="small presets-said" role="status" data-testid="preset-said">
        {said}
      </p>
    </section>
  );
}

function Chip(props: {
  readonly label: string;
  readonly testId: string;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" className="chip said" data-testid={props.testId} onClick={props.onClick}>
      {props.label}
    </button>
  );
}
