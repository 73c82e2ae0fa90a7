import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { lookAtAccountRule } from "../../api/account.ts";
import { listPlatformRules } from "../../api/administration.ts";
import type { Answer } from "../../api/client.ts";
import { lookAtSession } from "../../api/session.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { words } from "../../i18n/words.ts";
import { usePlaceSets } from "../../rules/use-place-sets.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { Notice } from "../../ui/page/Notice.tsx";
import { Shell } from "../../ui/page/Shell.tsx";
import { CreateForm } from "./CreateForm.tsx";
import { startingRule } from "./create-form.ts";
import { limitsAbove } from "./limits-above.ts";
import { ReadyPage } from "./ReadyPage.tsx";
import type { Made } from "./use-create.ts";

const told = <T,>(answer: Answer<T> | undefined): T | undefined =>
  answer?.kind === "ok" ? answer.value : undefined;

/** Making a meeting: for whoever is signed in. */
export function CreatePage() {
  const session = useQuery({ queryKey: ["session"], queryFn: lookAtSession });
  if (session.data === undefined) return <Loading />;
  if (session.data.kind !== "ok") {
    return (
      <Notice title={words.gone.noAnswerTitle} testId="create-no-answer">
        {words.app.offline}
      </Notice>
    );
  }
  if (!session.data.value.setUp) {
    return (
      <Notice title={hostWords.create.notSetUpTitle} testId="not-set-up">
        {hostWords.create.notSetUp}
      </Notice>
    );
  }
  if (session.data.value.person === undefined) {
    return (
      <Notice
        title={hostWords.create.signInTitle}
        testId="not-signed-in"
        actions={
          <ButtonLink to="/sign-in" search={{ next: "/new" }}>
            {hostWords.create.signInButton}
          </ButtonLink>
        }
      >
        {hostWords.create.signIn}
      </Notice>
    );
  }
  return <SignedIn />;
}

function Loading() {
  return (
    <Shell title={hostWords.create.title} width="medium">
      <p className="lead" role="status">
        {words.app.loading}
      </p>
    </Shell>
  );
}

function SignedIn() {
  const [made, setMade] = useState<Made | undefined>();
  const account = useQuery({ queryKey: ["account-rule"], queryFn: lookAtAccountRule });
  const platform = useQuery({ queryKey: ["platform-rules"], queryFn: listPlatformRules });
  const sets = usePlaceSets();
  if (made !== undefined) return <ReadyPage made={made} onAnother={() => setMade(undefined)} />;
  if (account.data === undefined || platform.data === undefined) return <Loading />;
  const above = limitsAbove(told(account.data)?.held, told(platform.data) ?? []);
  return (
    <CreateForm
      start={startingRule(told(account.data))}
      above={above}
      sets={sets}
      onMade={setMade}
    />
  );
}
