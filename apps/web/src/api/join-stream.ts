import { type HeardEvent, joinEventNames, parseJoinEvent } from "./join-events.ts";
import { type JoinKey, sayWhere } from "./joins.ts";

export interface JoinStreamListener {
  readonly onEvent: (event: HeardEvent) => void;
  /** The service does not know this join, and will not. */
  readonly onForgotten: () => void;
  /** The service is silent, also on a new stream; or it is heard again. */
  readonly onSilence: (silence: "begins" | "ends") => void;
}

/** An open event stream. */
export interface JoinStream {
  /** Opens a new one: the network may have changed. */
  readonly renew: () => void;
  readonly close: () => void;
}

/** Tells this page from a copy of its tab, which has the same join. No secret. */
const page = Math.random().toString(36).slice(2);

/** The service lets itself be heard every second. */
const quietMs = 2_500;
/** A stream that brought nothing is given twice the time of the one before it, up to this. */
const patientMs = 10_000;

/**
 * Opens the event stream of a join. The browser reconnects after a lost connection that it notices. A silent
 * stream is replaced, and so is one whose answer was no stream, as that of a proxy while the service starts,
 * or of the service where there are too many. `onForgotten` only when the service says that it knows no such join.
 */
export function openJoinStream(
  join: JoinKey,
  listener: JoinStreamListener,
  ask: (join: JoinKey) => ReturnType<typeof sayWhere> = sayWhere,
): JoinStream {
  const address = `/api/joins/${encodeURIComponent(join.joinId)}/events?key=${encodeURIComponent(join.key)}&page=${page}`;
  /** Undefined: closed for good. */
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout>;
  /** How many streams in a row brought nothing. */
  let mute = 0;

  const hear = (message: MessageEvent<string>): void => {
    if (mute > 1) listener.onSilence("ends");
    mute = 0;
    wait();
    const event = parseJoinEvent(message.data);
    if (event !== undefined) listener.onEvent(event);
  };

  const renew = (): void => {
    source?.close();
    const opened = new EventSource(address);
    for (const name of joinEventNames) opened.addEventListener(name, hear);
    opened.addEventListener("error", () => {
      if (opened === source && opened.readyState === EventSource.CLOSED) void turnedAway(opened);
    });
    source = opened;
    wait();
  };

  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        mute += 1;
        if (mute === 2) listener.onSilence("begins");
        renew();
      },
      Math.min(quietMs * 2 ** Math.max(0, mute - 1), patientMs),
    );
  };

  /** A browser doesn't say what the answer was: the service is asked by another way. */
  const turnedAway = async (opened: EventSource): Promise<void> => {
    const answer = await ask(join);
    if (opened !== source) return;
    const isForgotten =
      answer.kind === "problem" && (answer.code === "not-found" || answer.code === "unauthorized");
    if (isForgotten) end(listener.onForgotten);
  };

  const end = (then?: () => void): void => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
    if (mute > 1) listener.onSilence("ends");
    then?.();
  };

  renew();
  return { renew, close: () => end() };
}
