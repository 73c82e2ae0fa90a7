import type { Refusal } from "@graticule/api/problem";
import type { HeardEvent } from "../api/join-events.ts";
import type { DoorEvent } from "./door-state.ts";

/** What an event of the stream means at the door; undefined: nothing changes. */
export function eventOfStream(event: HeardEvent): DoorEvent | undefined {
  switch (event.kind) {
    case "state":
      if (event.admitted) return { kind: "may-return" };
      if (event.held !== undefined) return { kind: "held", held: event.held };
      return event.refusal === undefined ? undefined : refusedBy(event.refusal, event.said);
    case "removed":
      return { kind: "refused", refusal: event.refusal };
    case "sent-back":
      return { kind: "held", held: event.held };
    case "may-return":
      return { kind: "may-return" };
    case "knock-declined":
      return { kind: "declined" };
    case "elsewhere":
      return { kind: "elsewhere" };
    case "ended":
      return { kind: "meeting-ended", by: event.by };
    // Not the door's matter: see room-feed.ts.
    case "room":
    case "place":
    case "notice":
    case "muted":
    case "moving":
    case "contest":
    case "keys":
    // Of the line itself: see join-line.ts.
    case "where":
    case "beat":
      return undefined;
  }
}

function refusedBy(
  refusal: Refusal,
  said: "knock" | "not-there" | "nothing" | undefined,
): DoorEvent {
  const lost = said === undefined || said === "knock" ? {} : ({ knock: "none" } as const);
  return { kind: "refused", refusal, ...lost };
}
