import { type JoinEvent, joinEvent } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import type { DoorEvent } from "./door-state.ts";
import type { KeysHeard } from "./room-feed.ts";

/** An event of the stream, also one of the keys that can't be read: those inside would wait for it in vain. */
export type HeardEvent =
  | Exclude<JoinEvent, { readonly kind: "keys" }>
  | { readonly kind: "keys"; readonly keys: KeysHeard };

/** Reads one message of a join's event stream; undefined: not one of ours, and to be ignored. */
export function parseJoinEvent(data: string): HeardEvent | undefined {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return undefined;
  }
  const parsed = joinEvent.safeParse(json);
  if (parsed.success) return parsed.data;
  return (json as { readonly kind?: unknown } | null)?.kind === "keys"
    ? { kind: "keys", keys: "unreadable" }
    : undefined;
}

/** What an event of the stream means at the door; undefined: nothing changes. */
export function toDoorEvent(event: HeardEvent): DoorEvent | undefined {
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

/** The names under which the server sends them (`event:` of the stream). */
export const joinEventNames = [
  "state",
  "removed",
  "sent-back",
  "elsewhere",
  "may-return",
  "knock-declined",
  "contest",
  "room",
  "notice",
  "muted",
  "place",
  "ended",
  "keys",
  "where",
  "beat",
] as const;
