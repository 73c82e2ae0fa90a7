import type { Person } from "@graticule/api/session";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { deleteAccount } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { Part } from "../../ui/page/PartsPage.tsx";
import { PasswordDialog } from "../password/PasswordDialog.tsx";

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
      {asking ? <DeleteDialog email={person.email} onClose={() => setAsking(false)} /> : null}
    </Part>
  );
}

function DeleteDialog(props: { readonly email: string; readonly onClose: () => void }) {
  const { email, onClose } = props;
  const [typed, setTyped] = useState("");
  const queries = useQueryClient();
  const router = useRouter();
  const { profile } = accountWords;
  const same = typed.trim().toLowerCase() === email.toLowerCase();
  return (
    <PasswordDialog
      title={profile.deleteTitle}
      confirm={profile.deleteConfirm}
      tone="brick"
      testId="delete-password"
      found={{ typed: same ? undefined : profile.typedOther }}
      act={deleteAccount}
      onDone={async () => {
        queries.clear();
        await router.navigate({ to: "/" });
      }}
      onClose={onClose}
    >
      {(faults) => (
        <>
          <ul className="body consequences">
            {profile.consequences.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <TextInput
            label={profile.typeEmail(email)}
            value={typed}
            error={faults?.typed}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-autofocus
            data-testid="delete-email"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </>
      )}
    </PasswordDialog>
  );
}
