import type { Door } from "@graticule/api/meetings";
import {
  type DoorEvent,
  type DoorState,
  type EventOf,
  joinKeyOf,
  type StateOf,
  titleOf,
} from "./door-state.ts";

type Table = {
  readonly [S in DoorState["kind"]]: {
    readonly [E in DoorEvent["kind"]]?: (state: StateOf<S>, event: EventOf<E>) => DoorState;
  };
};

const ended = (state: DoorState, event: EventOf<"meeting-ended">): DoorState => ({
  kind: "ended",
  by: event.by,
  title: titleOf(state),
});
const notFound = (): DoorState => ({ kind: "not-found" });

/** A new join, or the same one again where there is a seat. */
const joinAgain = (state: DoorState): DoorState => ({
  kind: "joining",
  door: undefined,
  seat: joinKeyOf(state),
});
/** As a new participant, under the name that was given. */
const joinAnew = (): DoorState => ({ kind: "joining", door: undefined, seat: undefined });

const left = (state: DoorState): DoorState => ({
  kind: "left",
  why: "own-wish",
  title: titleOf(state),
  seat: undefined,
});

/** The seat is kept: with a click this person is back as the same participant. */
const leftWithSeat = (state: DoorState, why: StateOf<"left">["why"]): DoorState => ({
  kind: "left",
  why,
  title: titleOf(state),
  seat: joinKeyOf(state),
});

/** The other tab has the same seat. */
const goneElsewhere = (state: DoorState): DoorState => leftWithSeat(state, "elsewhere");

/** Asks again: to be let in, once a name was given; before that, only what the door says. */
const cannotCheck = (
  state: DoorState,
  event: Partial<EventOf<"cannot-check">> = {},
): StateOf<"cannot-check"> => ({
  kind: "cannot-check",
  why: event.why ?? "closed",
  asks: state.kind === "looking" ? "door" : "join",
  seat: joinKeyOf(state),
});
const cannotLook = (_: DoorState, event: EventOf<"fault">): DoorState => ({
  kind: "cannot-check",
  why: event.fault,
  asks: "door",
  seat: undefined,
});
/** This person was inside, and is brought back as soon as the service answers. */
const away = (state: DoorState): DoorState => ({
  kind: "cannot-check",
  why: "away",
  asks: "join",
  seat: joinKeyOf(state),
});

const inside = (_: DoorState, event: EventOf<"admitted">): DoorState => ({
  kind: "inside",
  admitted: event.admitted,
});

const refusedAt =
  (at: "door" | "call") =>
  (state: DoorState, event: EventOf<"refused">): DoorState => {
    const { refusal, from = at } = event;
    const seat = event.seat ?? joinKeyOf(state);
    return titled({ kind: "refused", refusal, from, title: titleOf(state), seat, knock: "none" });
  };

/** To someone whom an order keeps out at the door, no page names the meeting. */
const titled = (state: StateOf<"refused">): StateOf<"refused"> =>
  state.refusal.because === "ordered" && state.from === "door"
    ? { ...state, title: undefined }
    : state;

/** Without a seat nobody can wait: the answer to a join brings one. */
const heldAt = (state: DoorState, event: EventOf<"held">): DoorState => {
  const seat = event.seat ?? joinKeyOf(state);
  if (seat === undefined) return state;
  const title = event.title ?? titleOf(state);
  return { kind: "waiting", held: event.held, title, seat, fault: undefined, answer: "none" };
};

/** The door says that the meeting is over. */
const over = (door: Door, title: string | undefined): DoorState => ({
  kind: "ended",
  by: door.endedBy ?? "host",
  title,
});

function doorOf(door: Door, news: "none" | "opened"): DoorState {
  if (door.ended) return over(door, undefined);
  if (door.refusal === undefined) return { kind: "door", door, fault: undefined, news };
  const { refusal } = door;
  const title = undefined;
  return { kind: "refused", refusal, from: "door", title, seat: undefined, knock: "none" };
}

/** With a pass this person is another participant: what came before is over. */
const lookAnew = (): DoorState => ({ kind: "looking" });

const looked = (_: DoorState, event: EventOf<"door-seen">): DoorState => doorOf(event.door, "none");

/**
 * What each state does on an event; on any other it stays as it is. Late events are common, such as one
 * of the stream after the person left, so they must be harmless, not impossible.
 */
const doorTable: Table = {
  looking: {
    "door-seen": looked,
    "no-such-meeting": notFound,
    "cannot-check": cannotCheck,
    fault: cannotLook,
    refused: refusedAt("door"),
    "meeting-ended": ended,
  },
  door: {
    "door-seen": (state, { door }) => {
      if (door.ended) return over(door, titleOf(state));
      const next = doorOf(door, state.news);
      if (next.kind === "refused") return titled({ ...next, title: titleOf(state) });
      return next.kind === "door" ? { ...next, fault: state.fault } : next;
    },
    "no-such-meeting": notFound,
    fault: (state, event) => ({ ...state, fault: event.fault }),
    join: (state) => ({ kind: "joining", door: state.door, seat: undefined }),
    refused: refusedAt("door"),
    "pass-brought": lookAnew,
    "meeting-ended": ended,
    leave: left,
  },
  joining: {
    "no-such-meeting": notFound,
    "cannot-check": cannotCheck,
    fault: (state, event) => {
      if (state.door === undefined) {
        return event.fault === "too-many"
          ? { ...cannotCheck(state), why: "too-many" }
          : away(state);
      }
      return { kind: "door", door: state.door, fault: event.fault, news: "none" };
    },
    admitted: inside,
    held: heldAt,
    refused: refusedAt("door"),
    forgotten: joinAnew,
    "meeting-ended": ended,
    leave: left,
  },
  inside: {
    "no-such-meeting": (state) => ({ kind: "ended", by: "host", title: titleOf(state) }),
    held: heldAt,
    refused: refusedAt("call"),
    // The call goes on without the stream, except where the keys come by it.
    forgotten: (state) => (state.admitted.meeting.encryption === "off" ? state : joinAnew()),
    "meeting-ended": ended,
    lost: away,
    "no-keys": ({ admitted }, { why }) => ({
      kind: "no-keys",
      why,
      title: admitted.meeting.title,
    }),
    elsewhere: goneElsewhere,
    leave: (state, event) => leftWithSeat(state, event.why ?? "own-wish"),
  },
  waiting: {
    "no-such-meeting": notFound,
    "cannot-check": (state) => ({ ...state, fault: "failed" }),
    fault: (state, event) => ({ ...state, fault: event.fault }),
    join: joinAgain,
    admitted: inside,
    held: (state, event) => ({
      ...state,
      held: event.held,
      title: event.title ?? state.title,
      seat: event.seat ?? state.seat,
      fault: undefined,
    }),
    refused: refusedAt("door"),
    "may-return": joinAgain,
    declined: (state) => ({ ...state, answer: "declined" }),
    forgotten: joinAnew,
    "meeting-ended": ended,
    elsewhere: goneElsewhere,
    leave: left,
  },
  refused: {
    "door-seen": (state, { door }) => {
      const next = doorOf(door, "opened");
      return next.kind === "refused" ? titled({ ...state, refusal: next.refusal }) : next;
    },
    "no-such-meeting": notFound,
    join: joinAgain,
    admitted: inside,
    held: heldAt,
    refused: (state, event) =>
      titled({
        ...state,
        refusal: event.refusal,
        seat: event.seat ?? state.seat,
        knock: event.knock ?? state.knock,
      }),
    "may-return": joinAgain,
    "pass-brought": lookAnew,
    knocked: (state) => ({ ...state, knock: "sent" }),
    declined: (state) => ({ ...state, knock: "declined" }),
    forgotten: (state) => ({ ...state, seat: undefined, knock: "none" }),
    "meeting-ended": ended,
    elsewhere: goneElsewhere,
    leave: left,
  },
  "cannot-check": {
    "door-seen": looked,
    "no-such-meeting": notFound,
    "cannot-check": (state, { why }) => ({ ...state, why: why ?? "closed" }),
    // Why someone is away does not change by that.
    fault: (state, { fault }) =>
      state.why === "away" && fault !== "too-many" ? state : { ...state, why: fault },
    join: joinAgain,
    admitted: inside,
    held: heldAt,
    refused: refusedAt("door"),
    "may-return": (state) => (state.asks === "join" ? joinAgain(state) : state),
    forgotten: (state) => ({ ...state, asks: "join", seat: undefined }),
    "meeting-ended": ended,
    leave: left,
  },
  left: {
    "door-seen": (state, { door }) => (door.ended ? over(door, state.title) : state),
    join: joinAgain,
    "meeting-ended": ended,
  },
  "no-keys": { join: joinAnew },
  ended: {},
  "not-found": { "door-seen": looked },
};

export function stepDoor(state: DoorState, event: DoorEvent): DoorState {
  const step = doorTable[state.kind][event.kind] as
    | ((state: DoorState, event: DoorEvent) => DoorState)
    | undefined;
  return step?.(state, event) ?? state;
}
