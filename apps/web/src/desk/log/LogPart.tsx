import type { TextRemoval } from "@graticule/api/ledger";
import { decideTextRemoval, listTextRemovals } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { ItemList } from "../../ui/page/ItemList.tsx";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { ActionButtons } from "../page/ActionButtons.tsx";
import type { AtDesk } from "../page/DeskAccess.tsx";
import { Permitted } from "../request/Permitted.tsx";
import { ProposeRemoval } from "./ProposeRemoval.tsx";

const { log: text } = deskWords;

/** Proposals to take down texts of the public log. */
export function LogPart({ desk }: AtDesk) {
  const asking = useAsked("desk-text-removals", listTextRemovals);
  const mayPropose = desk.you.roles.some((role) => role === "reviewer" || role === "approver");
  return (
    <>
      <p className="body">{text.text}</p>
      <PagePart title={text.waiting} testId="text-removals">
        <Loaded asking={asking}>
          {(removals) => (
            <ItemList items={removals} none={text.none}>
              {(removal) => <OpenRemoval key={removal.id} removal={removal} again={asking.again} />}
            </ItemList>
          )}
        </Loaded>
      </PagePart>
      <PagePart title={text.propose}>
        <Permitted may={mayPropose ? "yes" : "no-such-role"} act="publish-words">
          <ProposeRemoval again={asking.again} />
        </Permitted>
      </PagePart>
    </>
  );
}

interface RemovalProps {
  readonly removal: TextRemoval;
  readonly again: () => Promise<void>;
}

function OpenRemoval({ removal, again }: RemovalProps) {
  const { mayConfirm, proposedBy } = removal;
  const which = text.which(removal.entry, text.name[removal.text]);
  const decide = (outcome: "confirmed" | "declined") => () =>
    decideTextRemoval(removal.id, { outcome });
  return (
    <li className="item" data-testid="removal-open">
      <div className="item-what">
        <p className="body said">{which}</p>
        <blockquote className="desk-verbatim said">{removal.says}</blockquote>
        <p className="small said">
          {text.proposed(
            text.ground[removal.ground],
            proposedBy.name,
            hostMoment(removal.proposedAt),
          )}
        </p>
        {mayConfirm === "yes" ? null : (
          <p className={mayConfirm === "proposed-it" ? "amber-note" : "small"}>
            {deskWords.reason[mayConfirm]}
          </p>
        )}
      </div>
      <ActionButtons
        look="links"
        which={which}
        again={again}
        actions={[
          mayConfirm === "yes" && {
            label: text.confirm,
            act: decide("confirmed"),
            ask: {
              title: text.confirmTitle,
              tone: "brick",
              says: <RemovalText removal={removal} which={which} />,
            },
          },
          removal.mayDecline && {
            label: mayConfirm === "proposed-it" ? text.withdraw : text.decline,
            act: decide("declined"),
          },
        ]}
      />
    </li>
  );
}

function RemovalText({
  removal,
  which,
}: Pick<RemovalProps, "removal"> & { readonly which: string }) {
  return (
    <>
      <p className="small said">
        {which}. {text.ground[removal.ground]}.
      </p>
      <blockquote className="desk-verbatim said">{removal.says}</blockquote>
      <p className="body">{text.confirmText}</p>
    </>
  );
}
