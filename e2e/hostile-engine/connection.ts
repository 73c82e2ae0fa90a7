import {
  MediaSectionsRequirement,
  SessionDescription,
  type SignalResponse,
} from "@livekit/protocol";
import { within } from "../within.ts";
import type { MediaHalf } from "./media-half.ts";

/** A track that the engine offers. */
export interface SentTrack {
  /** As announced; also its name here. */
  readonly sid: string;
  readonly kind: "audio" | "video";
  /** Its msid in the description: the ids of the stream and the track. */
  readonly stream: string;
  readonly label: string;
  /** The incoming track that feeds it, if any yet. */
  readonly from?: string;
}

interface Order {
  readonly name: string;
  readonly address: string;
  /**
   * With one peer connection the client makes all offers; with two, the engine makes the second's.
   */
  readonly count: "one" | "two";
}

/** The peer connections with one client, and their negotiation, which tests can change. */
export class Connection {
  readonly count: Order["count"];
  /** Changes the descriptions that the client gets. */
  munge: (sdp: string, type: "offer" | "answer") => string = (sdp) => sdp;
  /** The announced track that the client takes a section for. */
  alias: (sid: string) => string = (sid) => sid;
  readonly #media: MediaHalf;
  readonly #say: (message: SignalResponse["message"]) => void;
  readonly #order: Order;
  readonly #tracks = new Map<string, SentTrack & { readonly done: () => void }>();
  readonly #placed = new Set<string>();
  readonly #fed = new Set<string>();
  /** Negotiation, step by step. */
  #steps: Promise<unknown> = Promise.resolve();
  /** Runs when the client has answered the engine's offer. */
  #answered: () => void = () => undefined;
  readonly #playing = new Map<string, () => void>();
  #described: (() => void)[] = [];
  #offers = 0;
  #asked = false;

  constructor(media: MediaHalf, say: (message: SignalResponse["message"]) => void, order: Order) {
    this.#media = media;
    this.#say = say;
    this.#order = order;
    this.count = order.count;
  }

  /** The peer connection that the engine sends on. */
  get sending(): string {
    return this.count === "one" ? this.#peer("publisher") : this.#peer("subscriber");
  }

  begin(offer: SessionDescription | undefined): void {
    const { address } = this.#order;
    this.#next(() => this.#media.do({ do: "open", peer: this.#peer("publisher"), address }));
    if (this.count === "one") {
      if (offer !== undefined) this.hearOffer(offer);
      return;
    }
    const peer = this.#peer("subscriber");
    this.#next(async () => {
      await this.#media.do({ do: "open", peer, address });
      await this.openChannel("_reliable");
      await this.openChannel("_lossy", true);
    });
    this.#next(() => this.#offer());
  }

  async openChannel(label: string, lossy = false): Promise<void> {
    await this.#media.do({ do: "channel", peer: this.sending, label, lossy });
  }

  has(sid: string): boolean {
    return this.#tracks.has(sid);
  }

  /** Offers a track; resolves when it is in the client's description. */
  send(track: SentTrack): Promise<void> {
    return new Promise((done) => {
      this.#tracks.set(track.sid, { ...track, done });
      if (this.count === "one") this.#askForOffer();
      else {
        this.#next(() => this.#place(track));
        this.#next(() => this.#offer());
      }
    });
  }

  /** Feeds a track from this incoming one from now on; "": from none. */
  async feed(sid: string, source: string): Promise<void> {
    if (!this.#placed.has(sid)) return;
    this.#fed.add(sid);
    await this.#media.do({ do: "feed", track: this.#name(sid), source });
  }

  /** Feeds a track that nothing feeds yet. */
  feedFirst(sid: string, source: string): void {
    if (!this.#fed.has(sid)) this.feed(sid, source).catch(() => undefined);
  }

  /** Sends frames as that track, in order; resolves when all are sent. */
  async play(sid: string, frames: readonly Buffer[], everyMs: number): Promise<void> {
    const [track, encoded] = [this.#name(sid), frames.map((frame) => frame.toString("base64"))];
    const played = new Promise<void>((done) => this.#playing.set(track, done));
    await this.#media.do({ do: "play", peer: this.sending, track, frames: encoded, everyMs });
    await within(30_000, `${track} is played`, played);
  }

  hearPlayed(track: string): void {
    this.#playing.get(track)?.();
  }

  withdraw(sid: string): void {
    this.#tracks.delete(sid);
    this.#placed.delete(sid);
    this.#fed.delete(sid);
    this.#next(() => this.#media.do({ do: "remove", peer: this.sending, track: this.#name(sid) }));
    if (this.count === "one") this.#askForOffer();
    else this.#next(() => this.#offer());
  }

  /**
   * Renegotiates; resolves when the client has the description. `restart`: with a new ICE session.
   */
  describe(restart = false): Promise<void> {
    return new Promise((done) => {
      this.#described.push(done);
      if (this.count === "two") this.#next(() => this.#offer(restart));
      else this.#askForOffer();
    });
  }

  hearOffer({ sdp, id }: SessionDescription): void {
    const peer = this.#peer("publisher");
    this.#next(async () => {
      this.#asked = false;
      const { free } = await this.#media.do({ do: "hear-offer", peer, sdp });
      const room = { ...free };
      const waiting = [...this.#tracks.values()].filter(({ sid }) => !this.#placed.has(sid));
      const placed = this.count === "one" ? waiting.filter(({ kind }) => room[kind]-- > 0) : [];
      for (const track of placed) await this.#place(track);
      const answer = await this.#media.do({ do: "answer", peer });
      const value = new SessionDescription({
        type: "answer",
        sdp: this.munge(answer.sdp, "answer"),
        id,
        midToTrackId: this.#sidsOf(answer.sections),
      });
      this.#say({ case: "answer", value });
      for (const track of placed) track.done();
      this.#tellDescribed();
      if (placed.length < waiting.length && this.count === "one") this.#askForOffer();
    });
  }

  hearAnswer({ sdp }: SessionDescription): void {
    const peer = this.#peer("subscriber");
    const answered = this.#answered;
    void this.#media.do({ do: "hear-answer", peer, sdp }).then(answered, answered);
  }

  hearCandidate(init: string, ofSubscriber: boolean): void {
    const peer = this.#peer(ofSubscriber ? "subscriber" : "publisher");
    const { candidate } = JSON.parse(init);
    // Only the browser's own machine can resolve an mDNS name.
    if (!candidate.includes(".local")) {
      this.#next(() => this.#media.do({ do: "candidate", peer, candidate }));
    }
  }

  close(): void {
    this.#answered();
    const sides = ["publisher", "subscriber"].slice(0, this.count === "one" ? 1 : 2);
    for (const side of sides) {
      this.#next(() => this.#media.do({ do: "close", peer: this.#peer(side) }));
    }
  }

  #tellDescribed(): void {
    for (const done of this.#described.splice(0)) done();
  }

  #peer(side: string): string {
    return `${this.#order.name}.${side}`;
  }

  #name(sid: string): string {
    return `${this.#order.name}<${sid}`;
  }

  #sidsOf(sections: Readonly<Record<string, string>>): Record<string, string> {
    const entries = Object.entries(sections);
    return Object.fromEntries(
      entries.map(([mid, name]) => [mid, this.alias(name.split("<")[1] ?? "")]),
    );
  }

  /** A failed step ends, and the engine goes on, whatever a client sends. */
  #next(step: () => Promise<unknown>): void {
    this.#steps = this.#steps.then(step).catch(() => undefined);
  }

  async #place(track: SentTrack): Promise<void> {
    const { sid, stream, label, kind, from } = track;
    const mime = kind === "audio" ? "audio/opus" : "video/VP8";
    const name = this.#name(sid);
    await this.#media.do({ do: "add", peer: this.sending, track: name, stream, label, mime });
    this.#placed.add(sid);
    if (from !== undefined) await this.feed(sid, from);
  }

  /** Asks the client for an offer with sections for all waiting tracks. */
  #askForOffer(): void {
    if (this.#asked) return;
    this.#asked = true;
    const waiting = [...this.#tracks.values()].filter(({ sid }) => !this.#placed.has(sid));
    const count = (kind: string) => waiting.filter((track) => track.kind === kind).length;
    const value = new MediaSectionsRequirement({
      numAudios: count("audio"),
      numVideos: count("video"),
    });
    this.#say({ case: "mediaSectionsRequirement", value });
  }

  async #offer(restart = false): Promise<void> {
    this.#offers += 1;
    const answered = new Promise<void>((done) => {
      this.#answered = done;
    });
    const offer = await this.#media.do({ do: "offer", peer: this.#peer("subscriber"), restart });
    const value = new SessionDescription({
      type: "offer",
      sdp: this.munge(offer.sdp, "offer"),
      id: this.#offers,
      midToTrackId: this.#sidsOf(offer.sections),
    });
    this.#say({ case: "offer", value });
    for (const { sid, done } of this.#tracks.values()) if (this.#placed.has(sid)) done();
    this.#tellDescribed();
    await answered;
  }
}
