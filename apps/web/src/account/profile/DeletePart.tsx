import type { Person } from "@graticule/api/session";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { deleteAccount } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { ConfirmDialog } from "../form/ConfirmDialog.tsx";
import { PasswordField } from "../form/PasswordField.tsx";
import { Part } from "../page/PartsPage.tsx";
import { useAct } from "../use-act.ts";

/** Deleting the account: what goes is listed, and the address is typed. */
export function DeletePart({ person }: { readonly person: Person }) {
  const [asking, setAsking] = useState(false);
  const { profile } = accountWords;
  if (person.administrator) {
    return <Part title={profile.delete} text={profile.administratorStays} />;
  }
  return (
    <Part title={profile.delete} text={profile.deleteText}>
      <div>
        <Button
          variant="outline"
          color="brick"
          onClick={() => setAsking(true)}
          data-testid="delete-account"
        >
          {profile.deleteButton}
        </Button>
      </div>
      {asking ? <DeleteDialog person={person} onClose={() => setAsking(false)} /> : null}
    </Part>
  );
}

function DeleteDialog(props: { readonly person: Person; readonly onClose: () => void }) {
  const { person, onClose } = props;
  const [typed, setTyped] = useState("");
  const [password, setPassword] = useState("");
  const queries = useQueryClient();
  const router = useRouter();
  const act = useAct(
    () => deleteAccount(password),
    async () => {
      queries.clear();
      await router.navigate({ to: "/" });
    },
  );
  const { profile, form } = accountWords;
  const same = typed.trim().toLowerCase() === person.email.toLowerCase();
  return (
    <ConfirmDialog
      opened
      tone="brick"
      title={profile.deleteTitle}
      confirm={profile.deleteConfirm}
      unready={!same || password === ""}
      busy={act.busy}
      fault={act.fault}
      onConfirm={() => act.run(undefined)}
      onClose={onClose}
    >
      <ul className="body consequences">
        {profile.consequences.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <TextInput
        label={profile.typeEmail(person.email)}
        value={typed}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-testid="delete-email"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <PasswordField
        kind="current"
        label={form.currentPassword}
        value={password}
        testId="delete-password"
        onChange={setPassword}
      />
    </ConfirmDialog>
  );
}
