import { type ApiKeyCreated, type KeyScope, keyScope } from "@graticule/api/account";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { addKey } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { type Faults, faultsOf, focusFirstFault, hasFaults } from "../form/check-fields.ts";
import { FaultLine } from "../form/FaultLine.tsx";
import { Ticks } from "../form/Fields.tsx";
import { useAct } from "../use-act.ts";

/** A new key: its name and what it may do, each scope explained in a sentence. */
export function AddKey(props: {
  readonly onCreated: (key: ApiKeyCreated) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["join"]);
  const [faults, setFaults] = useState<Faults<"name" | "scopes">>({});
  const act = useAct(() => addKey({ name: name.trim(), scopes: [...scopes] }), props.onCreated);
  const { keys, form } = accountWords;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = faultsOf({
      name: name.trim() === "" ? keys.missing.name : undefined,
      scopes: scopes.length === 0 ? keys.missing.scopes : undefined,
    });
    setFaults(found);
    if (hasFaults(found)) focusFirstFault(event.currentTarget);
    else act.run(undefined);
  };
  return (
    <form className="stack part-form" onSubmit={submit} noValidate>
      <TextInput
        label={keys.name}
        description={keys.nameHint}
        value={name}
        error={faults.name}
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
        error={faults.scopes}
        testId="key-scope"
      />
      <FaultLine fault={act.fault} />
      <div className="row">
        <Button type="submit" loading={act.busy} data-testid="key-create">
          {keys.create}
        </Button>
        <Button variant="subtle" onClick={props.onCancel}>
          {form.cancel}
        </Button>
      </div>
    </form>
  );
}
