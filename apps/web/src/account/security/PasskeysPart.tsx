import type { Passkey } from "@graticule/api/sign-in";
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import {
  addPasskey,
  canUsePasskeys,
  deletePasskey,
  listPasskeys,
  renamePasskey,
} from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostDayOf } from "../../i18n/host-time.ts";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { useChecked } from "../../ui/form/use-checked.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";
import { PasswordDialog } from "../password/PasswordDialog.tsx";

const nameOf = (passkey: Passkey): string =>
  passkey.name == null || passkey.name === "" ? accountWords.security.passkeyUnnamed : passkey.name;

export function PasskeysPart() {
  const asking = useAsked("passkeys", listPasskeys);
  const { security } = accountWords;
  return (
    <Part title={security.passkeys} text={security.passkeysText} testId="passkeys">
      <Loaded asking={asking}>
        {(passkeys) =>
          passkeys.length === 0 ? (
            <p className="small">{security.noPasskeys}</p>
          ) : (
            <ul className="plain-list">
              {passkeys.map((passkey) => (
                <PasskeyItem key={passkey.id} passkey={passkey} onChange={asking.again} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <AddPasskey onAdded={asking.again} />
    </Part>
  );
}

function PasskeyItem(props: { readonly passkey: Passkey; readonly onChange: () => Promise<void> }) {
  const { passkey, onChange } = props;
  const [mode, setMode] = useState<"shown" | "renaming" | "removing">("shown");
  const remove = useAct(() => deletePasskey(passkey.id), onChange);
  const { security } = accountWords;
  const name = nameOf(passkey);
  if (mode === "renaming") {
    return (
      <li className="item">
        <RenamePasskey passkey={passkey} onDone={onChange} onClose={() => setMode("shown")} />
      </li>
    );
  }
  return (
    <li className="item">
      <div className="item-what">
        <p className="item-name said">{name}</p>
        {passkey.createdAt == null ? null : (
          <p className="small">{security.added(hostDayOf(passkey.createdAt))}</p>
        )}
      </div>
      <div className="item-acts">
        <button
          type="button"
          className="link"
          aria-label={security.renameOf(name)}
          onClick={() => setMode("renaming")}
        >
          {security.rename}
        </button>
        <button
          type="button"
          className="link"
          aria-label={security.removeOf(name)}
          onClick={() => setMode("removing")}
        >
          {security.remove}
        </button>
      </div>
      <ConfirmAct
        opened={mode === "removing"}
        tone="brick"
        title={security.removePasskeyTitle(name)}
        confirm={security.remove}
        act={remove}
        onConfirm={() => remove.run(undefined)}
        onClose={() => setMode("shown")}
      >
        <p className="body">{security.removePasskeyText}</p>
      </ConfirmAct>
    </li>
  );
}

function RenamePasskey(props: {
  readonly passkey: Passkey;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(nameOf(props.passkey));
  const act = useAct(
    () => renamePasskey(props.passkey.id, name.trim()),
    async () => {
      await props.onDone();
      props.onClose();
    },
  );
  const { form, security } = accountWords;
  const { faults, submit } = useChecked(
    { name: name.trim() === "" ? security.passkeyNameMissing : undefined },
    () => act.run(undefined),
  );
  return (
    <PartForm
      act={act}
      onSubmit={submit}
      button={form.save}
      testId="passkey-rename"
      onCancel={props.onClose}
    >
      <PasskeyName value={name} error={faults?.name} onChange={setName} />
    </PartForm>
  );
}

function PasskeyName(props: {
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (name: string) => void;
}) {
  const { security } = accountWords;
  return (
    <TextInput
      label={security.passkeyName}
      description={security.passkeyNameHint}
      value={props.value}
      error={props.error}
      maxLength={60}
      autoComplete="off"
      data-autofocus
      data-testid="passkey-name"
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

function AddPasskey({ onAdded }: { readonly onAdded: () => Promise<void> }) {
  const [state, setState] = useState<"shown" | "asking" | "added">("shown");
  const { security } = accountWords;
  if (!canUsePasskeys()) {
    return <p className="small">{security.passkeyInsecure}</p>;
  }
  return (
    <div className="row">
      <Button variant="default" onClick={() => setState("asking")} data-testid="passkey-add">
        {security.addPasskey}
      </Button>
      <DoneLine text={state === "added" ? security.passkeyAdded : undefined} />
      {state === "asking" ? (
        <NewPasskey
          onAdded={async () => {
            setState("added");
            await onAdded();
          }}
          onClose={() => setState("shown")}
        />
      ) : null}
    </div>
  );
}

function NewPasskey(props: {
  readonly onAdded: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState("");
  const { security } = accountWords;
  return (
    <PasswordDialog
      title={security.addPasskey}
      confirm={security.addPasskey}
      tone="plain"
      testId="passkey-password"
      act={(password) =>
        addPasskey(name.trim() === "" ? security.passkeyUnnamed : name.trim(), password)
      }
      onDone={props.onAdded}
      onClose={props.onClose}
    >
      {() => <PasskeyName value={name} onChange={setName} />}
    </PasswordDialog>
  );
}
