import type { ApiKey, ApiKeyCreated } from "@graticule/api/account";
import { useState } from "react";
import { deleteKey, listKeys, rotateKey } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostDay, hostDayOf, hostMoment } from "../../i18n/host-time.ts";
import { ConfirmButton } from "../../ui/form/ConfirmButton.tsx";
import { CopyField } from "../../ui/form/CopyField.tsx";
import { OpenButton } from "../../ui/form/OpenButton.tsx";
import { SecretOnce } from "../../ui/form/SecretOnce.tsx";
import { LoadedList, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { AddKey } from "./AddKey.tsx";

const { keys } = accountWords;

/** Keys of applications. A secret is shown when it is made and never again. */
export function KeysPart() {
  const asking = useAsked("keys", listKeys);
  const [created, setCreated] = useState<ApiKeyCreated | undefined>();
  const onCreated = async (key: ApiKeyCreated): Promise<void> => {
    setCreated(key);
    await asking.again();
  };
  return (
    <PagePart title={keys.heading} text={keys.text} testId="keys">
      {created === undefined ? null : (
        <SecretOnce
          key={created.id}
          title={keys.createdTitle}
          text={keys.created}
          kept={keys.kept}
          onKept={() => setCreated(undefined)}
          testId="key-created"
        >
          <CopyField label={keys.id} value={created.id} testId="key-id" />
          <CopyField label={keys.secret} value={created.secret} testId="key-secret" />
        </SecretOnce>
      )}
      <LoadedList asking={asking} none={keys.none}>
        {(key) => (
          <KeyItem key={key.id} apiKey={key} onRotated={onCreated} onDeleted={asking.again} />
        )}
      </LoadedList>
      <OpenButton button={keys.add} testId="key-add">
        {(close) => (
          <AddKey
            onCreated={(key) => {
              close();
              return onCreated(key);
            }}
            onCancel={close}
          />
        )}
      </OpenButton>
    </PagePart>
  );
}

function KeyItem(props: {
  readonly apiKey: ApiKey;
  readonly onRotated: (key: ApiKeyCreated) => Promise<void>;
  readonly onDeleted: () => Promise<void>;
}) {
  const { id, name, scopes, createdAt, lastUsedOn, expiresAt } = props.apiKey;
  const used = lastUsedOn === undefined ? keys.neverUsed : keys.lastUsed(hostDay(lastUsedOn));
  return (
    <li className="item">
      <div className="item-what">
        <p className="item-name said">{name}</p>
        <p className="small mono">{id}</p>
        <p className="small">
          {[scopes.join(", "), keys.made(hostDayOf(createdAt)), used].join(" · ")}
        </p>
        {expiresAt === undefined ? null : (
          <p className="amber-note">{keys.oldUntil(hostMoment(expiresAt))}</p>
        )}
      </div>
      <div className="item-acts">
        {expiresAt === undefined ? (
          <ConfirmButton
            quiet="link"
            tone="plain"
            button={keys.rotate}
            label={keys.rotateOf(name)}
            title={keys.rotateTitle(name)}
            confirm={keys.rotate}
            act={() => rotateKey(id)}
            onDone={props.onRotated}
          >
            {keys.rotateText}
          </ConfirmButton>
        ) : null}
        <ConfirmButton
          quiet="link"
          button={keys.delete}
          label={keys.deleteOf(name)}
          title={keys.deleteTitle(name)}
          confirm={keys.delete}
          act={() => deleteKey(id)}
          onDone={props.onDeleted}
        >
          {keys.deleteText}
        </ConfirmButton>
      </div>
    </li>
  );
}
