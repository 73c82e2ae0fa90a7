import { type ApiKeyCreated, type KeyScope, keyScope } from "@graticule/api/account";
import { useState } from "react";
import { addKey } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { TextField } from "../../ui/form/TextField.tsx";
import { Ticks } from "../../ui/form/Tick.tsx";
import { useForm } from "../../ui/form/use-form.ts";

/** A new key: its name and what it may do, each scope explained in a sentence. */
export function AddKey(props: {
  readonly onCreated: (key: ApiKeyCreated) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["join"]);
  const { keys } = accountWords;
  const { faults, ...form } = useForm({
    found: {
      name: name.trim() === "" ? keys.missing.name : undefined,
      scopes: scopes.length === 0 ? keys.missing.scopes : undefined,
    },
    send: () => addKey({ name: name.trim(), scopes: [...scopes] }),
    onSent: props.onCreated,
  });
  return (
    <PartForm {...form} button={keys.create} testId="key-create" onCancel={props.onCancel}>
      <TextField
        label={keys.name}
        description={keys.nameHint}
        value={name}
        error={faults?.name}
        maxLength={60}
        testId="key-name"
        onChange={setName}
      />
      <Ticks
        legend={keys.scopes}
        options={keyScope.options.map((scope) => ({
          value: scope,
          label: <code className="mono">{scope}</code>,
          hint: keys.scopeText[scope],
        }))}
        chosen={scopes}
        onChange={setScopes}
        error={faults?.scopes}
        testId="key-scope"
      />
    </PartForm>
  );
}
