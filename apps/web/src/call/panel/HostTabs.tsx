import type { ManageKey } from "../../api/meetings.ts";
import { PassesPanel } from "../../hosting/PassesPanel.tsx";
import { useHosting } from "../../hosting/use-hosting.ts";
import { useManaged } from "../../hosting/use-managed.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { ownJoinLink } from "../../links/own-links.ts";
import { PlacesPanel } from "../../rules/PlacesPanel.tsx";
import { RulePanel } from "../../rules/RulePanel.tsx";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { Loading } from "../../ui/page/Shell.tsx";
import { ManageLink, useLinkSecret, useManagePage } from "../hosting/ManageLink.tsx";

/** What only hosts see in the call: where people are, the rule, and the passes against it. */
export function HostTabs(props: { readonly hostKey: ManageKey; readonly tab: "places" | "rules" }) {
  const keepsPage = useManagePage();
  const linkSecret = useLinkSecret(props.hostKey.code);
  const { answer, managed, unanswered, refresh } = useManaged(props.hostKey);
  if (managed === undefined) {
    if (answer === undefined || answer.kind === "ok") return <Loading small />;
    return <p className="small">{answerFault(answer)}</p>;
  }
  return (
    <div className="stack gap-20">
      <ManageLink />
      <p className="small host-unanswered" role="status">
        {unanswered ? hostWords.manage.unanswered : null}
      </p>
      {props.tab === "places" ? <PlacesPanel managed={managed} grid /> : null}
      {/* Hidden, not removed: a half-written rule is still there after a look at the places. */}
      <div hidden={props.tab !== "rules"}>
        <div className="stack gap-20">
          <RulePanel
            manageKey={props.hostKey}
            managed={managed}
            refresh={refresh}
            grid={false}
            keepsPage={keepsPage}
          />
          <Passes hostKey={props.hostKey} joinUrl={ownJoinLink(props.hostKey.code, linkSecret)} />
        </div>
      </div>
    </div>
  );
}

/** Also for co-hosts, who can't open the management page. */
function Passes({ hostKey, joinUrl }: { readonly hostKey: ManageKey; readonly joinUrl: string }) {
  const { hosting, refresh } = useHosting(hostKey);
  const passes = hosting?.passes ?? [];
  return <PassesPanel manageKey={hostKey} joinUrl={joinUrl} passes={passes} refresh={refresh} />;
}
