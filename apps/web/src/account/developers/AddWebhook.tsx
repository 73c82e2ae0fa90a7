import {
  type WebhookCreated,
  type WebhookEventKind,
  webhookEventKind,
} from "@graticule/api/account";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { addWebhook } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { Ticks } from "../../ui/form/Tick.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { useChecked } from "../../ui/form/use-checked.ts";

export function AddWebhook(props: {
  readonly onCreated: (hook: WebhookCreated) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const [url, setUrl] = useState("");
  const [events, setEvents] = useState<readonly WebhookEventKind[]>(webhookEventKind.options);
  const act = useAct(() => addWebhook({ url: url.trim(), events: [...events] }), props.onCreated);
  const { hooks } = accountWords;
  const { faults, submit } = useChecked(
    {
      url: /^https?:\/\/\S+$/.test(url.trim()) ? undefined : hooks.missing.url,
      events: events.length === 0 ? hooks.missing.events : undefined,
    },
    () => act.run(undefined),
  );
  return (
    <PartForm
      act={act}
      onSubmit={submit}
      button={hooks.create}
      testId="webhook-create"
      onCancel={props.onCancel}
    >
      <TextInput
        type="url"
        inputMode="url"
        label={hooks.url}
        description={hooks.urlHint}
        value={url}
        error={faults?.url}
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
        error={faults?.events}
        testId="webhook-event"
      />
    </PartForm>
  );
}
