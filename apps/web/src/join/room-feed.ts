import type { RoomView } from "@graticule/api/hosting";
import type { KeysEvent } from "@graticule/api/keys";
import type { ContestState } from "@graticule/api/meetings";
import type { Refusal, SeenFrom } from "@graticule/api/problem";
import type { HeardEvent, KeysHeard } from "../api/join-events.ts";
import { Listeners } from "../signals/listeners.ts";

/** An order will keep this person out from `at` on (ISO 8601 UTC). */
export interface ComingOrder {
  readonly refusal: Refusal;
  readonly at: string;
}

interface Heard {
  readonly view: RoomView | undefined;
  readonly notice: ComingOrder | undefined;
  readonly isMuted: boolean;
  readonly isSilent: boolean;
  readonly contest: ContestState | undefined;
  readonly place: SeenFrom | undefined;
}

const nothingHeard: Heard = {
  view: undefined,
  notice: undefined,
  isMuted: false,
  isSilent: false,
  contest: undefined,
  place: undefined,
};

/** What was said to the order of this refusal: what became of a claim against another one is no answer to it. */
export function contestOf(
  { orderId }: Pick<Refusal, "orderId">,
  contest: ContestState | undefined,
): ContestState | undefined {
  return contest?.orderId === orderId ? contest : undefined;
}

function changeBy(event: HeardEvent): Partial<Heard> {
  switch (event.kind) {
    case "room":
      return { view: event.room };
    case "contest":
      return { contest: event.contest };
    case "state":
      return {
        ...(event.said === "nothing" && { contest: undefined }),
        ...(event.admitted && { notice: undefined }),
      };
    case "muted":
      return { isMuted: true };
    case "place":
      return { place: event };
    case "notice":
      return { notice: { refusal: event.refusal, at: event.at } };
    default:
      return {};
  }
}

/**
 * The latest of what a join's event stream said about the room (roles, and for hosts who waits) and to
 * this person alone. The door's keeper writes it, the call reads it.
 */
export class RoomFeed {
  #heard = nothingHeard;
  readonly #listeners = new Listeners();
  readonly #leaveListeners = new Listeners();
  readonly #moveListeners = new Listeners();

  readonly subscribe = this.#listeners.subscribe;

  /** Undefined until the first event, and outside. */
  readonly current = (): RoomView | undefined => this.#heard.view;

  /** Undefined where nothing will change for this person. */
  readonly currentNotice = (): ComingOrder | undefined => this.#heard.notice;

  /** Whether this service turned this person's microphone off, until they have read so. */
  readonly wasMuted = (): boolean => this.#heard.isMuted;

  /** Whether the service is silent just now: the call may not have noticed yet. */
  readonly isSilent = (): boolean => this.#heard.isSilent;

  /** The outcome of "I'm not there", said to an order, the last; undefined where it was not said. */
  readonly currentContest = (): ContestState | undefined => this.#heard.contest;

  /** Where this person seems to join from; undefined: as the answer to the join said. */
  readonly currentPlace = (): SeenFrom | undefined => this.#heard.place;

  #set(change: Partial<Heard>): void {
    const before = this.#heard;
    this.#heard = { ...before, ...change };
    const keys = Object.keys(change) as (keyof Heard)[];
    if (keys.some((key) => before[key] !== this.#heard[key])) this.#listeners.tell();
  }

  /** A stream is opened for another join: nothing of the one before counts. */
  reset(): void {
    this.#set(nothingHeard);
  }

  /** An event of the stream: what of it is the call's matter, not the door's. */
  hearEvent(event: HeardEvent): void {
    if (event.kind === "keys") this.#hearKeys(event.keys);
    else if (event.kind === "moving") this.#moveListeners.tell();
    else this.#set(changeBy(event));
  }

  hearSilence(silence: "begins" | "ends"): void {
    this.#set({ isSilent: silence === "begins" });
  }

  hearContest(contest: ContestState): void {
    this.#set({ contest });
  }

  hearMuted(isMuted: boolean): void {
    this.#set({ isMuted });
  }

  /** A contest that let this person in, or stay, is done with once they are elsewhere. */
  forgetLetIn(): void {
    if (this.#heard.contest?.kind === "in") this.#set({ contest: undefined });
  }

  readonly #keyListeners = new Set<(event: KeysHeard) => void>();
  /** Of the open stream. */
  #sitting: KeysEvent | undefined;
  /** What was signed for this page, the last of each kind. */
  readonly #signed = new Map<KeysEvent["kind"], KeysEvent>();

  /** Key events that the service passes on; first what was signed for this page, and the open stream's sitting. */
  readonly onKeys = (listener: (event: KeysHeard) => void): (() => void) => {
    this.#keyListeners.add(listener);
    for (const signed of this.#signed.values()) listener(signed);
    if (this.#sitting !== undefined) listener(this.#sitting);
    return () => this.#keyListeners.delete(listener);
  };

  #hearKeys(event: KeysHeard): void {
    if (event !== "unreadable") this.#keep(event);
    for (const listener of this.#keyListeners) listener(event);
  }

  #keep(event: KeysEvent): void {
    if (event.kind === "sitting") this.#sitting = event;
    if (event.kind === "voucher" || event.kind === "delegation")
      this.#signed.set(event.kind, event);
  }

  /** The stream of this join is over. */
  forgetKeys(): void {
    this.#sitting = undefined;
    this.#signed.clear();
  }

  /** Called when the call moves to another media server. */
  readonly onMoving = this.#moveListeners.subscribe;

  /** Called at once when this person is no longer inside, before anything is drawn. */
  readonly onOut = this.#leaveListeners.subscribe;

  /**
   * The door says that this person is no longer inside. Leaving waits for nothing: who takes longer than
   * the service allows is removed by it, and others could tell that from leaving.
   */
  leave(): void {
    this.#leaveListeners.tell();
    this.#set({ notice: undefined });
  }
}
