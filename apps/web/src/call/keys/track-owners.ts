/** Of a word to the media client's worker: about whose frames of which track it is. */
export interface TrackWord {
  readonly kind: "encode" | "decode" | "updateCodec" | "removeTransform";
  readonly participantIdentity: string;
  readonly trackId: string;
  /** Of a receiver that is used again: the track whose frames it carried before. */
  readonly previousTrackId?: string | undefined;
}

/** `sent`: of a track that this page sends. `received`: of one that it shows as this person's. */
export type Owner =
  | { readonly kind: "sent" }
  | { readonly kind: "received"; readonly identity: string };

/**
 * Which tracks are sent and which received, and from whom. The media client's worker (livekit-client 2.23.0) knows a track by its id alone,
 * and an engine has a hand in the ids of what it offers: so whatever is said of a track has to fit what was said before.
 *
 * INVARIANT: a track that is sent is never received, by whatever name; and a received one is one person's until the client lets it go.
 */
export class TrackOwners {
  readonly #owners = new Map<string, Owner>();

  /** Takes note of the word. Whose track it would take away or hand on, if it must not be told to the worker. */
  refuses(word: TrackWord): Owner | undefined {
    switch (word.kind) {
      case "encode":
        return this.#sends(word.trackId);
      case "removeTransform":
        return this.#letsGo(word.trackId);
      case "updateCodec":
        // Without an earlier track it tells the codec of one that is there, one's own for instance.
        return word.previousTrackId === undefined ? this.#anothers(word) : this.#receives(word);
      case "decode":
        return this.#receives(word);
    }
  }

  #sends(trackId: string): Owner | undefined {
    const owner = this.#owners.get(trackId);
    if (owner?.kind === "received") return owner;
    this.#owners.set(trackId, { kind: "sent" });
    return undefined;
  }

  #letsGo(trackId: string): Owner | undefined {
    const owner = this.#owners.get(trackId);
    if (owner?.kind === "sent") return owner;
    this.#owners.delete(trackId);
    return undefined;
  }

  #receives(word: TrackWord): Owner | undefined {
    const { participantIdentity: identity, trackId, previousTrackId } = word;
    const owners = [previousTrackId ?? trackId, trackId].map((id) => this.#owners.get(id));
    const sent = owners.find((owner) => owner?.kind === "sent");
    if (sent !== undefined) return sent;
    // The receiver that carried this very track carries someone else's now: the browser keeps its id.
    const anothers = previousTrackId === trackId ? undefined : this.#anothers(word);
    if (anothers !== undefined) return anothers;
    if (previousTrackId !== undefined) this.#owners.delete(previousTrackId);
    this.#owners.set(trackId, { kind: "received", identity });
    return undefined;
  }

  #anothers({ participantIdentity, trackId }: TrackWord): Owner | undefined {
    const owner = this.#owners.get(trackId);
    return owner?.kind === "received" && owner.identity !== participantIdentity ? owner : undefined;
  }
}
