import type { DeskRegister } from "@graticule/api/desk-changes";
import {
  decideChange,
  lookAtRegister,
  proposeChange,
  reviewRule,
  signChange,
} from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { ActionButtons } from "../page/ActionButtons.tsx";
import { type AtDesk, refreshingDesk } from "../page/DeskAccess.tsx";
import { AuthoritiesPart } from "./AuthoritiesPart.tsx";
import { ChangesPart } from "./ChangesPart.tsx";
import { DisputedPart } from "./DisputedPart.tsx";
import { StaffPart } from "./StaffPart.tsx";
import { UnlessLiaison } from "./UnlessLiaison.tsx";

/** Who may demand, which places are disputed, who is at the desk; each changed by two people. */
export function RegisterPart(at: AtDesk) {
  const asking = refreshingDesk(useAsked("desk-register", lookAtRegister), at);
  const { again } = asking;
  const isLiaison = at.desk.you.liaisonTo.length > 0;
  return (
    <Loaded asking={asking}>
      {({ authorities, disputed, staff, changes, geofeed }) => (
        <>
          {geofeed === undefined ? null : <GeofeedPart {...{ geofeed, isLiaison, again }} />}
          <ChangesPart
            changes={changes}
            sign={signChange}
            decide={decideChange}
            review={reviewRule}
            again={again}
          />
          <AuthoritiesPart {...{ authorities, isLiaison, again }} />
          <DisputedPart {...{ disputed, isLiaison, again }} />
          <StaffPart
            staff={staff}
            authorities={authorities}
            propose={proposeChange}
            again={again}
          />
        </>
      )}
    </Loaded>
  );
}

const { register: text } = deskWords;

/** The operator's own location data, which two people have to see before they count. */
function GeofeedPart(props: {
  readonly geofeed: NonNullable<DeskRegister["geofeed"]>;
  readonly isLiaison: boolean;
  readonly again: () => Promise<void>;
}) {
  const { digest, says } = props.geofeed;
  const act = () => proposeChange({ kind: "geofeed", digest });
  return (
    <PagePart title={text.geofeed} text={text.geofeedText} testId="geofeed">
      <p className="body">{says}</p>
      <p className="mono desk-hash">{digest}</p>
      <UnlessLiaison isLiaison={props.isLiaison}>
        <ActionButtons
          look="buttons"
          again={props.again}
          actions={[{ label: text.geofeedPropose, quiet: true, act }]}
        />
      </UnlessLiaison>
    </PagePart>
  );
}
