import type { Person } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { lookAtSession } from "../../api/session.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { words } from "../../i18n/words.ts";
import { ButtonLink } from "../ButtonLink.tsx";
import { Notice } from "./Notice.tsx";
import { NotSetUpPage } from "./NotSetUp.tsx";
import { Shell } from "./Shell.tsx";

/** Shows its page to whoever is signed in; everyone else is led to signing in, and back. */
export function SignedIn(props: {
  readonly title: string;
  readonly children: (person: Person) => ReactNode;
}) {
  const session = useQuery({ queryKey: ["session"], queryFn: lookAtSession });
  const { signIn } = accountWords;
  if (session.data === undefined) {
    return (
      <Shell title={props.title}>
        <p className="lead">{words.app.loading}</p>
      </Shell>
    );
  }
  if (session.data.kind !== "ok") {
    return (
      <Notice
        title={words.gone.noAnswerTitle}
        actions={<Button onClick={() => void session.refetch()}>{words.app.retry}</Button>}
      >
        {words.app.offline}
      </Notice>
    );
  }
  const { setUp, person } = session.data.value;
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
