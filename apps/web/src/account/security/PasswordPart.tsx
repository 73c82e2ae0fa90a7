import type { Person } from "@graticule/api/session";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changePassword } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { OpenButton } from "../../ui/form/OpenButton.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { PasswordDialog } from "../password/PasswordDialog.tsx";
import { PasswordField } from "../password/PasswordField.tsx";
import { newPasswordFault } from "../password/password-faults.ts";

const { security } = accountWords;

export function PasswordPart({ person }: { readonly person: Person }) {
  const queries = useQueryClient();
  const [isChanged, setChanged] = useState(false);
  return (
    <PagePart title={security.password} text={security.passwordText}>
      <OpenButton
        stays
        button={security.changePassword}
        testId="password-open"
        onOpen={() => setChanged(false)}
      >
        {(close) => (
          <ChangePassword
            person={person}
            onDone={async () => {
              close();
              setChanged(true);
              await queries.invalidateQueries({ queryKey: ["sessions"] });
            }}
            onClose={close}
          />
        )}
      </OpenButton>
      <DoneLine text={isChanged ? security.passwordChanged : undefined} />
    </PagePart>
  );
}

function ChangePassword(props: {
  readonly person: Person;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { person } = props;
  const [next, setNext] = useState("");
  return (
    <PasswordDialog
      title={security.changePassword}
      confirm={security.changePassword}
      tone="plain"
      testId="password-now"
      found={{ next: newPasswordFault(next) }}
      act={(now) => changePassword(now, next)}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      {(faults) => (
        <>
          {/* Password managers want to know whose password it is. */}
          <input type="email" autoComplete="username" value={person.email} readOnly hidden />
          <PasswordField
            kind="new"
            focused
            value={next}
            error={faults?.next}
            known={[person.name, person.email]}
            testId="password-next"
            onChange={setNext}
          />
        </>
      )}
    </PasswordDialog>
  );
}
