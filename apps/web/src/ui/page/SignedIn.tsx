import type { Person } from "@graticule/api/session";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useSession } from "../../api/use-session.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { words } from "../../i18n/words.ts";
import { ButtonLink } from "../ButtonLink.tsx";
import { Notice } from "./Notice.tsx";
import { NotSetUpPage } from "./NotSetUp.tsx";
import { LoadingPage } from "./Shell.tsx";

/** Shows its page to people who are signed in, and leads others to sign in first. */
export function SignedIn(props: {
  readonly title: string;
  readonly children: (person: Person) => ReactNode;
}) {
  const { answer, refetch } = useSession();
  const { signIn } = accountWords;
  if (answer === undefined) {
    return <LoadingPage title={props.title} />;
  }
  if (answer.kind !== "ok") {
    return (
      <Notice
        title={words.gone.noAnswerTitle}
        actions={<Button onClick={() => void refetch()}>{words.app.retry}</Button>}
      >
        {words.app.offline}
      </Notice>
    );
  }
  const { setUp, person } = answer.value;
  if (!setUp) return <NotSetUpPage />;
  if (person !== undefined) return props.children(person);
  return (
    <Notice
      title={signIn.signedOutTitle}
      testId="signed-out"
      actions={
        <ButtonLink to="/sign-in" search={{ next: window.location.pathname }}>
          {signIn.button}
        </ButtonLink>
      }
    >
      {signIn.signedOut}
    </Notice>
  );
}
