import { decideChange, lookAtRegister, proposeChange } from "../../api/desk.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import type { AtDesk } from "../page/Entered.tsx";
import { AuthoritiesPart } from "./AuthoritiesPart.tsx";
import { ChangesPart } from "./ChangesPart.tsx";
import { DisputedPart } from "./DisputedPart.tsx";
import { GeofeedPart } from "./GeofeedPart.tsx";
import { StaffPart } from "./StaffPart.tsx";

/** Who may demand, which places are disputed, who is at the desk; each changed by two people. */
export function RegisterPart({ again }: AtDesk) {
  const asking = useAsked("desk-register", lookAtRegister);
  const all = async (): Promise<void> => {
    await Promise.all([asking.again(), again()]);
  };
  return (
    <Loaded asking={asking}>
      {({ authorities, disputed, staff, changes, geofeed }) => (
        <>
          {geofeed === undefined ? null : <GeofeedPart geofeed={geofeed} again={all} />}
          <ChangesPart
            changes={changes}
            decide={(id, outcome) => decideChange(id, { outcome })}
            again={all}
          />
          <AuthoritiesPart authorities={authorities} again={all} />
          <DisputedPart disputed={disputed} again={all} />
          <StaffPart staff={staff} authorities={authorities} propose={proposeChange} again={all} />
        </>
      )}
    </Loaded>
  );
}
