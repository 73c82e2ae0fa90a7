import { type ApiKeyCreated, type KeyScope, keyScope } from "@graticule/api/account";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { addKey } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { Ticks } from "../../ui/form/Tick.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { useChecked } from "../../ui/form/use-checked.ts";

/** A new key: its name and what it may do, each scope explained in a sentence. */
export function AddKey(props: {
  readonly onCreated: (key: ApiKeyCreated) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["join"]);
  const act = useAct(() => addKey({ name: name.trim(), scopes: [...scopes] }), props.onCreated);
  const { keys } = accountWords;
  const { faults, submit } = useChecked(
    {
      name: name.trim() === "" ? keys.missing.name : undefined,
      scopes: scopes.length === 0 ? keys.missing.scopes : undefined,
    },
    () => act.run(undefined),
  );
  return (
    <PartForm
      act={act}
      onSubmit={submit}
      button={keys.create}
      testId="key-create"
      onCancel={props.onCancel}
    >
      <TextInput
        label={keys.name}
        description={keys.nameHint}
        value={name}
        error={faults?.name}
        maxLength={60}
        autoComplete="off"
        data-testid="key-name"
        onChange={(event) => setName(event.currentTarget.value)}
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
