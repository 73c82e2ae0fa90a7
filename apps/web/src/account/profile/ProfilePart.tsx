import type { Person } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { changeEmail, changeName, sendVerification } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import {
  emailFault,
  type Faults,
  faultsOf,
  focusFirstFault,
  hasFaults,
  nameFault,
  passwordFault,
} from "../form/check-fields.ts";
import { DoneLine } from "../form/DoneLine.tsx";
import { FaultLine } from "../form/FaultLine.tsx";
import { EmailField, NameField } from "../form/Fields.tsx";
import { PasswordField } from "../form/PasswordField.tsx";
import { Part } from "../page/PartsPage.tsx";
import { useAct } from "../use-act.ts";
import { DeletePart } from "./DeletePart.tsx";

export function ProfilePart({ person }: { readonly person: Person }) {
  return (
    <>
      <NamePart person={person} />
      <EmailPart person={person} />
      <DeletePart person={person} />
    </>
  );
}

function NamePart({ person }: { readonly person: Person }) {
  const queries = useQueryClient();
  const [name, setName] = useState(person.name);
  const [wrong, setWrong] = useState<string | undefined>();
  const [done, setDone] = useState(false);
  const act = useAct(
    () => changeName(name.trim()),
    async () => {
      setDone(true);
      await queries.invalidateQueries({ queryKey: ["session"] });
    },
  );
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = nameFault(name);
    setWrong(found);
    if (found === undefined) act.run(undefined);
    else focusFirstFault(event.currentTarget);
  };
  const { form } = accountWords;
  return (
    <Part>
      <form className="stack part-form" onSubmit={submit} noValidate>
        <NameField
          hint={form.nameHint}
          value={name}
          error={wrong}
          testId="profile-name"
          onChange={(typed) => {
            setName(typed);
            setDone(false);
          }}
        />
        <FaultLine fault={act.fault} />
        <div className="row">
          <Button
            type="submit"
            variant="default"
            loading={act.busy}
            disabled={name.trim() === person.name}
            data-testid="profile-save"
          >
            {form.save}
          </Button>
          <DoneLine text={done ? form.saved : undefined} />
        </div>
      </form>
    </Part>
  );
}

function EmailPart({ person }: { readonly person: Person }) {
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [faults, setFaults] = useState<Faults<"email" | "password">>({});
  const [done, setDone] = useState<string | undefined>();
  const { profile, form } = accountWords;
  const act = useAct(
    () => changeEmail(email.trim(), password),
    async () => {
      setOpen(false);
      setPassword("");
      setDone(person.emailVerified ? profile.emailSent(person.email) : profile.emailChanged);
      await queries.invalidateQueries({ queryKey: ["session"] });
    },
  );
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = faultsOf({ email: emailFault(email), password: passwordFault(password) });
    setFaults(found);
    if (hasFaults(found)) focusFirstFault(event.currentTarget);
    else act.run(undefined);
  };
  return (
    <Part title={form.email}>
      <p className="body">{person.email}</p>
      {person.emailVerified ? null : <Unverified email={person.email} />}
      {open ? (
        <form className="stack part-form" onSubmit={submit} noValidate>
          <EmailField
            complete="email"
            label={profile.newEmail}
            value={email}
            error={faults.email}
            testId="profile-email"
            onChange={setEmail}
          />
          <PasswordField
            kind="current"
            label={form.currentPassword}
            value={password}
            error={faults.password}
            testId="profile-email-password"
            onChange={setPassword}
          />
          <FaultLine fault={act.fault} />
          <div className="row">
            <Button type="submit" loading={act.busy} data-testid="profile-email-save">
              {profile.changeEmail}
            </Button>
            <Button variant="subtle" onClick={() => setOpen(false)}>
              {form.cancel}
            </Button>
          </div>
        </form>
      ) : (
        <div className="row">
          <Button
            variant="default"
            onClick={() => {
              setDone(undefined);
              setOpen(true);
            }}
            data-testid="profile-email-open"
          >
            {profile.changeEmail}
          </Button>
        </div>
      )}
      <DoneLine text={done} />
    </Part>
  );
}

function Unverified({ email }: { readonly email: string }) {
  const [sent, setSent] = useState(false);
  const act = useAct(
    () => sendVerification(email),
    () => setSent(true),
  );
  const { profile } = accountWords;
  return (
    <div className="row">
      <p className="small">{profile.unverified}</p>
      {sent ? null : (
        <button
          type="button"
          className="link small"
          disabled={act.busy}
          onClick={() => act.run(undefined)}
        >
          {profile.sendAgain}
        </button>
      )}
      <DoneLine text={sent ? profile.sentAgain : undefined} />
      <FaultLine fault={act.fault} />
    </div>
  );
}
