import {
  type WebhookCreated,
  type WebhookEventKind,
  webhookEventKind,
} from "@graticule/api/account";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { addWebhook } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { type Faults, faultsOf, focusFirstFault, hasFaults } from "../form/check-fields.ts";
import { FaultLine } from "../form/FaultLine.tsx";
import { Ticks } from "../form/Fields.tsx";
import { useAct } from "../use-act.ts";

export function AddWebhook(props: {
  readonly onCreated: (hook: WebhookCreated) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const [url, setUrl] = useState("");
  const [events, setEvents] = useState<readonly WebhookEventKind[]>(webhookEventKind.options);
  const [faults, setFaults] = useState<Faults<"url" | "events">>({});
  const act = useAct(() => addWebhook({ url: url.trim(), events: [...events] }), props.onCreated);
  const { hooks, form } = accountWords;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = faultsOf({
      url: /^https?:\/\/\S+$/.test(url.trim()) ? undefined : hooks.missing.url,
      events: events.length === 0 ? hooks.missing.events : undefined,
    });
    setFaults(found);
    if (hasFaults(found)) focusFirstFault(event.currentTarget);
    else act.run(undefined);
  };
  return (
    <form className="stack part-form" onSubmit={submit} noValidate>
      <TextInput
        type="url"
        inputMode="url"
        label={hooks.url}
        description={hooks.urlHint}
        value={url}
        error={faults.url}
        maxLength={2_000}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-testid="webhook-url"
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Ticks
        legend={hooks.events}
        options={webhookEventKind.options.map((value) => ({ value, label: hooks.event[value] }))}
        chosen={events}
        onChange={setEvents}
        error={faults.events}
        testId="webhook-event"
      />
      <FaultLine fault={act.fault} />
      <div className="row">
        <Button type="submit" loading={act.busy} data-testid="webhook-create">
          {hooks.create}
        </Button>
        <Button variant="subtle" onClick={props.onCancel}>
          {form.cancel}
        </Button>
      </div>
    </form>
  );
}
