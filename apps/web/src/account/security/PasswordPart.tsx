import type { Person } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { changePassword } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import {
  type Faults,
  faultsOf,
  focusFirstFault,
  hasFaults,
  newPasswordFault,
  passwordFault,
} from "../form/check-fields.ts";
import { DoneLine } from "../form/DoneLine.tsx";
import { FaultLine } from "../form/FaultLine.tsx";
import { PasswordField } from "../form/PasswordField.tsx";
import { Part } from "../page/PartsPage.tsx";
import { useAct } from "../use-act.ts";

export function PasswordPart({ person }: { readonly person: Person }) {
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  const { security } = accountWords;
  return (
    <Part title={security.password} text={security.passwordText}>
      {open ? (
        <PasswordForm
          person={person}
          onDone={() => {
            setOpen(false);
            setDone(true);
          }}
          onCancel={() => setOpen(false)}
        />
      ) : (
        <div>
          <Button
            variant="default"
            onClick={() => {
              setDone(false);
              setOpen(true);
            }}
            data-testid="password-open"
          >
            {security.changePassword}
          </Button>
        </div>
      )}
      <DoneLine text={done ? security.passwordChanged : undefined} />
    </Part>
  );
}

function PasswordForm(props: {
  readonly person: Person;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const { person } = props;
  const queries = useQueryClient();
  const [now, setNow] = useState("");
  const [next, setNext] = useState("");
  const [faults, setFaults] = useState<Faults<"now" | "next">>({});
  const act = useAct(
    () => changePassword(now, next),
    async () => {
      props.onDone();
      await queries.invalidateQueries({ queryKey: ["sessions"] });
    },
  );
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = faultsOf({ now: passwordFault(now), next: newPasswordFault(next) });
    setFaults(found);
    if (hasFaults(found)) focusFirstFault(event.currentTarget);
    else act.run(undefined);
  };
  const { security, form } = accountWords;
  return (
    <form className="stack part-form" onSubmit={submit} noValidate>
      {/* Password managers want to know whose password it is. */}
      <input type="email" autoComplete="username" value={person.email} readOnly hidden />
      <PasswordField
        kind="current"
        label={form.currentPassword}
        value={now}
        error={faults.now}
        testId="password-now"
        onChange={setNow}
      />
      <PasswordField
        kind="new"
        value={next}
        error={faults.next}
        known={[person.name, person.email]}
        testId="password-next"
        onChange={setNext}
      />
      <FaultLine fault={act.fault} />
      <div className="row">
        <Button type="submit" loading={act.busy} data-testid="password-save">
          {security.changePassword}
        </Button>
        <Button variant="subtle" onClick={props.onCancel}>
          {form.cancel}
        </Button>
      </div>
    </form>
  );
}
