import type { Door } from "@graticule/api/meetings";
import {
  type DoorEvent,
  type DoorState,
  type EventOf,
  type StateOf,
  seatOf,
  titleOf,
} from "./door-state.ts";

type Step<S extends DoorState["kind"], E extends DoorEvent["kind"]> = (
  state: StateOf<S>,
  event: EventOf<E>,
) => DoorState;

type Table = {
  readonly [S in DoorState["kind"]]: {
    readonly [E in DoorEvent["kind"]]: Step<S, E> | "stay";
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
  seat: seatOf(state),
});
/** Whoever has a seat gave a name. */
const joinAnew = (): DoorState => ({ kind: "joining", door: undefined, seat: undefined });

const left = (state: DoorState): DoorState => ({
  kind: "left",
  why: "own-wish",
  title: titleOf(state),
  seat: undefined,
});
/** Out of a call one comes back with a click, as the same participant. */
const leftCall = (state: DoorState, event: EventOf<"leave">): DoorState => ({
  kind: "left",
  why: event.why ?? "own-wish",
  title: titleOf(state),
  seat: seatOf(state),
});

/** The other tab has the same seat: it is not given up, and taken back with a click. */
const goneElsewhere = (state: DoorState): DoorState => ({
  kind: "left",
  why: "elsewhere",
  title: titleOf(state),
  seat: seatOf(state),
});

/** Whoever has given a name is let in as soon as that can be: else a question at the door is asked again. */
const cannotCheck = (state: DoorState): StateOf<"cannot-check"> => ({
  kind: "cannot-check",
  why: "closed",
  asks: state.kind === "looking" ? "door" : "join",
  seat: seatOf(state),
});
const cannotLook = (_: DoorState, event: EventOf<"fault">): DoorState => ({
  kind: "cannot-check",
  why: event.fault,
  asks: "door",
  seat: undefined,
});
/** Someone was inside, and comes back as soon as the service answers. */
const away = (state: DoorState): DoorState => ({
  kind: "cannot-check",
  why: "away",
  asks: "join",
  seat: seatOf(state),
});

const inside = (_: DoorState, event: EventOf<"admitted">): DoorState => ({
  kind: "inside",
  admitted: event.admitted,
});

const refusedAt =
  (from: "door" | "call") =>
  (state: DoorState, event: EventOf<"refused">): DoorState => ({
    kind: "refused",
    refusal: event.refusal,
    from: event.from ?? from,
    seat: event.seat ?? seatOf(state),
    knock: "none",
  });

/** Without a seat nobody can wait: the answer to a join brings one. */
const heldAt = (state: DoorState, event: EventOf<"held">): DoorState => {
  const seat = event.seat ?? seatOf(state);
  return seat === undefined
    ? state
    : {
        kind: "waiting",
        held: event.held,
        title: event.title ?? titleOf(state),
        seat,
        fault: undefined,
        answer: "none",
      };
};

/** The meeting is over, by what its door says. */
const over = (door: Door, title: string | undefined): DoorState => ({
  kind: "ended",
  by: door.endedBy ?? "host",
  title,
});

function doorOf(door: Door, news: "none" | "opened"): DoorState {
  if (door.ended) return over(door, undefined);
  if (door.refusal === undefined) return { kind: "door", door, fault: undefined, news };
  const { refusal } = door;
  return { kind: "refused", refusal, from: "door", seat: undefined, knock: "none" };
}

/** A pass makes another participant of someone: what came before it is over. */
const lookAnew = (): DoorState => ({ kind: "looking" });

const looked = (_: DoorState, event: EventOf<"door-seen">): DoorState => doorOf(event.door, "none");

/**
 * Every state meets every event: `stay` where an event says nothing new. Late events are common
 * (a stream's word after the person left), so they must be harmless, not impossible.
 * @internal
 */
export const doorTable: Table = {
  looking: {
    "door-seen": looked,
    "no-such-meeting": notFound,
    "cannot-check": cannotCheck,
    fault: cannotLook,
    join: "stay",
    admitted: "stay",
    held: "stay",
    refused: refusedAt("door"),
    "may-return": "stay",
    "pass-brought": "stay",
    knocked: "stay",
    declined: "stay",
    forgotten: "stay",
    "meeting-ended": ended,
    lost: "stay",
    "no-keys": "stay",
    elsewhere: "stay",
    leave: "stay",
  },
  door: {
    "door-seen": (state, { door }) => {
      if (door.ended) return over(door, titleOf(state));
      const next = doorOf(door, state.news);
      return next.kind === "door" ? { ...next, fault: state.fault } : next;
    },
    "no-such-meeting": notFound,
    "cannot-check": "stay",
    fault: (state, event) => ({ ...state, fault: event.fault }),
    join: (state) => ({ kind: "joining", door: state.door, seat: undefined }),
    admitted: "stay",
    held: "stay",
    refused: refusedAt("door"),
    "may-return": "stay",
    "pass-brought": lookAnew,
    knocked: "stay",
    declined: "stay",
    forgotten: "stay",
    "meeting-ended": ended,
    lost: "stay",
    "no-keys": "stay",
    elsewhere: "stay",
    leave: left,
  },
  joining: {
    "door-seen": "stay",
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
    join: "stay",
    admitted: inside,
    held: heldAt,
    refused: refusedAt("door"),
    "may-return": "stay",
    "pass-brought": "stay",
    knocked: "stay",
    declined: "stay",
    forgotten: joinAnew,
    "meeting-ended": ended,
    lost: "stay",
    "no-keys": "stay",
    elsewhere: "stay",
    leave: left,
  },
  inside: {
    "door-seen": "stay",
    "no-such-meeting": (state) => ({ kind: "ended", by: "host", title: titleOf(state) }),
    "cannot-check": "stay",
    fault: "stay",
    join: "stay",
    admitted: "stay",
    held: heldAt,
    refused: refusedAt("call"),
    "may-return": "stay",
    "pass-brought": "stay",
    knocked: "stay",
    declined: "stay",
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
    leave: leftCall,
  },
  waiting: {
    "door-seen": "stay",
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
    "pass-brought": "stay",
    knocked: "stay",
    declined: (state) => ({ ...state, answer: "declined" }),
    forgotten: joinAnew,
    "meeting-ended": ended,
    lost: "stay",
    "no-keys": "stay",
    elsewhere: goneElsewhere,
    leave: left,
  },
  refused: {
    "door-seen": (state, { door }) => {
      const next = doorOf(door, "opened");
      return next.kind === "refused" ? { ...state, refusal: next.refusal } : next;
    },
    "no-such-meeting": notFound,
    "cannot-check": "stay",
    fault: "stay",
    join: joinAgain,
    admitted: inside,
    held: heldAt,
    refused: (state, event) => ({
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
    lost: "stay",
    "no-keys": "stay",
    elsewhere: goneElsewhere,
    leave: left,
  },
  "cannot-check": {
    "door-seen": looked,
    "no-such-meeting": notFound,
    "cannot-check": (state) => ({ ...state, why: "closed" }),
    // Why someone is away does not change by that.
    fault: (state, { fault }) =>
      state.why === "away" && fault !== "too-many" ? state : { ...state, why: fault },
    join: joinAgain,
    admitted: inside,
    held: heldAt,
    refused: refusedAt("door"),
    "may-return": (state) => (state.asks === "join" ? joinAgain(state) : state),
    "pass-brought": "stay",
    knocked: "stay",
    declined: "stay",
    forgotten: (state) => ({ ...state, asks: "join", seat: undefined }),
    "meeting-ended": ended,
    lost: "stay",
    "no-keys": "stay",
    elsewhere: "stay",
    leave: left,
  },
  left: {
    "door-seen": (state, { door }) => (door.ended ? over(door, state.title) : state),
    "no-such-meeting": "stay",
    "cannot-check": "stay",
    fault: "stay",
    join: joinAgain,
    admitted: "stay",
    held: "stay",
    refused: "stay",
    "may-return": "stay",
    "pass-brought": "stay",
    knocked: "stay",
    declined: "stay",
    forgotten: "stay",
    "meeting-ended": ended,
    lost: "stay",
    "no-keys": "stay",
    elsewhere: "stay",
    leave: "stay",
  },
  "no-keys": {
    "door-seen": "stay",
    "no-such-meeting": "stay",
    "cannot-check": "stay",
    fault: "stay",
    join: joinAnew,
    admitted: "stay",
    held: "stay",
    refused: "stay",
    "may-return": "stay",
    "pass-brought": "stay",
    knocked: "stay",
    declined: "stay",
    forgotten: "stay",
    "meeting-ended": "stay",
    lost: "stay",
    "no-keys": "stay",
    elsewhere: "stay",
    leave: "stay",
  },
  ended: {
    "door-seen": "stay",
    "no-such-meeting": "stay",
    "cannot-check": "stay",
    fault: "stay",
    join: "stay",
    admitted: "stay",
    held: "stay",
    refused: "stay",
    "may-return": "stay",
    "pass-brought": "stay",
    knocked: "stay",
    declined: "stay",
    forgotten: "stay",
    "meeting-ended": "stay",
    lost: "stay",
    "no-keys": "stay",
    elsewhere: "stay",
    leave: "stay",
  },
  "not-found": {
    "door-seen": looked,
    "no-such-meeting": "stay",
    "cannot-check": "stay",
    fault: "stay",
    join: "stay",
    admitted: "stay",
    held: "stay",
    refused: "stay",
    "may-return": "stay",
    "pass-brought": "stay",
    knocked: "stay",
    declined: "stay",
    forgotten: "stay",
    "meeting-ended": "stay",
    lost: "stay",
    "no-keys": "stay",
    elsewhere: "stay",
    leave: "stay",
  },
};

export function stepDoor(state: DoorState, event: DoorEvent): DoorState {
  const step = doorTable[state.kind][event.kind] as
    | ((state: DoorState, event: DoorEvent) => DoorState)
    | "stay";
  return step === "stay" ? state : step(state, event);
}
