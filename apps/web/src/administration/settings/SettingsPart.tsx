import type { Settings } from "@graticule/api/administration";
import { signUpMode } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { lookAtAllSettings, putSettings } from "../../api/administration.ts";
import { administrationWords } from "../../i18n/administration-words.ts";
import { usualNameOf } from "../../places/names.ts";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { Choice } from "../../ui/form/Choice.tsx";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { TextField } from "../../ui/form/TextField.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { useChecked } from "../../ui/form/use-checked.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import {
  draftOfSettings,
  namesComplete,
  renamed,
  type SettingsDraft,
  settingsOfDraft,
  toggledName,
} from "./settings-draft.ts";

const { settings: text } = administrationWords;

export function SettingsPart() {
  const asking = useAsked("all-settings", lookAtAllSettings);
  return <Loaded asking={asking}>{(settings) => <SettingsForm settings={settings} />}</Loaded>;
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOfSettings(settings));
  const [done, setDone] = useState(false);
  const change = (changed: Partial<SettingsDraft>): void => {
    setDraft({ ...draft, ...changed });
    setDone(false);
  };
  const act = useAct(
    () => putSettings(settingsOfDraft(draft)),
    async () => {
      setDone(true);
      await queries.invalidateQueries();
    },
  );
  const { faults, submit } = useChecked(
    {
      serviceName: draft.serviceName.trim() === "" ? text.missing.serviceName : undefined,
      placeNames: namesComplete(draft) ? undefined : text.missing.placeName,
    },
    () => act.run(undefined),
  );
  return (
    <form className="stack gap-40" onSubmit={submit} noValidate>
      <section className="stack part gap-8">
        <Choice
          legend={text.signUp}
          testId="sign-up-mode"
          value={draft.signUp}
          options={signUpMode.options.map((value) => ({ value, label: text.mode[value] }))}
          onChange={(signUp) => change({ signUp })}
        />
        <p className="small" aria-live="polite">
          {text.modeText[draft.signUp]}
        </p>
      </section>
      <section className="stack part">
        <div className="stack part-form">
          <TextField
            label={text.serviceName}
            description={text.serviceNameHint}
            value={draft.serviceName}
            error={faults?.serviceName}
            maxLength={60}
            testId="service-name"
            onChange={(serviceName) => change({ serviceName })}
          />
          <TextField
            label={text.contact}
            description={text.contactHint}
            value={draft.contact}
            maxLength={300}
            testId="contact"
            onChange={(contact) => change({ contact })}
          />
        </div>
      </section>
      <PagePart title={text.names} text={text.namesText}>
        <PlaceNames draft={draft} onChange={change} missing={faults?.placeNames} />
      </PagePart>
      <div className="stack">
        <FaultLine fault={act.fault} />
        <div className="row">
          <Button type="submit" loading={act.busy} data-testid="settings-save">
            {text.save}
          </Button>
          <DoneLine text={done ? text.saved : undefined} />
        </div>
      </div>
    </form>
  );
}

function PlaceNames(props: {
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
            label={`${code} · ${text.nameShown(usualNameOf(code))}`}
            value={name}
            error={name.trim() === "" ? missing : undefined}
            maxLength={80}
            onChange={(typed) => onChange(renamed(draft, code, typed))}
          />
          <Button
            variant="subtle"
            aria-label={text.removeName(usualNameOf(code))}
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
