import {
  type WebhookCreated,
  type WebhookEventKind,
  webhookEventKind,
} from "@graticule/api/account";
import { useState } from "react";
import { addWebhook } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { TextField } from "../../ui/form/TextField.tsx";
import { Ticks } from "../../ui/form/Tick.tsx";
import { useForm } from "../../ui/form/use-form.ts";

export function AddWebhook(props: {
  readonly onCreated: (hook: WebhookCreated) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const [url, setUrl] = useState("");
  const [events, setEvents] = useState<readonly WebhookEventKind[]>(webhookEventKind.options);
  const { hooks } = accountWords;
  const { faults, ...form } = useForm({
    found: {
      url: /^https?:\/\/\S+$/.test(url.trim()) ? undefined : hooks.missing.url,
      events: events.length === 0 ? hooks.missing.events : undefined,
    },
    send: () => addWebhook({ url: url.trim(), events: [...events] }),
    onSent: props.onCreated,
  });
  return (
    <PartForm {...form} button={hooks.create} testId="webhook-create" onCancel={props.onCancel}>
      <TextField
        verbatim
        type="url"
        inputMode="url"
        label={hooks.url}
        description={hooks.urlHint}
        value={url}
        error={faults?.url}
        maxLength={2_000}
        testId="webhook-url"
        onChange={setUrl}
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
