/** One connection of the page to the service's responder. It is used once, and its methods may fail. */
export interface BeaconPeer {
  /** The offer, without waiting for candidates: the service doesn't read them. */
  offer(): Promise<string>;
  accept(answer: string): Promise<void>;
  /**
   * How many checks, and answers to checks, came in so far. A browser that doesn't count them gives whether it takes the
   * connection for a good one.
   */
  heard(): Promise<number | "well" | "not-well">;
  close(): void;
}

/** A peer, and when something was heard on it. Times are milliseconds of one monotonic clock. */
export class BeaconLine {
  readonly #peer: BeaconPeer;
  #count = 0;
  /** `dead`: there was no answer to its offer. */
  #openedAt: number | "asking" | "dead" = "asking";
  #heardAt: number | undefined;

  constructor(peer: BeaconPeer) {
    this.#peer = peer;
  }

  /** Never rejects. */
  async open(
    post: (offer: string) => Promise<string | undefined>,
    now: () => number,
  ): Promise<void> {
    try {
      const answer = await post(await this.#peer.offer());
      if (answer !== undefined) await this.#peer.accept(answer);
      this.#openedAt = answer === undefined ? "dead" : now();
    } catch {
      this.#openedAt = "dead";
    }
  }

  async listen(now: () => number): Promise<void> {
    const heard = await this.#peer.heard().catch(() => "not-well" as const);
    if (heard === "not-well" || (typeof heard === "number" && heard <= this.#count)) return;
    if (heard !== "well") this.#count = heard;
    this.#heardAt = now();
  }

  /** `asking`: it is not known yet. */
  stateAt(now: number, silentMs: number): "asking" | "open" | "silent" {
    if (this.#openedAt === "dead") return "silent";
    if (this.#openedAt === "asking") return "asking";
    if (now - (this.#heardAt ?? this.#openedAt) >= silentMs) return "silent";
    return this.#heardAt === undefined ? "asking" : "open";
  }

  close(): void {
    this.#peer.close();
  }
}
