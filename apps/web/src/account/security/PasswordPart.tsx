import type { Person } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changePassword } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";
import { PasswordDialog } from "../password/PasswordDialog.tsx";
import { PasswordField } from "../password/PasswordField.tsx";
import { newPasswordFault } from "../password/password-faults.ts";

export function PasswordPart({ person }: { readonly person: Person }) {
  const queries = useQueryClient();
  const [state, setState] = useState<"shown" | "asking" | "changed">("shown");
  const { security } = accountWords;
  return (
    <Part title={security.password} text={security.passwordText}>
      <div>
        <Button variant="default" onClick={() => setState("asking")} data-testid="password-open">
          {security.changePassword}
        </Button>
      </div>
      {state === "asking" ? (
        <ChangePassword
          person={person}
          onDone={async () => {
            setState("changed");
            await queries.invalidateQueries({ queryKey: ["sessions"] });
          }}
          onClose={() => setState("shown")}
        />
      ) : null}
      <DoneLine text={state === "changed" ? security.passwordChanged : undefined} />
    </Part>
  );
}

function ChangePassword(props: {
  readonly person: Person;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { person } = props;
  const [next, setNext] = useState("");
  const { security } = accountWords;
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
