import type { PlaceSet } from "@graticule/api/account";
import { useState } from "react";
import { hostWords } from "../../i18n/host-words.ts";
import { readDay } from "../host-telling.ts";
import type { RuleDraft } from "../rule-draft.ts";
import { type Entry, presetIds, withPreset, withServiceSet } from "./presets.ts";

/**
 * Quiet buttons that fill the form for common cases, each with what it sets; one of them for each list
 * of the service. All of it stays the host's to change.
 */
export function Presets(props: {
  readonly sets: readonly PlaceSet[];
  readonly draft: RuleDraft;
  readonly onFill: (filled: Entry) => void;
}) {
  const [filled, setFilled] = useState<string | undefined>();
  const { preset } = hostWords;
  const fill = (entry: Entry, name: string): void => {
    props.onFill(entry);
    setFilled(name);
  };
  const lists = props.sets.filter(({ tier }) => tier === "platform");
  return (
    <section className="stack presets" aria-labelledby="presets">
      <h2 className="h2" id="presets">
        {preset.heading}
      </h2>
      <div className="presets-list">
        {presetIds.map((id) => (
          <Preset
            key={id}
            testId={`preset-${id}`}
            name={preset[id]}
            text={preset.sets[id]}
            onClick={() => fill(withPreset(props.draft, id), preset[id])}
          />
        ))}
        {lists.map((set) => (
          <Preset
            key={set.id}
            testId={`preset-set-${set.id}`}
            name={set.name}
            text={preset.sets.list(set.places.length, readDay(set.dated))}
            onClick={() => fill(withServiceSet(set), set.name)}
          />
        ))}
      </div>
      <p className="small presets-said" role="status" data-testid="preset-said">
        {filled === undefined ? null : preset.filled(filled)}
      </p>
    </section>
  );
}

function Preset(props: {
  readonly name: string;
  readonly text: string;
  readonly testId: string;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" className="preset" data-testid={props.testId} onClick={props.onClick}>
      <span className="said">{props.name}</span>
      <span className="small">{props.text}</span>
    </button>
  );
}
