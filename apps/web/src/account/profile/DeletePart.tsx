import type { Person } from "@graticule/api/session";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { deleteAccount } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { OpenButton } from "../../ui/form/OpenButton.tsx";
import { TextField } from "../../ui/form/TextField.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { PasswordDialog } from "../password/PasswordDialog.tsx";

const { profile } = accountWords;

/** Deleting the account: what goes is listed, and the address is typed. */
export function DeletePart({ person }: { readonly person: Person }) {
  if (person.administrator) {
    return <PagePart title={profile.delete} text={profile.administratorStays} />;
  }
  return (
    <PagePart title={profile.delete} text={profile.deleteText}>
      <OpenButton stays brick button={profile.deleteButton} testId="delete-account">
        {(close) => <DeleteDialog email={person.email} onClose={close} />}
      </OpenButton>
    </PagePart>
  );
}

function DeleteDialog(props: { readonly email: string; readonly onClose: () => void }) {
  const { email, onClose } = props;
  const [typed, setTyped] = useState("");
  const queries = useQueryClient();
  const router = useRouter();
  const isSame = typed.trim().toLowerCase() === email.toLowerCase();
  return (
    <PasswordDialog
      title={profile.deleteTitle}
      confirm={profile.deleteConfirm}
      tone="brick"
      testId="delete-password"
      found={{ typed: isSame ? undefined : profile.typedOther }}
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
          <TextField
            verbatim
            label={profile.typeEmail(email)}
            value={typed}
            error={faults?.typed}
            data-autofocus
            testId="delete-email"
            onChange={setTyped}
          />
        </>
      )}
    </PasswordDialog>
  );
}
