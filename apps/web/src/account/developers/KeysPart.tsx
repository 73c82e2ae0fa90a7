import type { ApiKey, ApiKeyCreated } from "@graticule/api/account";
import { Button } from "@mantine/core";
import { useState } from "react";
import { deleteKey, listKeys, rotateKey } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostDay, hostDayOf, hostMoment } from "../../i18n/host-time.ts";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { CopyField } from "../../ui/form/CopyField.tsx";
import { SecretOnce } from "../../ui/form/SecretOnce.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";
import { AddKey } from "./AddKey.tsx";

/** Keys of applications. A secret is shown when it is made and never again. */
export function KeysPart() {
  const asking = useAsked("keys", listKeys);
  const [created, setCreated] = useState<ApiKeyCreated | undefined>();
  const [adding, setAdding] = useState(false);
  const { keys } = accountWords;
  const onCreated = async (key: ApiKeyCreated): Promise<void> => {
    setAdding(false);
    setCreated(key);
    await asking.again();
  };
  return (
    <Part title={keys.heading} text={keys.text} testId="keys">
      {created === undefined ? null : (
        <NewSecret created={created} onKept={() => setCreated(undefined)} />
      )}
      <Loaded asking={asking}>
        {(list) =>
          list.length === 0 ? (
            <p className="small">{keys.none}</p>
          ) : (
            <ul className="plain-list">
              {list.map((key) => (
                <KeyItem key={key.id} apiKey={key} onRotated={onCreated} onDeleted={asking.again} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding ? (
        <AddKey onCreated={onCreated} onCancel={() => setAdding(false)} />
      ) : (
        <div>
          <Button variant="default" onClick={() => setAdding(true)} data-testid="key-add">
            {keys.add}
          </Button>
        </div>
      )}
    </Part>
  );
}

function NewSecret(props: { readonly created: ApiKeyCreated; readonly onKept: () => void }) {
  const { keys } = accountWords;
  return (
    <SecretOnce
      key={props.created.id}
      title={keys.createdTitle}
      text={keys.created}
      kept={keys.kept}
      onKept={props.onKept}
      testId="key-created"
    >
      <CopyField label={keys.id} value={props.created.id} testId="key-id" />
      <CopyField label={keys.secret} value={props.created.secret} testId="key-secret" />
    </SecretOnce>
  );
}

function KeyItem(props: {
  readonly apiKey: ApiKey;
  readonly onRotated: (key: ApiKeyCreated) => Promise<void>;
  readonly onDeleted: () => Promise<void>;
}) {
  const { apiKey } = props;
  const [asking, setAsking] = useState<"nothing" | "rotate" | "delete">("nothing");
  const rotate = useAct(
    () => rotateKey(apiKey.id),
    (key) => {
      setAsking("nothing");
      return props.onRotated(key);
    },
  );
  const remove = useAct(() => deleteKey(apiKey.id), props.onDeleted);
  const { keys } = accountWords;
  return (
    <li className="item">
      <KeyFacts apiKey={apiKey} />
      <div className="item-acts">
        {apiKey.expiresAt === undefined ? (
          <button
            type="button"
            className="link"
            aria-label={keys.rotateOf(apiKey.name)}
            onClick={() => setAsking("rotate")}
          >
            {keys.rotate}
          </button>
        ) : null}
        <button
          type="button"
          className="link"
          aria-label={keys.deleteOf(apiKey.name)}
          onClick={() => setAsking("delete")}
        >
          {keys.delete}
        </button>
      </div>
      <ConfirmAct
        opened={asking === "rotate"}
        title={keys.rotateTitle(apiKey.name)}
        confirm={keys.rotate}
        act={rotate}
        onConfirm={() => rotate.run(undefined)}
        onClose={() => setAsking("nothing")}
      >
        <p className="body">{keys.rotateText}</p>
      </ConfirmAct>
      <ConfirmAct
        opened={asking === "delete"}
        tone="brick"
        title={keys.deleteTitle(apiKey.name)}
        confirm={keys.delete}
        act={remove}
        onConfirm={() => remove.run(undefined)}
        onClose={() => setAsking("nothing")}
      >
        <p className="body">{keys.deleteText}</p>
      </ConfirmAct>
    </li>
  );
}

function KeyFacts({ apiKey }: { readonly apiKey: ApiKey }) {
  const { keys } = accountWords;
  const { lastUsedOn, expiresAt } = apiKey;
  const used = lastUsedOn === undefined ? keys.neverUsed : keys.lastUsed(hostDay(lastUsedOn));
  return (
    <div className="item-what">
      <p className="item-name said">{apiKey.name}</p>
      <p className="small mono">{apiKey.id}</p>
      <p className="small">
        {[apiKey.scopes.join(", "), keys.made(hostDayOf(apiKey.createdAt)), used].join(" · ")}
      </p>
      {expiresAt === undefined ? null : (
        <p className="amber-note">{keys.oldUntil(hostMoment(expiresAt))}</p>
      )}
    </div>
  );
}
