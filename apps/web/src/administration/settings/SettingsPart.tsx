import type { Settings } from "@graticule/api/administration";
import { signUpMode } from "@graticule/api/session";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { lookAtAllSettings, putSettings } from "../../api/administration.ts";
import { administrationWords } from "../../i18n/administration-words.ts";
import { Choice } from "../../ui/form/Choice.tsx";
import { focusFirstFault } from "../../ui/form/check-fields.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";
import { PlaceNames } from "./PlaceNames.tsx";
import {
  draftOfSettings,
  namesComplete,
  type SettingsDraft,
  settingsOfDraft,
} from "./settings-draft.ts";

const { settings: text } = administrationWords;

export function SettingsPart() {
  const asking = useAsked("all-settings", lookAtAllSettings);
  return <Loaded asking={asking}>{(settings) => <SettingsForm settings={settings} />}</Loaded>;
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOfSettings(settings));
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const change = (next: SettingsDraft): void => {
    setDraft(next);
    setDone(false);
  };
  const act = useAct(
    () => putSettings(settingsOfDraft(draft)),
    async () => {
      setDone(true);
      setTried(false);
      await queries.invalidateQueries();
    },
  );
  const complete = draft.serviceName.trim() !== "" && namesComplete(draft);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if (complete) act.run(undefined);
    else focusFirstFault(event.currentTarget);
  };
  return (
    <form
      className="stack gap-40"
      onSubmit={submit}
      noValidate
    >
      <section className="stack part gap-8">
        <Choice
          legend={text.signUp}
          testId="sign-up-mode"
          value={draft.signUp}
          options={signUpMode.options.map((value) => ({ value, label: text.mode[value] }))}
          onChange={(signUp) => change({ ...draft, signUp })}
        />
        <p className="small" aria-live="polite">
          {text.modeText[draft.signUp]}
        </p>
      </section>
      <section className="stack part">
        <div className="stack part-form">
          <TextInput
            label={text.serviceName}
            description={text.serviceNameHint}
            value={draft.serviceName}
            error={tried && draft.serviceName.trim() === "" ? text.missing.serviceName : undefined}
            maxLength={60}
            autoComplete="off"
            data-testid="service-name"
            onChange={(event) => change({ ...draft, serviceName: event.currentTarget.value })}
          />
          <TextInput
            label={text.contact}
            description={text.contactHint}
            value={draft.contact}
            maxLength={300}
            autoComplete="off"
            data-testid="contact"
            onChange={(event) => change({ ...draft, contact: event.currentTarget.value })}
          />
        </div>
      </section>
      <Part title={text.names} text={text.namesText}>
        <PlaceNames draft={draft} onChange={change} tried={tried} />
      </Part>
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
