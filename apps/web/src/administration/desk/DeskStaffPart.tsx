import { Loaded, useAsked } from "../../account/page/Loaded.tsx";
import { lookAtStaff, proposeStaff, withdrawStaffChange } from "../../api/desk.ts";
import { ChangesPart } from "../../desk/register/ChangesPart.tsx";
import { StaffPart } from "../../desk/register/StaffPart.tsx";
import { deskWords } from "../../i18n/desk-words.ts";
import "../../desk/page/desk.css";

const { administration: text } = deskWords;

/** Who answers governments: the administrator proposes them, and is none of them. */
export function DeskStaffPart() {
  const asking = useAsked("admin-staff", lookAtStaff);
  return (
    <>
      <div className="stack" style={{ "--gap": "8px" } as React.CSSProperties}>
        <p className="body">{text.text}</p>
        <p className="small">{text.alone}</p>
      </div>
      <Loaded asking={asking}>
        {({ staff, changes }) => (
          <>
            {/* An administrator only takes back what they proposed. */}
            <ChangesPart changes={changes} decide={withdrawStaffChange} again={asking.again} />
            <StaffPart staff={staff} authorities={[]} propose={proposeStaff} again={asking.again} />
          </>
        )}
      </Loaded>
    </>
  );
}
