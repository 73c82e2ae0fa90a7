import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { signUp } from "../../api/sign-in.ts";
import { useSession } from "../../api/use-session.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { useFragmentSecret } from "../../links/use-fragment.ts";
import { useForm } from "../../ui/form/use-form.ts";
import { Notice } from "../../ui/page/Notice.tsx";
import { NotSetUpPage } from "../../ui/page/NotSetUp.tsx";
import { Loading } from "../../ui/page/Shell.tsx";
import { EntryForm } from "./EntryForm.tsx";
import { EntryPage } from "./EntryPage.tsx";
import { checkPerson, nobodyYet, PersonFields, trimmed } from "./PersonFields.tsx";
import { useEntered } from "./use-entered.ts";

/** Makes an account, as far as the service lets people; the fragment holds an invitation. */
export function SignUpPage() {
  const invitation = useFragmentSecret();
  const { answer, session } = useSession();
  const { signUp: text } = accountWords;
  if (answer === undefined) {
    return (
      <EntryPage title={text.title} testId="sign-up-waiting">
        <Loading />
      </EntryPage>
    );
  }
  if (session?.setUp === false) return <NotSetUpPage />;
  // Without an answer the form stands; sending it will tell.
  const mode = session?.signUp ?? "open";
  if (mode === "closed" || (mode === "invitation" && invitation === undefined)) {
    return (
      <Notice
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
  const [typed, setTyped] = useState(nobodyYet);
  const { faults, ...form } = useForm({
    found: checkPerson(typed),
    send: () => signUp({ ...trimmed(typed), ...(invitation !== undefined && { invitation }) }),
    onSent: useEntered(next),
  });
  const { signUp: text } = accountWords;
  return (
    <EntryPage
      title={text.title}
      lead={text.why}
      testId="sign-up"
      foot={
        <p className="small">
          {text.haveOne}{" "}
          <Link to="/sign-in" search={next === undefined ? {} : { next }} state className="link">
            {accountWords.signIn.title}
          </Link>
        </p>
      }
    >
      <EntryForm {...form} button={text.button} testId="sign-up-button">
        <PersonFields typed={typed} onChange={setTyped} faults={faults} testId="sign-up" />
      </EntryForm>
    </EntryPage>
  );
}
