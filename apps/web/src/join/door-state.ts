import type { Door, JoinAdmitted } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";

/** What a join left behind: its event stream. */
export interface JoinStreamKey {
  readonly joinId: string;
  readonly key: string;
}

/** Where somebody stands between opening a meeting's link and leaving it. */
export type DoorState =
  | { readonly kind: "looking" }
  | { readonly kind: "door"; readonly door: Door; readonly fault: DoorFault | undefined }
  | { readonly kind: "joining"; readonly door: Door | undefined }
  | { readonly kind: "inside"; readonly admitted: JoinAdmitted }
  | {
      readonly kind: "refused";
      readonly refusal: Refusal;
      /** `door`: was never inside. `call`: was inside until now. */
      readonly from: "door" | "call";
      readonly stream: JoinStreamKey | undefined;
      readonly mayReturn: boolean;
    }
  | { readonly kind: "cannot-check" }
  | { readonly kind: "left" }
  | { readonly kind: "ended" }
  | { readonly kind: "not-found" };

/** Why a join failed without an answer to the question who may come in. */
export type DoorFault = "failed" | "too-many" | "offline";

export type DoorEvent =
  | { readonly kind: "door-seen"; readonly door: Door }
  | { readonly kind: "no-such-meeting" }
  | { readonly kind: "cannot-check" }
  | { readonly kind: "fault"; readonly fault: DoorFault }
  | { readonly kind: "join" }
  | { readonly kind: "admitted"; readonly admitted: JoinAdmitted }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly stream?: JoinStreamKey }
  | { readonly kind: "may-return" }
  | { readonly kind: "meeting-ended" }
  | { readonly kind: "leave" };

type Step<S extends DoorState["kind"], E extends DoorEvent["kind"]> = (
  state: Extract<DoorState, { kind: S }>,
  event: Extract<DoorEvent, { kind: E }>,
) => DoorState;

type Table = {
  readonly [S in DoorState["kind"]]: {
    readonly [E in DoorEvent["kind"]]: Step<S, E> | "stay";
  };
};

const ended = (): DoorState => ({ kind: "ended" });
const notFound = (): DoorState => ({ kind: "not-found" });
const cannotCheck = (): DoorState => ({ kind: "cannot-check" });
const joinAgain = (): DoorState => ({ kind: "joining", door: undefined });
const left = (): DoorState => ({ kind: "left" });

function seen(door: Door): DoorState {
  if (door.ended) return ended();
  if (door.refusal === undefined) return { kind: "door", door, fault: undefined };
  return {
    kind: "refused",
    refusal: door.refusal,
    from: "door",
    stream: undefined,
    mayReturn: false,
  };
}

const keptOut =
  (from: "door" | "call") =>
  (_: DoorState, event: Extract<DoorEvent, { kind: "refused" }>): DoorState => ({
    kind: "refused",
    refusal: event.refusal,
    from,
    stream: event.stream,
    mayReturn: false,
  });

const looked = (_: DoorState, event: Extract<DoorEvent, { kind: "door-seen" }>): DoorState =>
  seen(event.door);

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
    fault: "stay",
    join: "stay",
    admitted: "stay",
    refused: keptOut("door"),
    "may-return": "stay",
    "meeting-ended": ended,
    leave: "stay",
  },
  door: {
    "door-seen": (state, event) => {
      const next = seen(event.door);
      return next.kind === "door" ? { ...next, fault: state.fault } : next;
    },
    "no-such-meeting": notFound,
    "cannot-check": "stay",
    fault: (state, event) => ({ ...state, fault: event.fault }),
    join: (state) => ({ kind: "joining", door: state.door }),
    admitted: "stay",
    refused: keptOut("door"),
    "may-return": "stay",
    "meeting-ended": ended,
    leave: left,
  },
  joining: {
    "door-seen": "stay",
    "no-such-meeting": notFound,
    "cannot-check": cannotCheck,
    fault: (state, event) =>
      state.door === undefined
        ? { kind: "looking" }
        : { kind: "door", door: state.door, fault: event.fault },
    join: "stay",
    admitted: (_, event) => ({ kind: "inside", admitted: event.admitted }),
    refused: keptOut("door"),
    "may-return": "stay",
    "meeting-ended": ended,
    leave: left,
  },
  inside: {
    "door-seen": "stay",
    "no-such-meeting": ended,
    "cannot-check": "stay",
    fault: "stay",
    join: "stay",
    admitted: "stay",
    refused: (state, event) => ({
      kind: "refused",
      refusal: event.refusal,
      from: "call",
      stream: event.stream ?? { joinId: state.admitted.joinId, key: state.admitted.key },
      mayReturn: false,
    }),
    "may-return": "stay",
    "meeting-ended": ended,
    leave: left,
  },
  refused: {
    "door-seen": (state, event) => {
      if (event.door.ended) return ended();
      return event.door.refusal === undefined
        ? { ...state, mayReturn: true }
        : { ...state, refusal: event.door.refusal, mayReturn: false };
    },
    "no-such-meeting": notFound,
    "cannot-check": "stay",
    fault: "stay",
    join: joinAgain,
    admitted: "stay",
    refused: (state, event) => ({ ...state, refusal: event.refusal, mayReturn: false }),
    "may-return": (state) => ({ ...state, mayReturn: true }),
    "meeting-ended": ended,
    leave: left,
  },
  "cannot-check": {
    "door-seen": looked,
    "no-such-meeting": notFound,
    "cannot-check": "stay",
    fault: "stay",
    join: joinAgain,
    admitted: "stay",
    refused: keptOut("door"),
    "may-return": "stay",
    "meeting-ended": ended,
    leave: left,
  },
  left: {
    "door-seen": "stay",
    "no-such-meeting": "stay",
    "cannot-check": "stay",
    fault: "stay",
    join: joinAgain,
    admitted: "stay",
    refused: "stay",
    "may-return": "stay",
    "meeting-ended": ended,
    leave: "stay",
  },
  ended: {
    "door-seen": "stay",
    "no-such-meeting": "stay",
    "cannot-check": "stay",
    fault: "stay",
    join: "stay",
    admitted: "stay",
    refused: "stay",
    "may-return": "stay",
    "meeting-ended": "stay",
    leave: "stay",
  },
  "not-found": {
    "door-seen": looked,
    "no-such-meeting": "stay",
    "cannot-check": "stay",
    fault: "stay",
    join: "stay",
    admitted: "stay",
    refused: "stay",
    "may-return": "stay",
    "meeting-ended": "stay",
    leave: "stay",
  },
};

export function stepDoor(state: DoorState, event: DoorEvent): DoorState {
  const step = doorTable[state.kind][event.kind] as
    | ((state: DoorState, event: DoorEvent) => DoorState)
    | "stay";
  return step === "stay" ? state : step(state, event);
}
