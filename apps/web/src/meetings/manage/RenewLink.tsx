import { type ManageKey, renewManageLink } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { Confirm } from "./Confirm.tsx";

/** A new management link for whoever gave the old one away. The page goes on with the new one. */
export function RenewLink({ manageKey }: { readonly manageKey: ManageKey }) {
  const said = hostWords.manage.renew;
  const renew = async () => {
    const answer = await renewManageLink(manageKey);
    if (answer.kind === "ok") window.location.replace(answer.value.manageUrl);
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
