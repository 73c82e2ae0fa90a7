import { type ManageKey, renewManageLink } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { linkSecretIn, manageFragment, manageSecretsIn } from "../link-fragment.ts";
import { Confirm } from "./Confirm.tsx";

/** A new management link for whoever gave the old one away. The page goes on with the new one; the join link stays. */
export function RenewLink(props: { readonly manageKey: ManageKey; readonly joinUrl: string }) {
  const { manageKey, joinUrl } = props;
  const said = hostWords.manage.renew;
  const renew = async () => {
    const answer = await renewManageLink(manageKey);
    if (answer.kind === "ok") {
      const { secret } = manageSecretsIn(answer.value.manageUrl);
      const url = new URL(answer.value.manageUrl);
      url.hash = manageFragment({ secret, linkSecret: linkSecretIn(joinUrl) });
      window.location.replace(url);
    }
    return answer;
  };
  return (
    <Confirm
      quiet
      button={said.button}
      title={said.title}
      confirm={said.confirm}
      testId="renew-link"
      act={renew}
      onDone={() => window.location.reload()}
    >
      {said.text}
    </Confirm>
  );
}
