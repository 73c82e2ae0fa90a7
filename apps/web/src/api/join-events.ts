import type { KeysEvent } from "@graticule/api/keys";
import { type JoinEvent, joinEvent } from "@graticule/api/meetings";

/** `unreadable`: a key event of no known form. */
export type KeysHeard = KeysEvent | "unreadable";

/** An event of the stream. A key event that can't be read counts too, since the call would wait for it in vain. */
export type HeardEvent =
  | Exclude<JoinEvent, { readonly kind: "keys" }>
  | { readonly kind: "keys"; readonly keys: KeysHeard };

/** Reads one message of a join's event stream; undefined: not one of ours. */
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
