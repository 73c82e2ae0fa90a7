import {
  AudioFrame,
  AudioSource,
  LocalAudioTrack,
  LocalVideoTrack,
  type Room,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
} from "@livekit/rtc-node";
import type { Person } from "./cast.ts";
import { Face } from "./faces.ts";
import { PIXELS } from "./ink.ts";
import { random, SAMPLES_PER_SECOND, type Speech, speak } from "./voice.ts";

const PICTURES_PER_SECOND = 12;
/** Of someone who sits still, a picture is sent this seldom: encoding is most of what a demo takes. */
const STILL_EVERY = 4;
const SAMPLES = SAMPLES_PER_SECOND / PICTURES_PER_SECOND;
/** A turn, and the pause after it, in pictures. */
const TURN = { least: 45, most: 85, pause: 8 } as const;
/** Sound that waits to be played, so that a late timer is not heard. */
const queueMs = 500;

/** Camera and microphone of someone who is inside. */
interface Seated {
  readonly person: Person;
  readonly face: Face;
  readonly speech: Speech;
  readonly camera: VideoSource;
  readonly microphone: AudioSource;
  /** Where in their speech they are, in samples. */
  at: number;
  /** Their last picture. */
  shown?: Uint8Array;
}

/** Those who are inside, one of whom speaks. One clock draws them all. */
export class Conversation {
  readonly #seated: Seated[] = [];
  readonly #chance = random(20);
  readonly #kept = new Map<Person, Pick<Seated, "face" | "speech">>();
  #step = 0;
  #speaker: Seated | undefined;
  #last: Seated | undefined;
  #until = 0;

  /** Publishes this person's camera and microphone. Answers how to end that. */
  async seat(room: Room, person: Person): Promise<() => Promise<void>> {
    const camera = new VideoSource(PIXELS.width, PIXELS.height);
    const microphone = new AudioSource(SAMPLES_PER_SECOND, 1, queueMs);
    const seated = { person, camera, microphone, at: 0, ...this.#drawn(person) };
    const close = async (): Promise<void> => {
      await camera.close();
      await microphone.close();
    };
    try {
      await publish(room, camera, microphone);
    } catch (error) {
      await close();
      throw error;
    }
    this.#seated.push(seated);
    return async () => {
      this.#seated.splice(this.#seated.indexOf(seated), 1);
      await close();
    };
  }

  /** Runs until `signal` aborts. */
  run(signal: AbortSignal): void {
    const began = performance.now();
    const timer = setInterval(() => {
      const due = Math.floor(((performance.now() - began) * PICTURES_PER_SECOND) / 1000);
      // What a busy machine missed is not made up for: only the newest picture is drawn.
      const missed = Math.min(due - this.#step, 4);
      this.#step = due;
      if (missed > 0) this.#go(missed);
    }, 1000 / PICTURES_PER_SECOND);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  }

  #go(steps: number): void {
    this.#takeTurns();
    const now = BigInt(Math.round(performance.now() * 1000));
    for (const seated of this.#seated) {
      const speaks = seated === this.#speaker;
      if (speaks) this.#say(seated, steps);
      const data = seated.face.frame({
        mouth: speaks ? seated.speech.mouthAt(seated.at) : 0,
        eyes: this.#blinks(seated) ? "closed" : "open",
        lift: speaks ? liftOf(this.#step) : 0,
      });
      if (data === seated.shown && this.#step % STILL_EVERY !== 0) continue;
      seated.shown = data;
      const { width, height } = PIXELS;
      seated.camera.captureFrame(new VideoFrame(data, width, height, VideoBufferType.I420), now);
    }
  }

  #takeTurns(): void {
    if (this.#speaker !== undefined && !this.#seated.includes(this.#speaker)) this.#pause();
    if (this.#step < this.#until) return;
    if (this.#speaker === undefined) this.#begin();
    else this.#pause();
  }

  #begin(): void {
    const others = this.#seated.filter((one) => one !== this.#last);
    this.#speaker = others[Math.floor(this.#chance() * others.length)];
    this.#until = this.#step + TURN.least + this.#chance() * (TURN.most - TURN.least);
  }

  #pause(): void {
    this.#last = this.#speaker;
    this.#speaker = undefined;
    this.#until = this.#step + TURN.pause;
  }

  #say(seated: Seated, steps: number): void {
    const { samples } = seated.speech;
    const piece = new Int16Array(SAMPLES * steps);
    for (let at = 0; at < piece.length; at++) {
      piece[at] = samples[(seated.at + at) % samples.length] ?? 0;
    }
    seated.at += piece.length;
    const frame = new AudioFrame(piece, SAMPLES_PER_SECOND, 1, piece.length);
    void seated.microphone.captureFrame(frame).catch(() => undefined);
  }

  /** Each at another time, for two pictures, every four seconds or so. */
  #blinks({ person }: Seated): boolean {
    const own = person.name.charCodeAt(1) % 23;
    return (this.#step + own * 7) % (40 + own) < 2;
  }

  /** Drawn and voiced once, however often they come back. */
  #drawn(person: Person): Pick<Seated, "face" | "speech"> {
    const kept = this.#kept.get(person);
    if (kept !== undefined) return kept;
    const drawn = { face: new Face(person.look), speech: speak(person.voice, 8) };
    this.#kept.set(person, drawn);
    return drawn;
  }
}

async function publish(room: Room, camera: VideoSource, microphone: AudioSource): Promise<void> {
  await room.localParticipant?.publishTrack(
    LocalVideoTrack.createVideoTrack("camera", camera),
    new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA, simulcast: false }),
  );
  await room.localParticipant?.publishTrack(
    LocalAudioTrack.createAudioTrack("microphone", microphone),
    new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, dtx: false, red: false }),
  );
}

/** A head nods along. */
const liftOf = (step: number): 0 | 1 | 2 => ([0, 1, 2, 1] as const)[(step >> 2) % 4] ?? 0;
