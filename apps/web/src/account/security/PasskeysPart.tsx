import type { Passkey } from "@graticule/api/sign-in";
import { useState } from "react";
import { canUsePasskeys } from "../../api/can-use-passkeys.ts";
import { addPasskey, deletePasskey, listPasskeys, renamePasskey } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostDayOf } from "../../i18n/host-time.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { OpenButton } from "../../ui/form/OpenButton.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { TextField } from "../../ui/form/TextField.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { LoadedList, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { PasswordDialog } from "../password/PasswordDialog.tsx";

const { form: formText, security } = accountWords;

const nameOf = ({ name }: Passkey): string =>
  name == null || name === "" ? security.passkeyUnnamed : name;

export function PasskeysPart() {
  const asking = useAsked("passkeys", listPasskeys);
  return (
    <PagePart title={security.passkeys} text={security.passkeysText} testId="passkeys">
      <LoadedList asking={asking} none={security.noPasskeys}>
        {(passkey) => <PasskeyItem key={passkey.id} passkey={passkey} onChange={asking.again} />}
      </LoadedList>
      <AddPasskey onAdded={asking.again} />
    </PagePart>
  );
}

function PasskeyItem(props: { readonly passkey: Passkey; readonly onChange: () => Promise<void> }) {
  const { passkey, onChange } = props;
  const [isRenaming, setRenaming] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const name = nameOf(passkey);
  if (isRenaming) {
    return (
      <li className="item">
        <RenamePasskey passkey={passkey} onDone={onChange} onClose={() => setRenaming(false)} />
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
        <LinkButton label={security.renameOf(name)} onClick={() => setRenaming(true)}>
          {security.rename}
        </LinkButton>
        <LinkButton label={security.removeOf(name)} onClick={() => setRemoving(true)}>
          {security.remove}
        </LinkButton>
      </div>
      {isRemoving ? (
        <PasswordDialog
          title={security.removePasskeyTitle(name)}
          text={security.removePasskeyText}
          confirm={security.remove}
          tone="brick"
          testId="passkey-remove-password"
          act={(password) => deletePasskey(passkey.id, password)}
          onDone={onChange}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </li>
  );
}

function RenamePasskey(props: {
  readonly passkey: Passkey;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(nameOf(props.passkey));
  const { faults, ...form } = useForm({
    found: { name: name.trim() === "" ? security.passkeyNameMissing : undefined },
    send: () => renamePasskey(props.passkey.id, name.trim()),
    onSent: async () => {
      await props.onDone();
      props.onClose();
    },
  });
  return (
    <PartForm {...form} button={formText.save} testId="passkey-rename" onCancel={props.onClose}>
      <PasskeyName value={name} error={faults?.name} onChange={setName} />
    </PartForm>
  );
}

function PasskeyName(props: {
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (name: string) => void;
}) {
  return (
    <TextField
      label={security.passkeyName}
      description={security.passkeyNameHint}
      maxLength={60}
      data-autofocus
      testId="passkey-name"
      {...props}
    />
  );
}

function AddPasskey({ onAdded }: { readonly onAdded: () => Promise<void> }) {
  const [isAdded, setAdded] = useState(false);
  if (!canUsePasskeys()) {
    return <p className="small">{security.passkeyInsecure}</p>;
  }
  return (
    <div className="row">
      <OpenButton
        stays
        button={security.addPasskey}
        testId="passkey-add"
        onOpen={() => setAdded(false)}
      >
        {(close) => (
          <NewPasskey
            onAdded={async () => {
              close();
              setAdded(true);
              await onAdded();
            }}
            onClose={close}
          />
        )}
      </OpenButton>
      <DoneLine text={isAdded ? security.passkeyAdded : undefined} />
    </div>
  );
}

function NewPasskey(props: {
  readonly onAdded: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState("");
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
