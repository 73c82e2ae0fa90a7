import { Button } from "@mantine/core";
import { administrationWords } from "../../i18n/administration-words.ts";
import { nameOfCode } from "../../places/names.ts";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { TextField } from "../../ui/form/TextField.tsx";
import { renamed, type SettingsDraft, toggledName } from "./settings-draft.ts";

const { settings: text } = administrationWords;

/** The operator's own names of places. */
export function PlaceNames(props: {
  readonly draft: SettingsDraft;
  readonly onChange: (draft: SettingsDraft) => void;
  /** What to say at a place without a name; undefined: nothing yet. */
  readonly missing: string | undefined;
}) {
  const { draft, onChange, missing } = props;
  return (
    <div className="stack part-form">
      {draft.placeNames.length === 0 ? <p className="small">{text.noNames}</p> : null}
      {draft.placeNames.map(({ code, name }) => (
        <div key={code} className="place-name">
          <TextField
            label={`${code} · ${text.nameShown(nameOfCode(code))}`}
            value={name}
            error={name.trim() === "" ? missing : undefined}
            maxLength={80}
            onChange={(typed) => onChange(renamed(draft, code, typed))}
          />
          <Button
            variant="subtle"
            aria-label={text.removeName(nameOfCode(code))}
            onClick={() => onChange(toggledName(draft, code))}
          >
            {text.remove}
          </Button>
        </div>
      ))}
      <PlacePicker
        label={text.namePlace}
        chosen={[]}
        onToggle={(item) => {
          if (item.kind === "place" && draft.placeNames.every(({ code }) => code !== item.code)) {
            onChange(toggledName(draft, item.code));
          }
        }}
      />
    </div>
  );
}
