import { lookAtSafety } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { type AtDesk, refreshingDesk } from "../page/DeskAccess.tsx";
import { withReason } from "../page/reasons.ts";
import { ActsPart } from "./ActsPart.tsx";
import { OutsideActsPart } from "./OutsideActsPart.tsx";
import { ReportsPart } from "./ReportsPart.tsx";

const look = async () => withReason(await lookAtSafety());

/** Reports of abuse, acts under the terms of service, and acts that were forced outside the product. */
export function SafetyPart(at: AtDesk) {
  const { roles } = at.desk.you;
  const asking = refreshingDesk(useAsked("desk-safety", look), at);
  const { again } = asking;
  return (
    <>
      <p className="body">{deskWords.safety.text}</p>
      <Loaded asking={asking}>
        {({ reports, acts, outsideActs }) => (
          <>
            <ReportsPart reports={reports} roles={roles} again={again} />
            <ActsPart acts={acts} roles={roles} again={again} />
            <OutsideActsPart outsideActs={outsideActs} again={again} />
          </>
        )}
      </Loaded>
    </>
  );
}
