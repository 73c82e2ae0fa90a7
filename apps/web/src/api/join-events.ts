import type { KeysEvent } from "@graticule/api/keys";
import { type JoinEvent, joinEvent } from "@graticule/api/meetings";

/** `unreadable`: it is of the keys, and no message that there is. */
export type KeysHeard = KeysEvent | "unreadable";

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
