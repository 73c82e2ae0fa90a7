import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { lookAtSession } from "../../api/session.ts";
import { signUp } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { words } from "../../i18n/words.ts";
import { Notice } from "../../ui/Notice.tsx";
import { focusFirstFault, hasFaults } from "../form/check-fields.ts";
import { FaultLine } from "../form/FaultLine.tsx";
import { useAct } from "../use-act.ts";
import { EntryPage } from "./EntryPage.tsx";
import { checkPerson, type PersonFaults, PersonFields, type PersonTyped } from "./PersonFields.tsx";
import { useEntered } from "./use-entered.ts";
import { useFragmentSecret } from "./use-fragment.ts";

/** Makes an account, as far as the service lets people; the fragment holds an invitation. */
export function SignUpPage() {
  const invitation = useFragmentSecret();
  const session = useQuery({ queryKey: ["session"], queryFn: lookAtSession });
  const { signUp: text } = accountWords;
  if (session.data === undefined) {
    return (
      <EntryPage title={text.title} testId="sign-up-waiting">
        <p className="body">{words.app.loading}</p>
      </EntryPage>
    );
  }
  // Without an answer the form stands; sending it will tell.
  const mode = session.data.kind === "ok" ? session.data.value.signUp : "open";
  if (mode === "closed" || (mode === "invitation" && invitation === undefined)) {
    return (
      <Notice
        english
        testId={`sign-up-${mode}`}
        title={mode === "closed" ? text.closedTitle : text.invitationTitle}
      >
        {text[mode]}
      </Notice>
    );
  }
  return <SignUpForm invitation={invitation} />;
}

function SignUpForm({ invitation }: { readonly invitation: string | undefined }) {
  const { next } = useSearch({ from: "/sign-up" });
  const [typed, setTyped] = useState<PersonTyped>({ name: "", email: "", password: "" });
  const [faults, setFaults] = useState<PersonFaults>({});
  const act = useAct(
    () =>
      signUp({
        name: typed.name.trim(),
        email: typed.email.trim(),
        password: typed.password,
        ...(invitation === undefined ? {} : { invitation }),
      }),
    useEntered(next),
  );
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = checkPerson(typed);
    setFaults(found);
    if (hasFaults(found)) focusFirstFault(event.currentTarget);
    else act.run(undefined);
  };
  const { signUp: text } = accountWords;
  return (
    <EntryPage
      title={text.title}
      lead={text.why}
      testId="sign-up"
      foot={
        <p className="small">
          {text.haveOne}{" "}
          <Link to="/sign-in" search={next === undefined ? {} : { next }} className="link">
            {accountWords.signIn.title}
          </Link>
        </p>
      }
    >
      <form className="stack" onSubmit={submit} noValidate>
        <PersonFields typed={typed} onChange={setTyped} faults={faults} testId="sign-up" />
        <FaultLine fault={act.fault} />
        <Button type="submit" loading={act.busy} data-testid="sign-up-button">
          {text.button}
        </Button>
      </form>
    </EntryPage>
  );
}
