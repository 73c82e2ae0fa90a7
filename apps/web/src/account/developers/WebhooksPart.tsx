import type { Webhook, WebhookCreated } from "@graticule/api/account";
import { Button } from "@mantine/core";
import { useState } from "react";
import { deleteWebhook, listWebhooks, testWebhook } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { CopyField } from "../../ui/form/CopyField.tsx";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { SecretOnce } from "../../ui/form/SecretOnce.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";
import { AddWebhook } from "./AddWebhook.tsx";

/** How the last delivery went is looked at this often: a test takes a moment to arrive. */
const everyMs = 5_000;

export function WebhooksPart() {
  const asking = useAsked("webhooks", listWebhooks, { everyMs });
  const [created, setCreated] = useState<WebhookCreated | undefined>();
  const [adding, setAdding] = useState(false);
  const { hooks, keys } = accountWords;
  const onCreated = async (hook: WebhookCreated): Promise<void> => {
    setAdding(false);
    setCreated(hook);
    await asking.again();
  };
  return (
    <Part title={hooks.heading} text={hooks.text} testId="webhooks">
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
      <Loaded asking={asking}>
        {(list) =>
          list.length === 0 ? (
            <p className="small">{hooks.none}</p>
          ) : (
            <ul className="plain-list">
              {list.map((hook) => (
                <WebhookItem key={hook.id} hook={hook} onChange={asking.again} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding ? (
        <AddWebhook onCreated={onCreated} onCancel={() => setAdding(false)} />
      ) : (
        <div>
          <Button variant="default" onClick={() => setAdding(true)} data-testid="webhook-add">
            {hooks.add}
          </Button>
        </div>
      )}
    </Part>
  );
}

function outcomeText(last: Webhook["last"]): string {
  const { hooks } = accountWords;
  if (last === undefined) return hooks.nothingYet;
  const said = hooks.outcome[last.outcome](hostMoment(last.at));
  return last.status === undefined ? said : `${said} (${hooks.answered(last.status)})`;
}

function WebhookItem(props: { readonly hook: Webhook; readonly onChange: () => Promise<void> }) {
  const { hook, onChange } = props;
  const [asking, setAsking] = useState(false);
  const [tested, setTested] = useState(false);
  const test = useAct(
    () => testWebhook(hook.id),
    async () => {
      setTested(true);
      await onChange();
    },
  );
  const remove = useAct(() => deleteWebhook(hook.id), onChange);
  const { hooks } = accountWords;
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
        <button
          type="button"
          className="link"
          aria-label={hooks.testOf(hook.url)}
          disabled={test.busy}
          onClick={() => test.run(undefined)}
        >
          {hooks.test}
        </button>
        <button
          type="button"
          className="link"
          aria-label={hooks.deleteOf(hook.url)}
          onClick={() => setAsking(true)}
        >
          {hooks.delete}
        </button>
      </div>
      <ConfirmAct
        opened={asking}
        tone="brick"
        title={hooks.deleteTitle}
        confirm={hooks.delete}
        act={remove}
        onConfirm={() => remove.run(undefined)}
        onClose={() => setAsking(false)}
      >
        <p className="body">{hooks.deleteText}</p>
      </ConfirmAct>
    </li>
  );
}
