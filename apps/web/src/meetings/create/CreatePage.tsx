import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lookAtAccountRule } from "../../api/account.ts";
import { listPlatformRules } from "../../api/administration.ts";
import { answered } from "../../api/client.ts";
import { useSession } from "../../api/use-session.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { words } from "../../i18n/words.ts";
import { manageFragment, manageSecretsIn } from "../../links/link-fragment.ts";
import { inAddress } from "../../links/my-meetings.ts";
import { usePlaceSets } from "../../rules/use-place-sets.ts";
import { deviceStorage } from "../../storage/storage.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { Notice } from "../../ui/page/Notice.tsx";
import { LoadingPage } from "../../ui/page/Shell.tsx";
import { CreateForm } from "./CreateForm.tsx";
import { startingRule } from "./create-form.ts";
import { limitsAbove } from "./limits-above.ts";

/** Makes a meeting, for people who are signed in. */
export function CreatePage() {
  const { answer, session } = useSession();
  if (answer === undefined) return <LoadingPage title={hostWords.create.title} />;
  if (session === undefined) {
    return (
      <Notice title={words.gone.noAnswerTitle} testId="create-no-answer">
        {words.app.offline}
      </Notice>
    );
  }
  if (!session.setUp) {
    return (
      <Notice title={hostWords.create.notSetUpTitle} testId="not-set-up">
        {hostWords.create.notSetUp}
      </Notice>
    );
  }
  if (session.person === undefined) {
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
  return <Create />;
}

function Create() {
  const navigate = useNavigate();
  const account = useQuery({ queryKey: ["account-rule"], queryFn: lookAtAccountRule });
  const platform = useQuery({ queryKey: ["platform-rules"], queryFn: listPlatformRules });
  const sets = usePlaceSets();
  if (account.data === undefined || platform.data === undefined)
    return <LoadingPage title={hostWords.create.title} />;
  const own = answered(account.data);
  return (
    <CreateForm
      start={startingRule(own)}
      above={limitsAbove(own?.held, answered(platform.data) ?? [])}
      sets={sets}
      // In place of the form, which would be empty: Back leads to before it.
      onMade={({ code, manageUrl }) =>
        navigate({
          to: "/manage/$code",
          params: { code },
          hash: manageFragment(inAddress(deviceStorage, code, manageSecretsIn(manageUrl))),
          state: { isNew: true },
          replace: true,
        })
      }
    />
  );
}
