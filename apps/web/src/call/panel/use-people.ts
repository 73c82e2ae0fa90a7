import type { HostRole } from "@graticule/api/hosting";
import { type Participant, ParticipantKind } from "livekit-client";
import { useInside, useNameOf, useRoomView, useShownRole } from "../call-parts.ts";
import { roleOf } from "../hosting/powers.ts";
import { type Listed, orderPeople } from "../people-list.ts";

export interface PersonHere extends Listed {
  readonly participant: Participant;
  /** What they may do. */
  readonly role: HostRole;
  /** What stands beside their name. */
  readonly shownRole: HostRole;
  /** A person, or a program of the service that takes a seat. */
  readonly kind: "person" | "service";
}

const ranks = { host: 0, acting: 1, "co-host": 2, guest: 3 } as const;

/** Everyone inside, as the list shows them. */
export function usePeople(): readonly PersonHere[] {
  const view = useRoomView();
  const nameOf = useNameOf();
  const shownRoleOf = useShownRole();
  const people = useInside().map((participant): PersonHere => {
    const shownRole = shownRoleOf(participant.identity);
    return {
      participant,
      identity: participant.identity,
      name: nameOf(participant),
      who: participant.isLocal ? "self" : "other",
      role: roleOf(view, participant.identity),
      shownRole,
      rank: ranks[shownRole],
      kind: participant.kind === ParticipantKind.STANDARD ? "person" : "service",
    };
  });
  return orderPeople(people);
}
