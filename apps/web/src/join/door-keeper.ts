import type { Door, JoinAdmitted } from "@graticule/api/meetings";
import type { Answer, AnyProblem } from "../api/client.ts";
import type { JoinStreamListener } from "../api/join-stream.ts";
import { type DoorEvent, type DoorState, type JoinStreamKey, stepDoor } from "./door-state.ts";
import { toDoorEvent } from "./join-events.ts";
import { RoomFeed } from "./room-feed.ts";

/** What the keeper needs from outside; `later` runs a task after some time and can be cancelled. */
export interface DoorPorts {
  readonly lookAtDoor: () => Promise<Answer<Door>>;
  readonly join: (name: string) => Promise<Answer<JoinAdmitted>>;
  readonly openStream: (stream: JoinStreamKey, listener: JoinStreamListener) => () => void;
  readonly later: (task: () => void, delayMs: number) => () => void;
}

/** How long until the door is looked at again where no stream tells. */
const lookAgainMs = 4_000;

const nothingOpen = (): void => undefined;

/**
 * Runs the door's state machine: asks, joins, listens to the join's event stream, and looks again
 * by itself where a person would otherwise have to reload. One a page; it may be stopped and
 * started again.
 */
export class DoorKeeper {
  state: DoorState = { kind: "looking" };
  /** What the stream says of the room, for the call. */
  readonly room = new RoomFeed();
  readonly #ports: DoorPorts;
  readonly #listeners = new Set<() => void>();
  #name = "";
  #running = false;
  /** Answers to questions asked before a change of state come too late: this tells them apart. */
  #turn = 0;
  #stream: { readonly joinId: string; readonly close: () => void } | undefined;
  #cancelLater: () => void = nothingOpen;

  constructor(ports: DoorPorts) {
    this.#ports = ports;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly current = (): DoorState => this.state;

  start(): void {
    this.#running = true;
    this.#act();
  }

  stop(): void {
    this.#running = false;
    this.#turn += 1;
    this.#cancelLater();
    this.#closeStream();
  }

  /** Joins under this name; again under the last one where none is given. */
  readonly join = (name?: string): void => {
    this.#name = name ?? this.#name;
    this.send({ kind: "join" });
  };

  /** A join under no name yet: the person came by a refused door and has to say one. */
  get hasName(): boolean {
    return this.#name !== "";
  }

  readonly lookAgain = (): void => void this.#look();

  send(event: DoorEvent): void {
    const next = stepDoor(this.state, event);
    if (next === this.state) return;
    const moved = next.kind !== this.state.kind;
    this.state = next;
    for (const listener of this.#listeners) listener();
    if (moved && this.#running) this.#act();
  }

  #act(): void {
    this.#turn += 1;
    this.#cancelLater();
    switch (this.state.kind) {
      case "looking":
        void this.#look();
        break;
      case "joining":
        this.#closeStream();
        void this.#join();
        break;
      case "inside":
        this.#listen({ joinId: this.state.admitted.joinId, key: this.state.admitted.key });
        break;
      case "refused":
        if (this.state.stream === undefined) this.#lookLater();
        else this.#listen(this.state.stream);
        break;
      case "cannot-check":
        this.#lookLater();
        break;
      case "door":
      case "left":
      case "ended":
      case "not-found":
        this.#closeStream();
        break;
    }
  }

  #lookLater(): void {
    this.#cancelLater();
    this.#cancelLater = this.#ports.later(() => void this.#look(), lookAgainMs);
  }

  async #look(): Promise<void> {
    const turn = this.#turn;
    const answer = await this.#ports.lookAtDoor();
    if (turn !== this.#turn) return;
    if (answer.kind === "ok") this.send({ kind: "door-seen", door: answer.value });
    // The code is all that this question says: where it is none, there is no such meeting.
    else if (answer.kind === "problem" && answer.code === "invalid") {
      this.send({ kind: "no-such-meeting" });
    } else this.send(eventOf(answer));
    const waits = ["looking", "refused", "cannot-check"].includes(this.state.kind);
    if (turn === this.#turn && this.#running && waits) this.#lookLater();
  }

  async #join(): Promise<void> {
    const turn = this.#turn;
    const answer = await this.#ports.join(this.#name);
    if (turn !== this.#turn) return;
    this.send(
      answer.kind === "ok" ? { kind: "admitted", admitted: answer.value } : eventOf(answer),
    );
  }

  #listen(stream: JoinStreamKey): void {
    if (this.#stream?.joinId === stream.joinId) return;
    this.#closeStream();
    this.room.hear(undefined);
    const close = this.#ports.openStream(stream, {
      onEvent: (heard) => {
        if (heard.kind === "room") this.room.hear(heard.room);
        const event = toDoorEvent(heard);
        if (event !== undefined) this.send(event);
      },
      onForgotten: () => {
        this.#closeStream();
        // The call goes on without the stream; somebody kept out must hear it another way.
        if (this.state.kind === "refused") this.#lookLater();
      },
    });
    this.#stream = { joinId: stream.joinId, close };
  }

  #closeStream(): void {
    this.#stream?.close();
    this.#stream = undefined;
  }
}

function refusedBy(told: AnyProblem): DoorEvent | undefined {
  if (told.refusal === undefined) return undefined;
  return told.joinId === undefined || told.key === undefined
    ? { kind: "refused", refusal: told.refusal }
    : {
        kind: "refused",
        refusal: told.refusal,
        stream: { joinId: told.joinId, key: told.key },
      };
}

/**
 * What a failed answer means at the door.
 * @internal
 */
export function eventOf(answer: Exclude<Answer<unknown>, { kind: "ok" }>): DoorEvent {
  if (answer.kind === "offline") return { kind: "fault", fault: "offline" };
  const refused = refusedBy(answer.problem);
  if (refused !== undefined) return refused;
  switch (answer.code) {
    case "not-found":
      return { kind: "no-such-meeting" };
    case "ended":
      return { kind: "meeting-ended" };
    case "cannot-check":
      return { kind: "cannot-check" };
    case "too-many":
      return { kind: "fault", fault: "too-many" };
    case "refused":
    case "invalid":
    case "unauthorized":
    case "forbidden":
    case "conflict":
    case "internal":
      return { kind: "fault", fault: "failed" };
  }
}
