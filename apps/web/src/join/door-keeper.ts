import type { ContestState, Door } from "@graticule/api/meetings";
import type { Answer } from "../api/client.ts";
import type { JoinKey, Knocking } from "../api/joins.ts";
import { Listeners } from "../signals/listeners.ts";
import { eventOfEnter, eventOfFailure, eventOfJoin } from "./door-answer.ts";
import { type DoorPorts, type KnockOutcome, type NamedSeat, outcomeOf } from "./door-ports.ts";
import { type DoorEvent, type DoorState, joinKeyOf } from "./door-state.ts";
import { stepDoor } from "./door-table.ts";
import { eventOfStream } from "./event-of-stream.ts";
import { RoomFeed } from "./room-feed.ts";

/** How long until something is asked again where no stream tells. */
const askAgainMs = 4_000;
/** After a lost call: up to twice as long, so that thousands of calls don't come back at one moment. */
const bringBackMs = 1_000;
/** Where the call is lost again and again, it takes twice as long each time, up to this. */
const longestBackMs = 15_000;
/** After leaving, when only the meeting's end matters. */
const askOutsideMs = 30_000;

const nothingOpen = (): void => undefined;

/**
 * Runs the door's state machine: asks, joins, listens to the join's event stream, and asks again where a
 * person would otherwise have to reload. One a page; it can be stopped and started again. `kept`: the seat
 * from before a reload.
 */
export class DoorKeeper {
  state: DoorState;
  /** What the stream says of the room, for the call. */
  readonly room = new RoomFeed();
  readonly #ports: DoorPorts;
  readonly #listeners = new Listeners();
  #name: string;
  #running = false;
  /** Answers to questions asked before a change of state come too late: this tells them apart. */
  #turn = 0;
  /** How often the door opened since this person was inside or asked: after the first time it waits. */
  #openings = 0;
  /** This person was in the call since they asked to join. */
  #wasIn = false;
  /** How often the call was lost since it last stood. */
  #losses = 0;
  #stream: { readonly joinId: string; readonly close: () => void } | undefined;
  #cancelLater: () => void = nothingOpen;

  constructor(ports: DoorPorts, kept?: NamedSeat) {
    this.#ports = ports;
    this.#name = kept?.name ?? "";
    this.state =
      kept === undefined
        ? { kind: "looking" }
        : { kind: "joining", door: undefined, seat: { joinId: kept.joinId, key: kept.key } };
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly current = (): DoorState => this.state;

  /** The name that was given last; empty: none yet. */
  get name(): string {
    return this.#name;
  }

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
    this.#openings = 0;
    this.#wasIn = false;
    this.#losses = 0;
    this.send({ kind: "join" });
  };

  /** The call stands: sound and picture come and go. */
  readonly arrive = (): void => {
    this.#wasIn = true;
    this.#losses = 0;
  };

  /**
   * The call's connection could not be made or restored. A person who was in the call is brought back,
   * however long that takes. For one who never was, the page says that it can't connect from here, unless
   * the service itself does not answer.
   */
  readonly lose = async (): Promise<void> => {
    const turn = this.#turn;
    const isOurs = this.#wasIn || !(await this.#ports.isServiceUp());
    if (turn !== this.#turn || this.state.kind !== "inside") return;
    this.#losses += 1;
    this.send(isOurs ? { kind: "lost" } : { kind: "leave", why: "connection" });
  };

  /** Asks at once what would be asked again by itself. */
  readonly tryNow = (): void => {
    if (!this.#running || this.state.kind !== "cannot-check") return;
    this.#turn += 1;
    this.#cancelLater();
    void this.#retry();
  };

  /** Where no stream tells of changes: asks what the door says by now. No answer changes nothing. */
  readonly lookAgain = (): void => {
    const { kind } = this.state;
    if (this.#running && (kind === "door" || kind === "left")) void this.#lookQuietly();
  };

  /** Answers "Where are you joining from now?". */
  readonly stateWhere = (place: string): void => void this.#enter(place);

  /** Asks the host to open. A person who was refused before giving a name gives one, and gets a seat. */
  knock(name: string, knocking: Knocking): Promise<KnockOutcome> {
    return this.#plead(
      name,
      (seat) => this.#ports.knock(seat, knocking),
      () => this.send({ kind: "knocked" }),
    );
  }

  /** "I'm not there", said to an order, also inside while its private notice runs; the desk answers. */
  async contest(name: string, devicePlace?: string): Promise<KnockOutcome> {
    const ask = (seat: JoinKey) => this.#ports.contest(seat, devicePlace);
    const hear = (state: ContestState) => this.room.hearContest(state);
    const { state } = this;
    if (state.kind !== "inside") return await this.#plead(name, ask, hear);
    return outcomeOf(await ask(state.admitted), hear);
  }

  async #plead<T>(
    name: string,
    ask: (seat: JoinKey) => Promise<Answer<T>>,
    done: (value: T) => void,
  ): Promise<KnockOutcome> {
    if (joinKeyOf(this.state) === undefined) {
      this.#name = name;
      const joined = eventOfJoin(await this.#ports.join(name));
      if (joined.kind === "refused" && joined.seat !== undefined) {
        // Before its stream is opened: that begins with what was said by then.
        const answer = await ask(joined.seat);
        this.send(joined);
        return outcomeOf(answer, done);
      }
      this.send(joined);
      if (joined.kind === "fault") return joined.fault;
    }
    const seat = joinKeyOf(this.state);
    // The door opened meanwhile, or the meeting is over: the page shows it.
    if (this.state.kind !== "refused") return "sent";
    if (seat === undefined) return "failed";
    return outcomeOf(await ask(seat), done);
  }

  /** Leaves nothing behind, neither here nor at the service. */
  readonly quit = (): void => {
    this.stop();
    this.#ports.keepSeat(undefined);
    this.#forget(this.state);
  };

  send(event: DoorEvent): void {
    const before = this.state;
    const next = stepDoor(before, event);
    if (next === before) return;
    const moved =
      next.kind !== before.kind || joinKeyOf(next)?.joinId !== joinKeyOf(before)?.joinId;
    this.state = next;
    if (before.kind === "inside" && next.kind !== "inside") {
      this.room.leave();
    }
    if (event.kind === "may-return") this.#openings += 1;
    const ends = event.kind === "leave" || event.kind === "pass-brought";
    if ((ends && before.kind !== "inside") || next.kind === "no-keys") this.#forget(before);
    this.#listeners.tell();
    if (moved && this.#running) this.#act();
  }

  #forget(state: DoorState): void {
    const seat = joinKeyOf(state);
    if (seat !== undefined) this.#ports.forgetJoin(seat);
  }

  #act(): void {
    this.#turn += 1;
    this.room.forgetLetIn();
    this.#cancelLater();
    this.#keep();
    switch (this.state.kind) {
      case "looking":
        this.#closeStream();
        void this.#look();
        break;
      case "joining":
        this.#closeStream();
        this.#ask(this.state.seat);
        break;
      case "inside":
        this.#openings = 0;
        this.#listen(this.state.admitted);
        break;
      case "waiting":
        this.#listen(this.state.seat);
        break;
      case "refused":
        if (this.state.seat === undefined) this.#again(() => this.#look());
        else this.#listen(this.state.seat);
        break;
      case "cannot-check":
        if (this.state.why === "away") this.#closeStream();
        this.#againAt(this.#losses <= 1 ? Math.random() * bringBackMs : this.#backMs());
        break;
      case "left":
        this.#closeStream();
        this.#again(() => this.#lookFromOutside(), askOutsideMs);
        break;
      case "door":
      case "no-keys":
      case "ended":
      case "not-found":
        this.#closeStream();
        break;
    }
  }

  /** A reload comes back into the call and the lobby; nothing is left of people who are kept out. */
  #keep(): void {
    const { kind } = this.state;
    if (kind === "looking" || kind === "joining" || kind === "cannot-check") return;
    const isKept = kind === "inside" || kind === "waiting";
    const seat = isKept ? joinKeyOf(this.state) : undefined;
    this.#ports.keepSeat(seat && { ...seat, name: this.#name });
  }

  #again(task: () => Promise<void>, delayMs = askAgainMs): void {
    this.#cancelLater();
    this.#cancelLater = this.#ports.later(() => void task(), delayMs);
  }

  #ask(seat: JoinKey | undefined): void {
    if (seat === undefined) void this.#join();
    else if (this.#openings <= 1) void this.#enter();
    else this.#again(() => this.#enter());
  }

  async #look(): Promise<void> {
    const turn = this.#turn;
    const answer = await this.#ports.lookAtDoor();
    if (turn !== this.#turn) return;
    this.#seen(answer);
    const waits = this.state.kind === "refused" && turn === this.#turn && this.#running;
    if (waits) this.#again(() => this.#look());
  }

  async #lookQuietly(): Promise<void> {
    const turn = this.#turn;
    const answer = await this.#ports.lookAtDoor();
    if (turn === this.#turn && answer.kind === "ok") {
      this.send({ kind: "door-seen", door: answer.value });
    }
  }

  async #lookFromOutside(): Promise<void> {
    const turn = this.#turn;
    await this.#lookQuietly();
    if (turn === this.#turn && this.#running) {
      this.#again(() => this.#lookFromOutside(), askOutsideMs);
    }
  }

  #seen(answer: Answer<Door>): void {
    if (answer.kind === "ok") {
      const door = answer.value;
      // With a name this person comes in by itself.
      const opened = this.state.kind === "refused" && door.refusal === undefined && !door.ended;
      if (opened && this.#name !== "") this.send({ kind: "join" });
      else this.send({ kind: "door-seen", door });
      return;
    }
    // The code is all that was sent: where it is invalid, there is no such meeting.
    const isNone = answer.kind === "problem" && answer.code === "invalid";
    this.send(isNone ? { kind: "no-such-meeting" } : eventOfFailure(answer));
  }

  async #join(): Promise<void> {
    const turn = this.#turn;
    const answer = await this.#ports.join(this.#name);
    if (turn === this.#turn) this.send(eventOfJoin(answer));
  }

  async #enter(stated?: string): Promise<void> {
    const seat = joinKeyOf(this.state);
    if (seat === undefined) return;
    const turn = this.#turn;
    const answer = await this.#ports.enter(seat, stated);
    if (turn !== this.#turn) return;
    this.send(eventOfEnter(answer));
  }

  /** Until something is asked again that could not be checked. */
  #againAt(backMs: number): void {
    const isAway = this.state.kind === "cannot-check" && this.state.why === "away";
    this.#again(() => this.#retry(), isAway ? backMs : askAgainMs);
  }

  #backMs(): number {
    const soon = bringBackMs * (1 + Math.random());
    return Math.min(longestBackMs, soon * 2 ** Math.max(0, this.#losses - 1));
  }

  async #retry(): Promise<void> {
    const turn = this.#turn;
    const { state } = this;
    if (state.kind !== "cannot-check") return;
    const isUp = state.why !== "away" || (await this.#ports.isServiceUp());
    if (turn !== this.#turn) return;
    if (isUp && state.asks === "door") await this.#look();
    else if (isUp) await (state.seat === undefined ? this.#join() : this.#enter());
    if (turn === this.#turn && this.#running) this.#againAt(this.#backMs());
  }

  #listen(seat: JoinKey): void {
    if (this.#stream?.joinId === seat.joinId) return;
    this.#closeStream();
    this.room.reset();
    const close = this.#ports.openStream(
      { joinId: seat.joinId, key: seat.key },
      {
        onEvent: (heard) => {
          this.room.hearEvent(heard);
          const event = eventOfStream(heard);
          if (event !== undefined) this.send(event);
        },
        onSilence: (silence) => this.room.hearSilence(silence),
        onForgotten: () => {
          this.#closeStream();
          this.send({ kind: "forgotten" });
        },
      },
    );
    this.#stream = { joinId: seat.joinId, close };
  }

  #closeStream(): void {
    this.#stream?.close();
    this.room.forgetKeys();
    this.#stream = undefined;
  }
}
