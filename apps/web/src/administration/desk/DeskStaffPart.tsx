import type { StaffMember } from "@graticule/api/desk-changes";
import { lookAtStaff, proposeStaff, withdrawStaffChange } from "../../api/desk.ts";
import { ChangesPart } from "../../desk/register/ChangesPart.tsx";
import { StaffPart } from "../../desk/register/StaffPart.tsx";
import { deskWords } from "../../i18n/desk-words.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { missingForOrders } from "./missing-people.ts";
import "../../desk/page/desk.css";

const { administration: text } = deskWords;

/** Who answers governments: the administrator proposes them, and is none of them. */
export function DeskStaffPart() {
  const asking = useAsked("admin-staff", lookAtStaff);
  return (
    <>
      <div className="stack gap-8">
        <p className="body">{text.text}</p>
        <p className="small">{text.alone}</p>
      </div>
      <Loaded asking={asking}>
        {({ staff, changes, shortages }) => (
          <>
            {shortages.includes("no-orders") ? <Missing staff={staff} /> : null}
            {/* An administrator only takes back what they proposed. */}
            <ChangesPart changes={changes} decide={withdrawStaffChange} again={asking.again} />
            <StaffPart staff={staff} authorities={[]} propose={proposeStaff} again={asking.again} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** Who is missing before the desk can make an order; nothing where only an approver's first hours are. */
function Missing({ staff }: { readonly staff: readonly StaffMember[] }) {
  const missing = missingForOrders(staff);
  if (missing === "nobody") return null;
  const who =
    missing === "people"
      ? text.missingPeople
      : missing.map((role) => deskWords.role[role]).join(", ");
  const someApprover = staff.some(({ roles }) => roles.includes("approver"));
  return (
    <p className="amber-note" data-testid="missing-for-orders">
      {text.missing(who, someApprover)}
    </p>
  );
}
