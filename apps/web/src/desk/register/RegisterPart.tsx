import { decideChange, lookAtRegister, proposeChange } from "../../api/desk.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { type AtDesk, refreshingDesk } from "../page/DeskAccess.tsx";
import { AuthoritiesPart } from "./AuthoritiesPart.tsx";
import { ChangesPart } from "./ChangesPart.tsx";
import { DisputedPart } from "./DisputedPart.tsx";
import { GeofeedPart } from "./GeofeedPart.tsx";
import { StaffPart } from "./StaffPart.tsx";

/** Who may demand, which places are disputed, who is at the desk; each changed by two people. */
export function RegisterPart(at: AtDesk) {
  const asking = refreshingDesk(useAsked("desk-register", lookAtRegister), at);
  const { again } = asking;
  return (
    <Loaded asking={asking}>
      {({ authorities, disputed, staff, changes, geofeed }) => (
        <>
          {geofeed === undefined ? null : <GeofeedPart geofeed={geofeed} again={again} />}
          <ChangesPart
            changes={changes}
            decide={(id, outcome) => decideChange(id, { outcome })}
            again={again}
          />
          <AuthoritiesPart authorities={authorities} again={again} />
          <DisputedPart disputed={disputed} again={again} />
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
