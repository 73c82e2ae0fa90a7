import { BeaconLine, type BeaconPeer } from "./beacon-line.ts";

/** What the link needs from outside. */
export interface BeaconPorts {
  readonly makePeer: () => BeaconPeer;
  /** Asks the service; undefined where there is no answer within so many milliseconds. */
  readonly post: (offer: string, withinMs: number) => Promise<string | undefined>;
  /** Runs a task after some time, and can be cancelled. */
  readonly later: (task: () => void, delayMs: number) => () => void;
  /** A monotonic clock, milliseconds. */
  readonly now: () => number;
  /** Tells when the network came back or the page is seen again. */
  readonly onWake: (listener: () => void) => () => void;
}

/** `silent`: nothing comes through; it is tried again for as long as the link is there. */
export type BeaconState = "opening" | "open" | "silent";

/** How often is looked whether something came. */
const lookMs = 250;
/** The service sends each second. */
const silentMs = 2_500;
const longestPauseMs = 10_000;
/**
 * For the first answer. It is short, since the offer may go by a connection of the browser that died with the old
 * network, and the next one goes by another; each further one may take twice as long.
 */
const firstAnswerMs = 700;
const longestAnswerMs = 5_600;

const nothing = (): void => undefined;

/**
 * Keeps a beacon open, by which the service sees on which way this page's packets come. Browsers neither move such a
 * connection nor say in time that it is dead, so a silent one is replaced by a new one, which is tried beside it. Where
 * nothing ever comes through (no UDP) a new one is tried ever more rarely.
 */
export class BeaconLink {
  state: BeaconState = "opening";
  readonly #ports: BeaconPorts;
  readonly #listener: (state: BeaconState) => void;
  readonly #stopWaking: () => void;
  #line: BeaconLine | undefined;
  /** Takes the line's place once something is heard on it. */
  #trial: BeaconLine | undefined;
  #tryAt = 0;
  /** Trials that failed since the last one that did not. */
  #failed = 0;
  #isLooking = false;
  #isClosed = false;
  #cancelLook: () => void = nothing;

  constructor(ports: BeaconPorts, listener: (state: BeaconState) => void) {
    this.#ports = ports;
    this.#listener = listener;
    this.#stopWaking = ports.onWake(() => this.#wake());
    void this.#look();
  }

  close(): void {
    this.#isClosed = true;
    this.#stopWaking();
    this.#cancelLook();
    this.#line?.close();
    this.#trial?.close();
  }

  #wake(): void {
    this.#tryAt = 0;
    this.#failed = 0;
    if (!this.#isLooking) void this.#look();
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    this.#isLooking = true;
    this.#cancelLook();
    const { now } = this.#ports;
    await Promise.all([this.#line?.listen(now), this.#trial?.listen(now)]);
    this.#isLooking = false;
    if (this.#isClosed) return;
    this.#judgeTrial();
    const line = this.#line?.stateAt(now(), silentMs) ?? "silent";
    if (line === "open") this.#say("open");
    else if (this.#line !== undefined) this.#say("silent");
    if (line === "silent" && this.#trial === undefined && this.#tryAt <= now()) this.#try();
    this.#cancelLook = this.#ports.later(() => void this.#look(), lookMs);
  }

  #judgeTrial(): void {
    const at = this.#ports.now();
    const trial = this.#trial?.stateAt(at, silentMs);
    if (trial === "open") {
      this.#line?.close();
      this.#line = this.#trial;
      this.#trial = undefined;
      this.#tryAt = 0;
      this.#failed = 0;
    } else if (trial === "silent") {
      this.#trial?.close();
      this.#trial = undefined;
      this.#tryAt = at + pauseAfter(this.#failed);
      this.#failed += 1;
      if (this.#line === undefined) this.#say("silent");
    }
  }

  #try(): void {
    const { makePeer, post, now } = this.#ports;
    this.#trial = new BeaconLine(makePeer());
    const withinMs = Math.min(firstAnswerMs * 2 ** this.#failed, longestAnswerMs);
    void this.#trial.open((offer) => post(offer, withinMs), now);
  }

  #say(state: BeaconState): void {
    if (state === this.state) return;
    this.state = state;
    this.#listener(state);
  }
}

/** Milliseconds to the next trial; the second one follows at once. */
function pauseAfter(failedBefore: number): number {
  return failedBefore === 0 ? 0 : Math.min(500 * 2 ** failedBefore, longestPauseMs);
}
