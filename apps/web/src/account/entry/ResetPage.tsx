import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { askForReset, resetPassword } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { emailFault, focusFirstFault, newPasswordFault } from "../form/check-fields.ts";
import { FaultLine } from "../form/FaultLine.tsx";
import { EmailField } from "../form/Fields.tsx";
import { PasswordField } from "../form/PasswordField.tsx";
import { useAct } from "../use-act.ts";
import { EntryPage } from "./EntryPage.tsx";
import { useFragmentSecret } from "./use-fragment.ts";

/** Asks for a link to a new password; with such a link, chooses it. */
export function ResetPage() {
  const token = useFragmentSecret();
  return token === undefined ? <AskForLink /> : <ChoosePassword token={token} />;
}

function AskForLink() {
  const [email, setEmail] = useState("");
  const [wrong, setWrong] = useState<string | undefined>();
  const [sent, setSent] = useState(false);
  const act = useAct(
    () => askForReset(email.trim()),
    () => setSent(true),
  );
  const { reset } = accountWords;
  if (sent) {
    return (
      <Notice english title={reset.sentTitle} testId="reset-sent">
        {reset.sent}
      </Notice>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = emailFault(email);
    setWrong(found);
    if (found === undefined) act.run(undefined);
    else focusFirstFault(event.currentTarget);
  };
  return (
    <EntryPage title={reset.title} lead={reset.ask} testId="reset">
      <form className="stack" onSubmit={submit} noValidate>
        <EmailField
          complete="email"
          value={email}
          error={wrong}
          testId="reset-email"
          onChange={setEmail}
        />
        <FaultLine fault={act.fault} />
        <Button type="submit" loading={act.busy} data-testid="reset-send">
          {reset.send}
        </Button>
      </form>
    </EntryPage>
  );
}

function ChoosePassword({ token }: { readonly token: string }) {
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<string | undefined>();
  const [done, setDone] = useState(false);
  const act = useAct(
    () => resetPassword(token, password),
    () => setDone(true),
  );
  const { reset, signIn } = accountWords;
  if (done) {
    return (
      <Notice
        english
        title={reset.doneTitle}
        testId="reset-done"
        actions={<ButtonLink to="/sign-in">{signIn.button}</ButtonLink>}
      >
        {reset.done}
      </Notice>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = newPasswordFault(password);
    setWrong(found);
    if (found === undefined) act.run(undefined);
    else focusFirstFault(event.currentTarget);
  };
  return (
    <EntryPage title={reset.choose} testId="reset-choose">
      <form className="stack" onSubmit={submit} noValidate>
        <PasswordField
          kind="new"
          value={password}
          error={wrong}
          testId="reset-password"
          onChange={setPassword}
        />
        <FaultLine fault={act.fault} />
        <Button type="submit" loading={act.busy} data-testid="reset-button">
          {reset.button}
        </Button>
      </form>
    </EntryPage>
  );
}
