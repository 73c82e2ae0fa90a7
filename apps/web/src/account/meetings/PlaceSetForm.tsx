import type { PlaceSet, PlaceSetInput } from "@graticule/api/account";
import { TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { accountWords } from "../../i18n/account-words.ts";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { focusFirstFault } from "../../ui/form/check-fields.ts";
import { PartForm } from "../../ui/form/PartForm.tsx";
import type { Said } from "../../ui/form/said.ts";
import { useAct } from "../../ui/form/use-act.ts";
import {
  draftOfSet,
  emptySet,
  faultOfSet,
  inputOfSet,
  type SetFault,
  toggledPlace,
} from "./place-set-draft.ts";

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
  const [fault, setFault] = useState<SetFault | undefined>();
  const act = useAct(() => props.put(inputOfSet(draft)), props.onSaved);
  const { rule } = accountWords;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = faultOfSet(draft);
    setFault(found);
    if (found === undefined) act.run(undefined);
    else focusFirstFault(event.currentTarget);
  };
  return (
    <PartForm
      act={act}
      onSubmit={submit}
      button={rule.saveSet}
      testId="set-save"
      onCancel={props.onCancel}
    >
      <TextInput
        label={rule.setName}
        value={draft.name}
        error={fault === "name" ? rule.setMissing.name : undefined}
        maxLength={60}
        autoComplete="off"
        data-testid="set-name"
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={rule.setDated}
        description={rule.setDatedHint}
        value={draft.dated}
        error={fault === "dated" ? rule.setDatedHint : undefined}
        data-testid="set-dated"
        onChange={(event) => setDraft({ ...draft, dated: event.currentTarget.value })}
      />
      <PlacePicker
        label={rule.setPlaces}
        testId="set-places"
        chosen={draft.places}
        onToggle={(item) => setDraft(toggledPlace(draft, item))}
      />
      <p className="error fault-line" role="alert">
        {fault === "places" ? rule.setMissing.places : null}
      </p>
    </PartForm>
  );
}
