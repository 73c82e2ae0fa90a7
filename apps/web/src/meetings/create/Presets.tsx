import type { PlaceSet } from "@graticule/api/account";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { hostDay } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { Fold } from "../../ui/Fold.tsx";
import {
  type Chosen,
  type EntrySettings,
  type Filling,
  fill,
  presetIds,
  stillHolds,
  unfill,
} from "./presets.ts";

/**
 * Quiet buttons that fill the form for common cases, and one for each list of the service. The host can
 * change all of it. A second press takes the filling back, unless the form was changed since.
 */
export function Presets(props: {
  readonly sets: readonly PlaceSet[];
  readonly entry: EntrySettings;
  readonly onFill: (filled: EntrySettings) => void;
}) {
  const [last, setLast] = useState<Chosen | undefined>();
  const { entry, onFill } = props;
  const { preset } = hostWords;
  const chosen = last !== undefined && stillHolds(entry, last.filling) ? last : undefined;
  const press = (filling: Filling): void => {
    if (chosen !== undefined && isSame(chosen.filling, filling)) {
      onFill(unfill(entry, chosen));
      setLast(undefined);
      return;
    }
    onFill(fill(entry.draft, filling));
    setLast({ filling, before: chosen?.before ?? entry });
  };
  const lists = props.sets.filter(({ tier }) => tier === "platform");
  const fillings: readonly Filling[] = [
    ...presetIds.map((id) => ({ kind: "preset", id }) as const),
    ...lists.map((set) => ({ kind: "list", set }) as const),
  ];
  return (
    <Fold title={preset.heading} testId="presets">
      <div className="presets-list">
        {fillings.map((filling) => (
          <Preset
            key={idOf(filling)}
            filling={filling}
            chosen={chosen !== undefined && isSame(chosen.filling, filling)}
            onClick={() => press(filling)}
          />
        ))}
      </div>
      <p className="small presets-said" role="status" data-testid="preset-said">
        {chosen === undefined ? null : preset.filled(nameOf(chosen.filling))}
      </p>
    </Fold>
  );
}

const idOf = (filling: Filling): string =>
  filling.kind === "preset" ? filling.id : `set-${filling.set.id}`;

const isSame = (one: Filling, other: Filling): boolean => idOf(one) === idOf(other);

const nameOf = (filling: Filling): string =>
  filling.kind === "preset" ? hostWords.preset[filling.id] : filling.set.name;

function textOf(filling: Filling): string {
  const { sets } = hostWords.preset;
  return filling.kind === "preset"
    ? sets[filling.id]
    : sets.list(filling.set.places.length, hostDay(filling.set.dated));
}

function Preset(props: {
  readonly filling: Filling;
  readonly chosen: boolean;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      className="preset"
      aria-pressed={props.chosen}
      data-testid={`preset-${idOf(props.filling)}`}
      onClick={props.onClick}
    >
      <span className="preset-name">
        <span className="said">{nameOf(props.filling)}</span>
        {props.chosen ? <IconCheck size={18} aria-hidden /> : null}
      </span>
      <span className="small">{textOf(props.filling)}</span>
    </button>
  );
}
