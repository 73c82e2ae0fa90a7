import type { Passkey } from "@graticule/api/sign-in";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { addPasskey, deletePasskey, listPasskeys, renamePasskey } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { ConfirmDialog } from "../form/ConfirmDialog.tsx";
import { focusFirstFault, passwordFault } from "../form/check-fields.ts";
import { DoneLine } from "../form/DoneLine.tsx";
import { FaultLine } from "../form/FaultLine.tsx";
import { PasswordField } from "../form/PasswordField.tsx";
import { Loaded, useAsked } from "../page/Loaded.tsx";
import { Part } from "../page/PartsPage.tsx";
import { readDayOf } from "../read-moment.ts";
import { useAct } from "../use-act.ts";

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
          <p className="small">{security.added(readDayOf(passkey.createdAt))}</p>
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
      <ConfirmDialog
        opened={mode === "removing"}
        tone="brick"
        title={security.removePasskeyTitle(name)}
        confirm={security.remove}
        busy={remove.busy}
        fault={remove.fault}
        onConfirm={() => remove.run(undefined)}
        onClose={() => setMode("shown")}
      >
        <p className="body">{security.removePasskeyText}</p>
      </ConfirmDialog>
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
  const { form } = accountWords;
  return (
    <form
      className="stack part-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") act.run(undefined);
      }}
    >
      <PasskeyName value={name} onChange={setName} />
      <FaultLine fault={act.fault} />
      <div className="row">
        <Button type="submit" loading={act.busy}>
          {form.save}
        </Button>
        <Button variant="subtle" onClick={props.onClose}>
          {form.cancel}
        </Button>
      </div>
    </form>
  );
}

function PasskeyName(props: { readonly value: string; readonly onChange: (name: string) => void }) {
  const { security } = accountWords;
  return (
    <TextInput
      label={security.passkeyName}
      description={security.passkeyNameHint}
      value={props.value}
      maxLength={60}
      autoComplete="off"
      data-testid="passkey-name"
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

function AddPasskey({ onAdded }: { readonly onAdded: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  const { security } = accountWords;
  if (!window.isSecureContext || typeof PublicKeyCredential === "undefined") {
    return <p className="small">{security.passkeyInsecure}</p>;
  }
  if (open) {
    return (
      <NewPasskey
        onAdded={async () => {
          setOpen(false);
          setDone(true);
          await onAdded();
        }}
        onClose={() => setOpen(false)}
      />
    );
  }
  return (
    <div className="row">
      <Button
        variant="default"
        onClick={() => {
          setDone(false);
          setOpen(true);
        }}
        data-testid="passkey-add"
      >
        {security.addPasskey}
      </Button>
      <DoneLine text={done ? security.passkeyAdded : undefined} />
    </div>
  );
}

function NewPasskey(props: {
  readonly onAdded: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<string | undefined>();
  const { security, form } = accountWords;
  const act = useAct(
    () => addPasskey(name.trim() === "" ? security.passkeyUnnamed : name.trim(), password),
    props.onAdded,
  );
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = passwordFault(password);
    setWrong(found);
    if (found === undefined) act.run(undefined);
    else focusFirstFault(event.currentTarget);
  };
  return (
    <form className="stack part-form" onSubmit={submit} noValidate>
      <PasskeyName value={name} onChange={setName} />
      <PasswordField
        kind="current"
        label={form.currentPassword}
        value={password}
        error={wrong}
        testId="passkey-password"
        onChange={setPassword}
      />
      <FaultLine fault={act.fault} />
      <div className="row">
        <Button type="submit" loading={act.busy} data-testid="passkey-create">
          {security.addPasskey}
        </Button>
        <Button variant="subtle" onClick={props.onClose}>
          {form.cancel}
        </Button>
      </div>
    </form>
  );
}
