import type { Fix } from "@graticule/admission/location/fix";
import type { MediaPaths } from "./beacon-table.ts";
import type { MediaPath } from "./sources.ts";

/**
 * What counts of a participant's media path. `none`: no beacon was opened, or nothing of it was
 * verified yet. `silent`: it was verified and has been silent for three seconds.
 */
export interface CountedMedia {
  readonly state: "none" | "live" | "silent";
  /** Judged beside the signalling address. In memory only. */
  readonly addresses: readonly string[];
  /** The shortest round trip on a path that counts, in ms; undefined: none is known. */
  readonly roundTripMs: number | undefined;
}

export interface MediaWatchParts {
  readonly beacons: { readonly pathsOf: (joinId: string) => MediaPaths };
  /**
   * The fix of this join with these addresses of its media path beside its signalling address;
   * `from`: where its page answered from, if it did.
   */
  readonly fixWith: (joinId: string, addresses: readonly string[], from?: string) => Fix;
  /** Where this join's signalling comes from. */
  readonly signallingOf: (joinId: string) => string;
  /** Asks the page to say where it is, if one listens. */
  readonly ask: (joinId: string) => void;
  /** The page answered from here; undefined: it did not, so its signalling address no longer counts. */
  readonly answered: (joinId: string, from: string | undefined) => void;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Repeats a task at this interval; returns how to stop. */
  readonly every: (ms: number, task: () => void) => () => void;
}

/**
 * By how much a kept round trip grows, in ms per ms: 10 ms an hour, what light needs for 1,500 km and back, farther than an
 * airliner takes anyone in that time.
 */
const travelled = 10 / 3_600_000;
/** How long a page has to answer where it is. */
export const pingAnswerMs = 1_500;
/** The answer that raised a question counts as an answer to it. */
const slackMs = 100;
const lookAgainMs = 200;

const nothing: CountedMedia = { state: "none", addresses: [], roundTripMs: undefined };

/** The shortest round trip of paths that all fell silent. In memory only. */
interface KeptRoundTrip {
  readonly roundTripMs: number;
  /** When they fell silent, in monotonic ms. */
  readonly since: number;
  /** Where the signalling came from then. */
  readonly signalling: string;
  /** Where the paths came from. */
  readonly addresses: readonly string[];
}

/** A change of the fix that is not confirmed yet. */
interface Question {
  readonly since: number;
  readonly stopLooking: () => void;
  /** Where the page answered from. */
  from: string | undefined;
}

/**
 * Decides which addresses of the media path count, so that a decision does not flap.
 *
 * 1. A change that leaves the fix as it is counts at once.
 * 2. Any other is a question first: the page is asked, by its event stream, to say where it is. It
 *    is settled when the page has answered, or has not within 1.5 s, and every remaining path has
 *    answered since (each is asked once a second, and is gone after 3 s of silence). Until then
 *    nothing changes.
 * 3. A page that does not answer has left its signalling address. A page that opens its event
 *    stream from elsewhere raises a question too, already answered.
 * 4. When all paths are silent they no longer count. INVARIANT: silence never raises a standing: a
 *    participant whom they made less sure stays so until the media path is live again. So their
 *    shortest round trip is kept, for the same signalling address alone and longer by what someone
 *    can have travelled since, until a path from another address is live.
 */
export class MediaWatch {
  readonly #parts: MediaWatchParts;
  readonly #counted = new Map<string, CountedMedia>();
  readonly #kept = new Map<string, KeptRoundTrip>();
  readonly #questions = new Map<string, Question>();
  readonly #listeners = new Set<(joinId: string) => void>();

  constructor(parts: MediaWatchParts) {
    this.#parts = parts;
  }

  /** Whether nothing of any join is known. */
  get isIdle(): boolean {
    return this.#counted.size === 0 && this.#questions.size === 0;
  }

  /** @param signalling where the signalling comes from: a round trip kept for this address counts, too */
  of(joinId: string, signalling?: string): CountedMedia {
    const counted = this.#counted.get(joinId) ?? nothing;
    const kept = this.#kept.get(joinId);
    if (kept === undefined || kept.signalling !== signalling) return counted;
    const keptMs = kept.roundTripMs + (this.#parts.now() - kept.since) * travelled;
    return { ...counted, roundTripMs: Math.min(counted.roundTripMs ?? keptMs, keptMs) };
  }

  /** The page has said where it is: answers an open question, or raises one if that changes the fix. */
  heard(joinId: string, from: string): void {
    const question = this.#questions.get(joinId);
    if (question !== undefined) question.from = from;
    else if (this.#isMove(joinId, from)) this.#question(joinId, from);
    else return;
    this.look(joinId);
  }

  /** Calls back when other addresses count, or the media path came or went. */
  onChange(listener: (joinId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  forget(joinId: string): void {
    this.#endQuestion(joinId);
    this.#counted.delete(joinId);
    this.#kept.delete(joinId);
  }

  close(): void {
    this.#listeners.clear();
    for (const joinId of [...this.#questions.keys()]) this.#endQuestion(joinId);
  }

  /** To be called when the beacon's paths have changed. */
  look(joinId: string): void {
    const seen = this.#parts.beacons.pathsOf(joinId);
    switch (seen.kind) {
      case "none":
        this.forget(joinId);
        this.#tell(joinId);
        return;
      case "opening":
        return;
      case "silent":
        this.#endQuestion(joinId);
        this.#fallSilent(joinId);
        return;
      case "live":
        this.#weigh(joinId, seen.paths);
    }
  }

  #weigh(joinId: string, paths: readonly MediaPath[]): void {
    const { fixWith } = this.#parts;
    const addresses = paths.map(({ address }) => address);
    const roundTripMs = Math.min(...paths.map((path) => path.roundTripMs));
    const counted: CountedMedia = { state: "live", addresses, roundTripMs };
    const before = fixWith(joinId, this.of(joinId).addresses);
    const asked = this.#questions.get(joinId);
    if (isSame(before, fixWith(joinId, addresses, asked?.from))) this.#count(joinId, counted);
    else {
      const question = asked ?? this.#question(joinId);
      if (!this.#isSettled(question, paths)) return;
      this.#counted.set(joinId, counted);
      this.#parts.answered(joinId, question.from);
      this.#count(joinId, counted);
    }
    this.#endQuestion(joinId);
  }

  #isSettled({ since, from }: Question, paths: readonly MediaPath[]): boolean {
    const now = this.#parts.now();
    if (from === undefined && now - since < pingAnswerMs) return false;
    return paths.every(({ answeredAt }) => answeredAt >= since - slackMs);
  }

  /** Whether the signalling alone moved, while the media path is live. */
  #isMove(joinId: string, from: string): boolean {
    const { state, addresses } = this.of(joinId);
    const { fixWith } = this.#parts;
    return (
      state === "live" && !isSame(fixWith(joinId, addresses), fixWith(joinId, addresses, from))
    );
  }

  /** @param from where the page is already known to answer from */
  #question(joinId: string, from?: string): Question {
    const stopLooking = this.#parts.every(lookAgainMs, () => this.look(joinId));
    const question: Question = { since: this.#parts.now(), stopLooking, from };
    this.#questions.set(joinId, question);
    if (from === undefined) this.#parts.ask(joinId);
    return question;
  }

  #endQuestion(joinId: string): void {
    this.#questions.get(joinId)?.stopLooking();
    this.#questions.delete(joinId);
  }

  #fallSilent(joinId: string): void {
    const { fixWith } = this.#parts;
    const { state, addresses } = this.of(joinId);
    if (state === "live") this.#keep(joinId, addresses);
    const isRaised = sureness(fixWith(joinId, [])) > sureness(fixWith(joinId, addresses));
    const kept = isRaised ? addresses : [];
    this.#count(joinId, { state: "silent", addresses: kept, roundTripMs: undefined });
  }

  #keep(joinId: string, addresses: readonly string[]): void {
    const { signallingOf, now } = this.#parts;
    const signalling = signallingOf(joinId);
    const { roundTripMs } = this.of(joinId, signalling);
    if (roundTripMs === undefined) return;
    this.#kept.set(joinId, { roundTripMs, since: now(), signalling, addresses });
  }

  #count(joinId: string, counted: CountedMedia): void {
    this.#counted.set(joinId, counted);
    const { state, addresses } = counted;
    const kept = this.#kept.get(joinId)?.addresses;
    if (state === "live" && !addresses.some((it) => kept?.includes(it))) this.#kept.delete(joinId);
    this.#tell(joinId);
  }

  #tell(joinId: string): void {
    for (const listener of this.#listeners) listener(joinId);
  }
}

const order = ["unknown", "contested", "probable", "established"] as const;

function sureness({ standing }: Fix): number {
  return order.indexOf(standing);
}

/** Whether two fixes are decided alike, whatever their reasons. */
function isSame(one: Fix, other: Fix): boolean {
  if (one.standing !== other.standing) return false;
  if ("place" in one && "place" in other) return one.place === other.place;
  if (one.standing === "contested" && other.standing === "contested") {
    return one.places.join() === other.places.join();
  }
  return true;
}
