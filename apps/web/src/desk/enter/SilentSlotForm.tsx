import { allCountries } from "@graticule/jurisdiction/country";
import { useState } from "react";
import { fillSilentSlot } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { intakeWords } from "../../i18n/intake-words.ts";
import { nameOfCode } from "../../places/names.ts";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { fieldsOf, MomentField, optionsOf, SelectField } from "../page/fields.tsx";
import { useDeskForm } from "../page/reasons.ts";
import { emptySilent, faultsOfSilent, silentOf } from "./silent-draft.ts";

const { silent: text } = intakeWords;
const leftOut = { value: "", label: text.leftOut } as const;

/** Seals that a request existed. `onDone` gets the last day before it opens. */
export function SilentSlotForm(props: {
  readonly onDone: (until: string) => void;
  readonly onCancel: () => void;
}) {
  const [draft, setDraft] = useState(emptySilent);
  const { faults, ...form } = useDeskForm(
    faultsOfSilent(draft, Date.now()),
    () => fillSilentSlot(silentOf(draft)),
    () => props.onDone(draft.until),
  );
  const field = fieldsOf({
    draft,
    words: text,
    faults,
    testId: "silent",
    change: (change) => setDraft({ ...draft, ...change }),
  });
  return (
    <PartForm {...form} button={text.seal} testId="silent-seal" onCancel={props.onCancel}>
      <MomentField {...field("until")} hint={text.untilHint} day />
      <p className="body">{text.leaveOut}</p>
      <SelectField {...field("branch")} options={[leftOut, ...optionsOf(deskWords.branch)]} />
      <SelectField {...field("country")} options={[leftOut, ...countries()]} />
      <MomentField {...field("came")} day />
      <p className="small">{text.shown}</p>
    </PartForm>
  );
}

function countries() {
  return allCountries
    .map((code) => ({ value: code, label: nameOfCode(code) }))
    .sort((one, other) => one.label.localeCompare(other.label));
}
