import { unions } from "@graticule/jurisdiction/union";
import { Button } from "@mantine/core";
import { useReducer } from "react";
import { proposeChange } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { PlaceField } from "../../places/PlaceField.tsx";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { Choice } from "../../ui/form/Choice.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import type { Said } from "../../ui/form/said.ts";
import { useChecked } from "../../ui/form/use-checked.ts";
import { AreaField, LineField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";
import {
  type AuthorityAction,
  type AuthorityDraft,
  authorityOf,
  changeAuthority,
  faultOfAuthority,
} from "./authority-draft.ts";

const { register: text } = deskWords;

async function propose(draft: AuthorityDraft): Promise<Said<unknown>> {
  const authority = authorityOf(draft);
  // The form asked for what is missing before.
  if (authority === undefined) return { kind: "fault", fault: "failed" };
  return proposeChange({ kind: "authority", authority });
}

/** An authority, new or changed, as one proposes it. */
export function AuthorityForm(props: {
  readonly initial: AuthorityDraft;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}) {
  const [draft, dispatch] = useReducer(changeAuthority, props.initial);
  const act = useDeskAct(() => propose(draft), props.onDone);
  const fault = faultOfAuthority(draft);
  const { faults, submit } = useChecked(
    { fault: fault === undefined ? undefined : text.fault[fault] },
    () => act.run(undefined),
  );
  const errorOf = (one: typeof fault): string | undefined =>
    fault === one ? faults?.fault : undefined;
  return (
    <PartForm
      act={act}
      onSubmit={submit}
      button={text.propose}
      testId="authority-propose"
      onCancel={props.onCancel}
    >
      <LineField
        label={text.authorityName}
        value={draft.name}
        error={errorOf("name")}
        testId="authority-name"
        onChange={(name) => dispatch({ kind: "change", change: { name } })}
      />
      <Choice
        legend={text.kindLabel}
        value={draft.kind}
        options={(["country", "state", "union"] as const).map((value) => ({
          value,
          label: text.kind[value],
        }))}
        testId="authority-kind"
        onChange={(kind) => dispatch({ kind: "change", change: { kind } })}
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
            onChange={(union) => dispatch({ kind: "change", change: { union } })}
          />
          <p className="small">{text.unionHint}</p>
        </>
      ) : (
        <PlacePicker
          label={text.home}
          chosen={draft.places}
          onToggle={(item) => dispatch({ kind: "toggle", item })}
        />
      )}
      <Wrong text={errorOf("home")} />
      <Instruments draft={draft} dispatch={dispatch} />
      <Wrong text={errorOf("instruments")} />
      <AreaField
        label={text.contact}
        most={500}
        rows={2}
        value={draft.contact}
        error={errorOf("contact")}
        testId="authority-contact"
        onChange={(contact) => dispatch({ kind: "change", change: { contact } })}
      />
    </PartForm>
  );
}

function Wrong({ text: says }: { readonly text: string | undefined }) {
  return says === undefined ? null : (
    <p className="error" role="alert">
      {says}
    </p>
  );
}

function Instruments(props: {
  readonly draft: AuthorityDraft;
  readonly dispatch: (action: AuthorityAction) => void;
}) {
  const { draft, dispatch } = props;
  return (
    <fieldset className="ticks">
      <legend className="h2">{text.instruments}</legend>
      <p className="small">{text.instrumentHint}</p>
      {draft.instruments.map(({ id, place, citation }, index) => (
        <div key={id} className="stack desk-row">
          <PlaceField
            label={text.instrumentPlace}
            nothing={text.noPlace}
            testId={`instrument-${index}-place`}
            value={place}
            onChange={(chosen) =>
              dispatch({ kind: "change-instrument", id, change: { place: chosen } })
            }
          />
          <LineField
            label={text.instrumentCitation}
            most={500}
            value={citation}
            testId={`instrument-${index}-citation`}
            onChange={(cited) =>
              dispatch({ kind: "change-instrument", id, change: { citation: cited } })
            }
          />
          <div>
            <button
              type="button"
              className="link"
              onClick={() => dispatch({ kind: "remove-instrument", id })}
            >
              {text.removeInstrument(index + 1)}
            </button>
          </div>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          onClick={() => dispatch({ kind: "add-instrument" })}
          data-testid="instrument-add"
        >
          {text.addInstrument}
        </Button>
      </div>
    </fieldset>
  );
}
