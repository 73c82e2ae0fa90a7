import { AccountsPart } from "./AccountsPart.tsx";
import { InvitationsPart } from "./InvitationsPart.tsx";

/** Who has an account, and who may make one. */
export function PeoplePart() {
  return (
    <>
      <AccountsPart />
      <InvitationsPart />
    </>
  );
}
