import type { JoinEvent } from "@graticule/api/meetings";
import { joinEventNames, parseJoinEvent } from "../join/join-events.ts";
import type { JoinKey } from "./joins.ts";

export interface JoinStreamListener {
  readonly onEvent: (event: JoinEvent) => void;
  /** The server no longer knows this join (it was restarted). */
  readonly onForgotten: () => void;
  /** Nothing is heard of the service, also on a stream opened anew; or something is again. */
  readonly onSilence: (silence: "begins" | "ends") => void;
}

/** An open event stream. */
export interface JoinStream {
  /** Opens it anew: the network may be another one. */
  readonly renew: () => void;
  readonly close: () => void;
}

/** The service lets itself be heard every second. */
const quietMs = 2_500;

/**
 * Opens the event stream of a join. The browser comes back by itself after a lost connection that it
 * notices; one on which nothing is heard is opened anew. When the server answers that it knows no such
 * join, it is forgotten.
 */
export function openJoinStream(join: JoinKey, listener: JoinStreamListener): JoinStream {
  const address = `/api/joins/${encodeURIComponent(join.joinId)}/events?key=${encodeURIComponent(join.key)}`;
  let source: EventSource;
  let quiet: ReturnType<typeof setTimeout>;
  /** How many streams in a row brought nothing. */
  let mute = 0;

  const hear = (message: MessageEvent<string>): void => {
    listen();
    if (mute > 1) listener.onSilence("ends");
    mute = 0;
    const event = parseJoinEvent(message.data);
    if (event !== undefined) listener.onEvent(event);
  };

  const open = (): void => {
    const opened = new EventSource(address);
    for (const name of joinEventNames) opened.addEventListener(name, hear);
    opened.addEventListener("error", () => {
      if (opened.readyState === EventSource.CLOSED) end(listener.onForgotten);
    });
    source = opened;
    listen();
  };

  const listen = (): void => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      mute += 1;
      if (mute === 2) listener.onSilence("begins");
      renew();
    }, quietMs);
  };

  const end = (then?: () => void): void => {
    clearTimeout(quiet);
    source.close();
    if (mute > 1) listener.onSilence("ends");
    then?.();
  };

  const renew = (): void => {
    source.close();
    open();
  };

  open();
  return { renew, close: () => end() };
}
