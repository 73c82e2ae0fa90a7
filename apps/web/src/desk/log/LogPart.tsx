import type { TextRemoval } from "@graticule/api/ledger";
import { decideTextRemoval, listTextRemovals } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";
import { Decide } from "../page/Decide.tsx";
import type { AtDesk } from "../page/Entered.tsx";
import { ProposeRemoval } from "./ProposeRemoval.tsx";

const { log: text } = deskWords;

/** Texts of the public log that someone wants to take down, and how to propose it. */
export function LogPart({ desk }: AtDesk) {
  const asking = useAsked("desk-text-removals", listTextRemovals);
  const mayPropose = desk.you.roles.some((role) => role === "reviewer" || role === "approver");
  return (
    <>
      <p className="body">{text.text}</p>
      <Part title={text.waiting} testId="text-removals">
        <Loaded asking={asking}>
          {(removals) => (
            <>
              {removals.length === 0 ? <p className="small">{text.none}</p> : null}
              <ul className="plain-list">
                {removals.map((removal) => (
                  <OpenRemoval key={removal.id} removal={removal} again={asking.again} />
                ))}
              </ul>
            </>
          )}
        </Loaded>
      </Part>
      <Part title={text.propose}>
        {mayPropose ? (
          <ProposeRemoval again={asking.again} />
        ) : (
          <p className="small">{deskWords.reason["no-such-role"]}</p>
        )}
      </Part>
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
      <Decide
        look="links"
        which={which}
        again={again}
        ways={[
          mayConfirm === "yes" && {
            label: text.confirm,
            act: decide("confirmed"),
            ask: {
              title: text.confirmTitle,
              tone: "brick",
              says: <Asked {...{ removal, which }} />,
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

function Asked({ removal, which }: Pick<RemovalProps, "removal"> & { readonly which: string }) {
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
