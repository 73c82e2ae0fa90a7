import type { HostSeed } from "@graticule/e2ee/host-key";
import { type ManageKey, renewManageLink } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { heldLink } from "../../links/held-link.ts";
import { linkSecretIn, manageFragment } from "../../links/link-fragment.ts";
import { inAddress } from "../../links/my-meetings.ts";
import { toldManageSecret } from "../../links/own-links.ts";
import { deviceStorage } from "../../storage/storage.ts";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { ConfirmButton } from "../../ui/form/ConfirmButton.tsx";

/** Replaces the management link, for a host who gave it away. The page goes on with the new one; the join link stays. */
export function RenewLink(props: {
  readonly manageKey: ManageKey;
  readonly joinUrl: string;
  readonly hostSeed: HostSeed | undefined;
}) {
  const { manageKey, joinUrl, hostSeed } = props;
  const said = hostWords.manage.renew;
  const renew = async () => {
    const answer = await renewManageLink(manageKey);
    if (answer.kind !== "ok") return answer;
    const secret = toldManageSecret(answer.value.manageUrl);
    if (secret === undefined) return { kind: "offline" } as const;
    const { history, location } = window;
    const held = { secret, ...heldLink(linkSecretIn(joinUrl), hostSeed) };
    const fragment = manageFragment(inAddress(deviceStorage, manageKey.code, held));
    history.replaceState(history.state, "", `${location.pathname}${location.search}#${fragment}`);
    return answer;
  };
  return (
    <ConfirmButton
      quiet
      button={said.button}
      title={said.title}
      confirm={said.confirm}
      testId="renew-link"
      act={renew}
      say={answerFault}
      onDone={() => window.location.reload()}
    >
      {said.text}
    </ConfirmButton>
  );
}
