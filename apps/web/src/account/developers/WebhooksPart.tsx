import type { Webhook, WebhookCreated } from "@graticule/api/account";
import { useState } from "react";
import { deleteWebhook, listWebhooks, testWebhook } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { ConfirmButton } from "../../ui/form/ConfirmButton.tsx";
import { CopyField } from "../../ui/form/CopyField.tsx";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { OpenButton } from "../../ui/form/OpenButton.tsx";
import { SecretOnce } from "../../ui/form/SecretOnce.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { LoadedList, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { AddWebhook } from "./AddWebhook.tsx";

/** How the last delivery went is looked at this often: a test takes a moment to arrive. */
const everyMs = 5_000;

const { hooks, keys } = accountWords;

export function WebhooksPart() {
  const asking = useAsked("webhooks", listWebhooks, { everyMs });
  const [created, setCreated] = useState<WebhookCreated | undefined>();
  return (
    <PagePart title={hooks.heading} text={hooks.text} testId="webhooks">
      {created === undefined ? null : (
        <SecretOnce
          key={created.id}
          title={hooks.createdTitle}
          text={hooks.created}
          kept={keys.kept}
          onKept={() => setCreated(undefined)}
          testId="webhook-created"
        >
          <CopyField label={keys.secret} value={created.secret} testId="webhook-secret" />
        </SecretOnce>
      )}
      <LoadedList asking={asking} none={hooks.none}>
        {(hook) => <WebhookItem key={hook.id} hook={hook} onChange={asking.again} />}
      </LoadedList>
      <OpenButton button={hooks.add} testId="webhook-add">
        {(close) => (
          <AddWebhook
            onCreated={(hook) => {
              close();
              setCreated(hook);
              return asking.again();
            }}
            onCancel={close}
          />
        )}
      </OpenButton>
    </PagePart>
  );
}

function outcomeText(last: Webhook["last"]): string {
  if (last === undefined) return hooks.nothingYet;
  const outcome = hooks.outcome[last.outcome](hostMoment(last.at));
  return last.status === undefined ? outcome : `${outcome} (${hooks.answered(last.status)})`;
}

function WebhookItem(props: { readonly hook: Webhook; readonly onChange: () => Promise<void> }) {
  const { hook, onChange } = props;
  const [tested, setTested] = useState(false);
  const test = useAct(
    () => testWebhook(hook.id),
    async () => {
      setTested(true);
      await onChange();
    },
  );
  return (
    <li className="item">
      <div className="item-what">
        <p className="item-name">{hook.url}</p>
        <p className="small">{hook.events.map((event) => hooks.event[event]).join(" · ")}</p>
        <p className={hook.last?.outcome === "given-up" ? "amber-note" : "small"}>
          {outcomeText(hook.last)}
        </p>
        <FaultLine fault={test.fault} />
        <DoneLine text={tested ? hooks.testing : undefined} />
      </div>
      <div className="item-acts">
        <LinkButton
          label={hooks.testOf(hook.url)}
          disabled={test.busy}
          onClick={() => test.run(undefined)}
        >
          {hooks.test}
        </LinkButton>
        <ConfirmButton
          quiet="link"
          button={hooks.delete}
          label={hooks.deleteOf(hook.url)}
          title={hooks.deleteTitle}
          confirm={hooks.delete}
          act={() => deleteWebhook(hook.id)}
          onDone={onChange}
        >
          {hooks.deleteText}
        </ConfirmButton>
      </div>
    </li>
  );
}
