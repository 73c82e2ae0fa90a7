import { type Participant, ParticipantKind } from "livekit-client";
import { useInside, useNameOf, useRoomView } from "../call-parts.ts";
import { roleOf } from "../hosting/powers.ts";
import { type Listed, orderPeople } from "../people-list.ts";

export interface PersonHere extends Listed {
  readonly participant: Participant;
  readonly role: ReturnType<typeof roleOf>;
  /** A person, or a program of the service that takes a seat. */
  readonly kind: "person" | "service";
}

const ranks = { host: 0, acting: 1, "co-host": 2, guest: 3 } as const;

/** Everybody inside, as the list shows them. */
export function usePeople(): readonly PersonHere[] {
  const view = useRoomView();
  const nameOf = useNameOf();
  const people = useInside().map((participant): PersonHere => {
    const role = roleOf(view, participant.identity);
    return {
      participant,
      identity: participant.identity,
      name: nameOf(participant),
      who: participant.isLocal ? "self" : "other",
      role,
      rank: ranks[role],
      kind: participant.kind === ParticipantKind.STANDARD ? "person" : "service",
    };
  });
  return orderPeople(people);
}
