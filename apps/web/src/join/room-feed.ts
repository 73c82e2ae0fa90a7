import type { RoomView } from "@graticule/api/hosting";
import type { KeysEvent } from "@graticule/api/keys";
import type { ContestState } from "@graticule/api/meetings";
import type { Refusal, SeenFrom } from "@graticule/api/problem";
import type { HeardEvent, KeysHeard } from "../api/join-events.ts";
import { Listeners } from "../signals/listeners.ts";

/** An order will keep this person out from then on (ISO 8601 UTC). */
export interface OrderNotice {
  readonly refusal: Refusal;
  readonly at: string;
}

/**
 * What the join's event stream said last of the room: who may do what, and for hosts who waits; and
 * what it said to this person alone. Kept by the keeper of the door, read by the call.
 */
export class RoomFeed {
  #view: RoomView | undefined;
  #notice: OrderNotice | undefined;
  #mutedByService = false;
  #isSilent = false;
  #contest: ContestState | undefined;
  #place: SeenFrom | undefined;
  readonly #listeners = new Listeners();
  readonly #goers = new Listeners();

  readonly subscribe = this.#listeners.subscribe;

  /** Absent until the first word, and again outside. */
  readonly current = (): RoomView | undefined => this.#view;

  /** Absent where nothing will change for this person. */
  readonly currentNotice = (): OrderNotice | undefined => this.#notice;

  /** Whether this service turned this person's microphone off, until they have read so. */
  readonly wasMuted = (): boolean => this.#mutedByService;

  /** Whether nothing is heard of the service just now: the call may not have noticed yet. */
  readonly isSilent = (): boolean => this.#isSilent;

  /** A stream is opened for another join: what was said before is no more. */
  beginAnew(): void {
    this.hear(undefined);
    this.hearNotice(undefined);
    this.hearMuted(false);
    this.hearSilence("ends");
    this.hearContest(undefined);
    this.hearPlace(undefined);
  }

  /** An event of the stream: what of it is the call's matter, not the door's. */
  hearEvent(heard: HeardEvent): void {
    if (heard.kind === "room") this.hear(heard.room);
    if (heard.kind === "contest") this.hearContest(heard.contest);
    if (heard.kind === "state" && heard.said === "nothing") this.hearContest(undefined);
    if (heard.kind === "muted") this.hearMuted(true);
    if (heard.kind === "place") this.hearPlace(heard);
    if (heard.kind === "notice") this.hearNotice({ refusal: heard.refusal, at: heard.at });
    if (heard.kind === "keys") this.hearKeys(heard.keys);
    if (heard.kind === "state" && heard.admitted) this.hearNotice(undefined);
  }

  hearSilence(silence: "begins" | "ends"): void {
    this.#isSilent = silence === "begins";
    this.#listeners.tell();
  }

  /** What became of "I'm not there", said to an order; absent where nothing was said. */
  readonly currentContest = (): ContestState | undefined => this.#contest;

  hearContest(contest: ContestState | undefined): void {
    if (contest === this.#contest) return;
    this.#contest = contest;
    this.#listeners.tell();
  }

  /** It let in, or let stay: what comes afterwards is another matter. */
  forgetLetIn(): void {
    if (this.#contest?.kind === "in") this.hearContest(undefined);
  }

  /** Where this person seems to join from; absent: as the answer to the join said. */
  readonly currentPlace = (): SeenFrom | undefined => this.#place;

  hearPlace(place: SeenFrom | undefined): void {
    if (place === this.#place) return;
    this.#place = place;
    this.#listeners.tell();
  }

  hearMuted(muted: boolean): void {
    if (muted === this.#mutedByService) return;
    this.#mutedByService = muted;
    this.#listeners.tell();
  }

  hear(view: RoomView | undefined): void {
    if (view === this.#view) return;
    this.#view = view;
    this.#listeners.tell();
  }

  hearNotice(notice: OrderNotice | undefined): void {
    if (notice === this.#notice) return;
    this.#notice = notice;
    this.#listeners.tell();
  }

  readonly #keyListeners = new Set<(event: KeysHeard) => void>();
  /** What the open stream said of it. */
  #sitting: KeysEvent | undefined;
  /** What was signed for this page, the last of each kind. */
  readonly #signed = new Map<KeysEvent["kind"], KeysEvent>();

  /** What the service passes on of the keys; of a stream that is open already, what was signed for this page, and for which sitting they are. */
  readonly onKeys = (listener: (event: KeysHeard) => void): (() => void) => {
    this.#keyListeners.add(listener);
    for (const signed of this.#signed.values()) listener(signed);
    if (this.#sitting !== undefined) listener(this.#sitting);
    return () => this.#keyListeners.delete(listener);
  };

  hearKeys(event: KeysHeard): void {
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

  /** `go` is called at once when this person is inside no more, before anything is drawn. */
  readonly onOut = this.#goers.subscribe;

  /**
   * The door says that this person is inside no more. Leaving waits for nothing: who takes longer than
   * the service allows is removed by it, and others could tell that from leaving.
   */
  goOut(): void {
    this.#goers.tell();
  }
}
