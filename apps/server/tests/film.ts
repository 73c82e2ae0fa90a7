import {
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
  VideoStream,
} from "@livekit/rtc-node";

const size = { width: 160, height: 90 };
const grey = new Uint8Array(size.width * size.height * 1.5).fill(128);

/** A real client that shows a picture and counts everyone else's complete frames. */
export class Film {
  readonly room = new Room();
  /** What a bystander must not notice: everything that happened to this client's connection. */
  readonly interruptions: string[] = [];
  readonly #frames = new Map<string, number>();
  readonly #lastAt = new Map<string, number>();
  #longestGapMs = 0;
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  async enter(url: string, token: string): Promise<void> {
    this.room.on(RoomEvent.TrackSubscribed, (track, _publication, { identity }) => {
      void this.#count(new VideoStream(track), identity);
    });
    this.room.on(RoomEvent.Reconnecting, () => this.interruptions.push("reconnecting"));
    this.room.on(RoomEvent.Disconnected, () => this.interruptions.push("disconnected"));
    await this.room.connect(url, token, { autoSubscribe: true, dynacast: false });
    const source = new VideoSource(size.width, size.height);
    await this.room.localParticipant?.publishTrack(
      LocalVideoTrack.createVideoTrack("camera", source),
      new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA }),
    );
    this.#timer = setInterval(() => {
      source.captureFrame(
        new VideoFrame(grey, size.width, size.height, VideoBufferType.I420),
        BigInt(Math.round(performance.now() * 1000)),
      );
    }, 50);
  }

  /** Resolves after `more` further frames of this person. */
  moreFrames(identity: string, more = 20): Promise<void> {
    const wanted = (this.#frames.get(identity) ?? 0) + more;
    return new Promise((done) => {
      const look = (): void => {
        if ((this.#frames.get(identity) ?? 0) < wanted) return;
        this.#waiting.delete(look);
        done();
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** The longest time without a frame of some person since the last call, in ms. */
  takeLongestGap(): number {
    const since = Math.max(0, ...[...this.#lastAt.values()].map((at) => performance.now() - at));
    const longest = Math.max(since, this.#longestGapMs);
    this.#longestGapMs = 0;
    return longest;
  }

  async leave(): Promise<void> {
    clearInterval(this.#timer);
    await this.room.disconnect();
  }

  async #count(stream: VideoStream, identity: string): Promise<void> {
    // After a removal the engine flushes black frames of 8x8, which show no one.
    for await (const { frame } of stream) {
      if (frame.width < 16) continue;
      this.#frames.set(identity, (this.#frames.get(identity) ?? 0) + 1);
      const now = performance.now();
      this.#longestGapMs = Math.max(this.#longestGapMs, now - (this.#lastAt.get(identity) ?? now));
      this.#lastAt.set(identity, now);
      for (const look of this.#waiting) look();
    }
  }
}
