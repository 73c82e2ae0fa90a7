import type { JoinEvent } from "@graticule/api/meetings";
import { joinEventNames, parseJoinEvent } from "../join/join-events.ts";
import type { JoinKey } from "./joins.ts";

export interface JoinStreamListener {
  readonly onEvent: (event: JoinEvent) => void;
  /** The server no longer knows this join (it was restarted). */
  readonly onForgotten: () => void;
}

/**
 * Opens the event stream of a join; the answer closes it. The browser comes back by itself after
 * a lost connection; when the server answers that it knows no such join, it is forgotten.
 */
export function openJoinStream(join: JoinKey, listener: JoinStreamListener): () => void {
  const source = new EventSource(
    `/api/joins/${encodeURIComponent(join.joinId)}/events?key=${encodeURIComponent(join.key)}`,
  );
  const hear = (message: MessageEvent<string>): void => {
    const event = parseJoinEvent(message.data);
    if (event !== undefined) listener.onEvent(event);
  };
  for (const name of joinEventNames) source.addEventListener(name, hear);
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) listener.onForgotten();
  });
  return () => source.close();
}
