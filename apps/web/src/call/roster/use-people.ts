import type { HostRole } from "@graticule/api/hosting";
import { useNames, useRoomView, useShownRole } from "../call-parts.ts";
import { roleOf } from "../hosting/powers.ts";
import { type Listed, orderPeople } from "./people-list.ts";
import type { Attendee } from "./roster.ts";
import { useRoster } from "./use-roster.ts";

export interface PersonHere extends Listed, Pick<Attendee, "kind"> {
  /** What they may do. */
  readonly role: HostRole;
  /** The role beside their name. */
  readonly shownRole: HostRole;
}

const ranks = { host: 0, acting: 1, "co-host": 2, guest: 3 } as const;

/** All people in the call, with names, in the order of the list. */
export function usePeople(): readonly PersonHere[] {
  const view = useRoomView();
  const names = useNames();
  const shownRoleOf = useShownRole();
  const attendees = useRoster((roster) => roster.attendees);
  return orderPeople(
    attendees.map((attendee): PersonHere => {
      const { identity, who, kind } = attendee;
      const shownRole = shownRoleOf(identity);
      const name = names.of(attendee);
      const role = roleOf(view, identity);
      return { identity, name, who, kind, role, shownRole, rank: ranks[shownRole] };
    }),
  );
}
