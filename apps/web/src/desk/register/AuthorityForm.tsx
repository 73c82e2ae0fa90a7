import { unions } from "@graticule/jurisdiction/union";
import { Button } from "@mantine/core";
import { useState } from "react";
import { proposeChange } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { PlaceField } from "../../places/PlaceField.tsx";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { Choice } from "../../ui/form/Choice.tsx";
import { ErrorLine } from "../../ui/form/ErrorLine.tsx";
import type { FormEnd } from "../../ui/form/FormInPlace.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import type { Said } from "../../ui/form/said.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { AreaField, LineField, optionsOf } from "../page/fields.tsx";
import { useDeskForm } from "../page/reasons.ts";
import {
  type AuthorityDraft,
  type AuthorityFault,
  addInstrument,
  authorityOf,
  changeInstrument,
  changeKind,
  faultOfAuthority,
  toggleHome,
} from "./authority-draft.ts";

const { register: text } = deskWords;

async function propose(draft: AuthorityDraft): Promise<Said<unknown>> {
  const authority = authorityOf(draft);
  // Unreachable: the form is sent only without a fault.
  if (authority === undefined) return { kind: "fault", fault: "failed" };
  return proposeChange({ kind: "authority", authority });
}

export function AuthorityForm(props: FormEnd<unknown> & { readonly initial: AuthorityDraft }) {
  const [draft, setDraft] = useState(props.initial);
  const fault = faultOfAuthority(draft);
  const found: Partial<Record<AuthorityFault, string>> = fault
    ? { [fault]: text.fault[fault] }
    : {};
  const { faults, ...form } = useDeskForm(found, () => propose(draft), props.onDone);
  return (
    <PartForm {...form} button={text.propose} onCancel={props.onCancel}>
      <LineField
        label={text.authorityName}
        value={draft.name}
        error={faults?.name}
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <Choice
        legend={text.kindLabel}
        value={draft.kind}
        options={optionsOf(text.kind)}
        testId="authority-kind"
        onChange={(kind) => setDraft(changeKind(draft, kind))}
      />
      {draft.kind === "union" ? (
        <>
          <Choice
            legend={text.union}
            value={draft.union}
            options={unions.map(({ id, name, asOf }) => ({
              value: id,
              label: text.unionOf(name, hostDay(asOf)),
            }))}
            testId="authority-union"
            onChange={(union) => setDraft({ ...draft, union })}
          />
          <p className="small">{text.unionHint}</p>
        </>
      ) : (
        <PlacePicker
          label={text.home}
          chosen={draft.places}
          onToggle={(item) => setDraft(toggleHome(draft, item))}
        />
      )}
      <ErrorLine text={faults?.home} />
      <Instruments draft={draft} onChange={setDraft} />
      <ErrorLine text={faults?.instruments} />
      <AreaField
        label={text.contact}
        most={500}
        rows={2}
        value={draft.contact}
        error={faults?.contact}
        onChange={(contact) => setDraft({ ...draft, contact })}
      />
    </PartForm>
  );
}

function Instruments(props: {
  readonly draft: AuthorityDraft;
  readonly onChange: (draft: AuthorityDraft) => void;
}) {
  const { draft, onChange } = props;
  const { instruments } = draft;
  const without = (id: number): AuthorityDraft => ({
    ...draft,
    instruments: instruments.filter((one) => one.id !== id),
  });
  return (
    <fieldset className="ticks">
      <legend className="h2">{text.instruments}</legend>
      <p className="small">{text.instrumentHint}</p>
      {instruments.map(({ id, place, citation }, index) => (
        <div key={id} className="stack desk-row">
          <PlaceField
            label={text.instrumentPlace}
            nothing={text.noPlace}
            testId={`instrument-${index}-place`}
            value={place}
            onChange={(chosen) => onChange(changeInstrument(draft, id, { place: chosen }))}
          />
          <LineField
            label={text.instrumentCitation}
            most={500}
            value={citation}
            onChange={(cited) => onChange(changeInstrument(draft, id, { citation: cited }))}
          />
          <div>
            <LinkButton onClick={() => onChange(without(id))}>
              {text.removeInstrument(index + 1)}
            </LinkButton>
          </div>
        </div>
      ))}
      <div>
        <Button variant="default" onClick={() => onChange(addInstrument(draft))}>
          {text.addInstrument}
        </Button>
      </div>
    </fieldset>
  );
}
