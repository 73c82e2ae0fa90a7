import { laterAwake } from "../signals/later-awake.ts";
import { type EventStream, openEventStream } from "./event-stream.ts";
import { type HeardEvent, parseJoinEvent } from "./join-events.ts";
import { type JoinKey, sayWhere } from "./joins.ts";

export interface JoinStreamListener {
  readonly onEvent: (event: HeardEvent) => void;
  /** The service does not know this join, and will not. */
  readonly onForgotten: () => void;
  /** The service has been silent for long, also on new streams; or it is heard again. */
  readonly onSilence: (silence: "begins" | "ends") => void;
}

/** An open event stream. */
export interface JoinStream {
  /** Opens a new one: the network may have changed. */
  readonly renew: () => void;
  /** Opens a new one if nothing was heard lately: the page is awake again. */
  readonly wake: () => void;
  readonly close: () => void;
}

/** Tells this page from a copy of its tab, which has the same join. No secret. */
const page = Math.random().toString(36).slice(2);

const between = (least: number, most: number): number => least + Math.random() * (most - least);

/** The service is heard every second. Pages that it left at the same moment come again one by one, within 3 s. */
const quietMs = (): number => between(2_000, 2_800);
/** The page mentions a silence that lasts so long: another instance of the service takes over in less. */
const toldMs = 10_000;
/** How long the first stream may take, and the others, by how many before it brought nothing in a row. */
const firstMs = 2_500;
const patienceMs = (mute: number): number =>
  mute === 0 ? firstMs : Math.min(1_000 * 1.5 ** Math.max(0, mute - 2), 5_000);
/** How long until the next stream after one that was ended or turned away. */
const pauseMs = (mute: number): number =>
  mute === 0 ? between(0, 500) : between(500, 1_000) * Math.min(5, 1.2 ** Math.max(0, mute - 16));
/** For a page that wakes. */
const latelyMs = 1_500;

const nothing = (): void => undefined;

/**
 * Opens the event stream of a join. A silent stream is replaced, and so is one that ended or whose answer was no
 * stream, as that of a proxy while the service starts, or of the service where there are too many. `onForgotten` only
 * when the service says that it knows no such join.
 */
export function openJoinStream(
  join: JoinKey,
  listener: JoinStreamListener,
  ask: (join: JoinKey) => ReturnType<typeof sayWhere> = sayWhere,
): JoinStream {
  const address = `/api/joins/${encodeURIComponent(join.joinId)}/events?page=${page}`;
  /** Undefined: closed for good. */
  let source: EventStream | undefined;
  let cancelNext = nothing;
  let cancelTelling = nothing;
  let isTold = false;
  /** How many streams in a row brought nothing, after the first. */
  let mute = 0;
  let heardAt = Number.NEGATIVE_INFINITY;

  const hear = (data: string): void => {
    mute = 0;
    heardAt = performance.now();
    calm();
    next(again, quietMs());
    const event = parseJoinEvent(data);
    if (event !== undefined) listener.onEvent(event);
  };

  /** Opens another one, since this one brings nothing. */
  const again = (): void => {
    if (mute === 0) {
      cancelTelling = laterAwake(() => {
        isTold = true;
        listener.onSilence("begins");
      }, toldMs);
    }
    mute += 1;
    renew();
  };

  const calm = (): void => {
    cancelTelling();
    if (isTold) listener.onSilence("ends");
    isTold = false;
  };

  const renew = (): void => {
    source?.close();
    source = openEventStream(address, join.key, { onData: hear, onEnd: failed });
    next(again, patienceMs(mute));
  };

  const next = (task: () => void, delayMs: number): void => {
    cancelNext();
    cancelNext = laterAwake(task, delayMs);
  };

  const failed = (how: "ended" | "turned-away"): void => {
    next(again, pauseMs(mute));
    if (how === "turned-away") void turnedAway();
  };

  /** What answered may have been a proxy: the service is asked by another way. */
  const turnedAway = async (): Promise<void> => {
    const before = heardAt;
    const answer = await ask(join);
    if (source === undefined || heardAt !== before) return;
    const isForgotten =
      answer.kind === "problem" && (answer.code === "not-found" || answer.code === "unauthorized");
    if (isForgotten) end(listener.onForgotten);
  };

  const end = (then?: () => void): void => {
    cancelNext();
    source?.close();
    source = undefined;
    calm();
    then?.();
  };

  renew();
  return {
    // Not where another one is being tried anyway.
    renew: () => {
      if (source !== undefined && mute === 0) renew();
    },
    wake: () => {
      if (source !== undefined && performance.now() - heardAt > latelyMs) renew();
    },
    close: () => end(),
  };
}
