import type { Fix } from "@graticule/admission/location/fix";
import type { MediaPaths } from "./beacon-table.ts";
import type { MediaPath } from "./sources.ts";

/**
 * What counts of the way that someone's sound and picture take. `none`: no beacon was opened for it, or
 * nothing of it was verified yet. `silent`: it was there and has not been heard for three seconds.
 */
export interface CountedMedia {
  readonly state: "none" | "live" | "silent";
  /** Judged beside the signalling address. In memory only. */
  readonly addresses: readonly string[];
  /** The smallest round trip on a way that counts, in ms; undefined: none is known. */
  readonly roundTripMs: number | undefined;
}

export interface MediaWatchParts {
  readonly beacons: { readonly pathsOf: (joinId: string) => MediaPaths };
  /**
   * What this join amounts to with these addresses of its media path beside that of its signalling;
   * `from`: where its page answered from, if it did.
   */
  readonly fixWith: (joinId: string, addresses: readonly string[], from?: string) => Fix;
  /** Asks the page to say where it is, if one listens. */
  readonly ask: (joinId: string) => void;
  /**
   * The page answered from here; undefined: it did not, so that where its signalling came from says nothing
   * any more.
   */
  readonly answered: (joinId: string, from: string | undefined) => void;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Does it again and again, so many milliseconds apart, until it is called off. */
  readonly every: (ms: number, task: () => void) => () => void;
}

/** Someone who moves is asked where they are, and has this long to answer. */
export const pingAnswerMs = 1_500;
/** The answer that brought up the question counts as one to it. */
const slackMs = 100;
const lookAgainMs = 200;

const nothing: CountedMedia = { state: "none", addresses: [], roundTripMs: undefined };

/** A change that would be decided otherwise, while it is not sure yet. */
interface Question {
  readonly since: number;
  readonly stopLooking: () => void;
  /** Where the page answered from. */
  from: string | undefined;
}

/**
 * Says which addresses of the media path count, so that nobody flaps between two answers.
 *
 * 1. What makes no difference to the fix counts at once.
 * 2. What does is a question first: the page is asked to say where it is, by its event stream. It is settled
 *    when the page has answered, or has not within 1.5 s, and every way that is left has answered since (each
 *    is asked once a second, and is gone after 3 s of silence). Until then what counted before goes on counting.
 * 3. A page that does not answer has left the address that its signalling came from. One that opens its event stream
 *    from elsewhere is a question too, already answered.
 * 4. Silence of all ways: they count no more. INVARIANT: silence never raises a standing: whom they left in
 *    question, or less sure, stays so until the media path is heard again.
 */
export class MediaWatch {
  readonly #parts: MediaWatchParts;
  readonly #counted = new Map<string, CountedMedia>();
  readonly #questions = new Map<string, Question>();
  readonly #listeners = new Set<(joinId: string) => void>();

  constructor(parts: MediaWatchParts) {
    this.#parts = parts;
  }

  /** Whether nothing of any join is known. */
  get isIdle(): boolean {
    return this.#counted.size === 0 && this.#questions.size === 0;
  }

  of(joinId: string): CountedMedia {
    return this.#counted.get(joinId) ?? nothing;
  }

  /** The page has said where it is: an answer where it was asked, and a question where it would be decided otherwise. */
  heard(joinId: string, from: string): void {
    const question = this.#questions.get(joinId);
    if (question !== undefined) question.from = from;
    else if (this.#isMove(joinId, from)) this.#question(joinId, from);
    else return;
    this.look(joinId);
  }

  /** Called when other addresses count than before, or the media path came or went. */
  onChange(listener: (joinId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  forget(joinId: string): void {
    this.#endQuestion(joinId);
    this.#counted.delete(joinId);
  }

  close(): void {
    this.#listeners.clear();
    for (const joinId of [...this.#questions.keys()]) this.#endQuestion(joinId);
  }

  /** The beacon has heard otherwise than before. */
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

  /** Whether the signalling alone went elsewhere, where the media path is known. */
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
    const { addresses } = this.of(joinId);
    const isRaised = sureness(fixWith(joinId, [])) > sureness(fixWith(joinId, addresses));
    const kept = isRaised ? addresses : [];
    this.#count(joinId, { state: "silent", addresses: kept, roundTripMs: undefined });
  }

  #count(joinId: string, counted: CountedMedia): void {
    this.#counted.set(joinId, counted);
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

/** Whether two fixes are decided alike, whatever led to them. */
function isSame(one: Fix, other: Fix): boolean {
  if (one.standing !== other.standing) return false;
  if ("place" in one && "place" in other) return one.place === other.place;
  if (one.standing === "contested" && other.standing === "contested") {
    return one.places.join() === other.places.join();
  }
  return true;
}
