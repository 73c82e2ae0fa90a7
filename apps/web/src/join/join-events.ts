import { type JoinEvent, joinEvent } from "@graticule/api/meetings";
import type { DoorEvent } from "./door-state.ts";

/** Reads one message of a join's event stream; undefined: not one of ours, and to be ignored. */
export function parseJoinEvent(data: string): JoinEvent | undefined {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return undefined;
  }
  const parsed = joinEvent.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}

/** What an event of the stream means at the door; undefined: nothing changes. */
export function toDoorEvent(event: JoinEvent): DoorEvent | undefined {
  switch (event.kind) {
    case "state":
      if (event.admitted) return { kind: "may-return" };
      return event.refusal === undefined ? undefined : { kind: "refused", refusal: event.refusal };
    case "removed":
      return { kind: "refused", refusal: event.refusal };
    case "may-return":
      return { kind: "may-return" };
    case "ended":
      return { kind: "meeting-ended" };
    // What the lobby and the room make of these is not the door's matter.
    case "room":
    case "sent-back":
    case "knock-declined":
      return undefined;
  }
}

/** The names under which the server sends them (`event:` of the stream). */
export const joinEventNames = [
  "state",
  "removed",
  "sent-back",
  "may-return",
  "knock-declined",
  "room",
  "ended",
] as const;
