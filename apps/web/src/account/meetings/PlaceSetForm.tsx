import type { PlaceSet, PlaceSetInput } from "@graticule/api/account";
import { useState } from "react";
import { accountWords } from "../../i18n/account-words.ts";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { toggled } from "../../rules/rule-draft.ts";
import { PartForm } from "../../ui/form/PartForm.tsx";
import type { Said } from "../../ui/form/said.ts";
import { TextField } from "../../ui/form/TextField.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { draftOfSet, emptySet, faultOfSet, inputOfSet } from "./place-set-draft.ts";

/** Writes a set of places: a new one, or another version of one that is there. */
export function PlaceSetForm(props: {
  readonly set: PlaceSet | undefined;
  readonly put: (input: PlaceSetInput) => Promise<Said<unknown>>;
  readonly onSaved: () => Promise<void>;
  readonly onCancel: () => void;
}) {
  const [draft, setDraft] = useState(() =>
    props.set === undefined
      ? emptySet(new Date().toISOString().slice(0, 10))
      : draftOfSet(props.set),
  );
  const { rule } = accountWords;
  const fault = faultOfSet(draft);
  const { faults, ...form } = useForm({
    found: {
      name: fault === "name" ? rule.setMissing.name : undefined,
      dated: fault === "dated" ? rule.setDatedHint : undefined,
      places: fault === "places" ? rule.setMissing.places : undefined,
    },
    send: () => props.put(inputOfSet(draft)),
    onSent: props.onSaved,
  });
  return (
    <PartForm {...form} button={rule.saveSet} testId="set-save" onCancel={props.onCancel}>
      <TextField
        label={rule.setName}
        value={draft.name}
        error={faults?.name}
        maxLength={60}
        testId="set-name"
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <TextField
        type="date"
        label={rule.setDated}
        description={rule.setDatedHint}
        value={draft.dated}
        error={faults?.dated}
        testId="set-dated"
        onChange={(dated) => setDraft({ ...draft, dated })}
      />
      <PlacePicker
        label={rule.setPlaces}
        testId="set-places"
        chosen={draft.places}
        onToggle={(item) => setDraft({ ...draft, places: toggled(draft.places, item) })}
      />
      <p className="error fault-line" role="alert">
        {faults?.places}
      </p>
    </PartForm>
  );
}
