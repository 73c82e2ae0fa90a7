import type { StaffMember } from "@graticule/api/desk-changes";
import { lookAtStaff, proposeStaff, withdrawStaffChange } from "../../api/desk.ts";
import { ChangesPart } from "../../desk/register/ChangesPart.tsx";
import { StaffPart } from "../../desk/register/StaffPart.tsx";
import { deskWords } from "../../i18n/desk-words.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { missingForOrders } from "./missing-people.ts";
import "../../desk/page/desk.css";

const { administration: text } = deskWords;

/** The desk's staff, whom an administrator proposes without being one of them. */
export function DeskStaffPart() {
  const asking = useAsked("admin-staff", lookAtStaff);
  return (
    <>
      <p className="body">{text.text}</p>
      <Loaded asking={asking}>
        {({ staff, changes, shortages }) => (
          <>
            {shortages.includes("no-orders") ? <Missing staff={staff} /> : null}
            <StaffPart
              staff={staff}
              authorities={[]}
              propose={proposeStaff}
              again={asking.again}
              note={text.alone}
              keyFirst={deskWords.register.sentKeyFirstOrWait}
            />
            {/* An administrator only takes back what they proposed. */}
            <ChangesPart changes={changes} decide={withdrawStaffChange} again={asking.again} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** Who is missing before the desk can make an order; nothing while a new approver only waits. */
function Missing({ staff }: { readonly staff: readonly StaffMember[] }) {
  const missing = missingForOrders(staff);
  if (missing === "nobody") return null;
  const who =
    missing === "people"
      ? text.missingPeople
      : missing.map((role) => deskWords.role[role]).join(", ");
  const someApprover = staff.some(({ roles }) => roles.includes("approver"));
  return <p className="amber-note">{text.missing(who, someApprover)}</p>;
}
