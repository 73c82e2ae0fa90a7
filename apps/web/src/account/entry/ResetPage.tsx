import { useState } from "react";
import { askForReset, resetPassword } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { useFragmentSecret } from "../../links/use-fragment.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { emailFault } from "../../ui/form/check-fields.ts";
import { EmailField } from "../../ui/form/Fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Notice } from "../../ui/page/Notice.tsx";
import { PasswordField } from "../password/PasswordField.tsx";
import { newPasswordFault } from "../password/password-faults.ts";
import { useMailKind } from "../use-mail-kind.ts";
import { EntryForm } from "./EntryForm.tsx";
import { EntryPage } from "./EntryPage.tsx";

const { reset: text, signIn } = accountWords;

/** Asks for a link to a new password; with such a link, chooses it. */
export function ResetPage() {
  const token = useFragmentSecret();
  const mail = useMailKind();
  const [did, setDid] = useState<"nothing" | "asked" | "chose">("nothing");
  if (token === undefined) {
    return did === "asked" ? (
      <Notice title={text.sentTitle[mail]} testId="reset-sent">
        {mail === "smtp" ? text.sent : text.kept}
      </Notice>
    ) : (
      <AskForLink onSent={() => setDid("asked")} />
    );
  }
  if (did !== "chose") return <ChoosePassword token={token} onDone={() => setDid("chose")} />;
  return (
    <Notice
      title={text.doneTitle}
      testId="reset-done"
      actions={<ButtonLink to="/sign-in">{signIn.button}</ButtonLink>}
    >
      {text.done}
    </Notice>
  );
}

function AskForLink({ onSent }: { readonly onSent: () => void }) {
  const [email, setEmail] = useState("");
  const mail = useMailKind();
  const { faults, ...form } = useForm({
    found: { email: emailFault(email) },
    send: () => askForReset(email.trim()),
    onSent,
  });
  return (
    <EntryPage title={text.title} lead={text.ask[mail]} testId="reset">
      <EntryForm {...form} button={text.send[mail]} testId="reset-send">
        <EmailField
          complete="email"
          value={email}
          error={faults?.email}
          testId="reset-email"
          onChange={setEmail}
        />
      </EntryForm>
    </EntryPage>
  );
}

function ChoosePassword(props: { readonly token: string; readonly onDone: () => void }) {
  const [password, setPassword] = useState("");
  const { faults, ...form } = useForm({
    found: { password: newPasswordFault(password) },
    send: () => resetPassword(props.token, password),
    onSent: props.onDone,
  });
  return (
    <EntryPage title={text.choose} testId="reset-choose">
      <EntryForm {...form} button={text.button} testId="reset-button">
        <PasswordField
          kind="new"
          value={password}
          error={faults?.password}
          testId="reset-password"
          onChange={setPassword}
        />
      </EntryForm>
    </EntryPage>
  );
}
