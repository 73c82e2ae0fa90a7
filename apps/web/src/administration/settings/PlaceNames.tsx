import { Button, TextInput } from "@mantine/core";
import { administrationWords } from "../../i18n/administration-words.ts";
import { nameOfCode } from "../../places/names.ts";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { renamed, type SettingsDraft, toggledName } from "./settings-draft.ts";

const { settings: text } = administrationWords;

/** What places are called here, where that is not as usual. */
export function PlaceNames(props: {
  readonly draft: SettingsDraft;
  readonly onChange: (draft: SettingsDraft) => void;
  /** Someone tried to save: what is missing is said. */
  readonly tried: boolean;
}) {
  const { draft, onChange, tried } = props;
  return (
    <div className="stack part-form">
      {draft.placeNames.length === 0 ? <p className="small">{text.noNames}</p> : null}
      {draft.placeNames.map(({ code, name }) => (
        <div key={code} className="place-name">
          <TextInput
            label={`${code} · ${text.nameShown(nameOfCode(code))}`}
            value={name}
            error={tried && name.trim() === "" ? text.missing.placeName : undefined}
            maxLength={80}
            autoComplete="off"
            data-testid={`place-name-${code}`}
            onChange={(event) => onChange(renamed(draft, code, event.currentTarget.value))}
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
        testId="place-name-search"
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
