import { FrameDesk } from "@graticule/web/frame-desk";
import type { EncodedFrame } from "@graticule/web/worker-words";
import { measureInterleaved, type Ratio, ratioOf } from "../measure.ts";

/**
 * Sound at 50 frames a second; 1280 x 720 at 30 a second and 1.5 Mbit/s, with every thirtieth a key
 * frame.
 */
const frameCount = { sound: 4_000, picture: 900 } as const;
const soundBytes = 120;
const pictureBytes = { key: 45_000, delta: 6_000 } as const;

/** What a worker is given and what it returns, one frame after the other through its streams. */
type Through = (frames: readonly EncodedFrame[]) => Promise<readonly EncodedFrame[]>;

interface Worker {
  readonly seal: Through;
  readonly open: Through;
}

export interface SealCosts {
  readonly sound: Ratio;
  readonly picture: Ratio;
}

/**
 * CPU for a frame sealed and opened, ours in SFrame relative to LiveKit's worker: below 1, ours
 * needs less.
 */
export async function costByLiveKit(rounds: number): Promise<SealCosts> {
  return {
    sound: await compare("sound", rounds),
    picture: await compare("picture", rounds),
  };
}

async function compare(kind: "sound" | "picture", rounds: number): Promise<Ratio> {
  const frames = framesOf(kind);
  const contenders = [
    { name: "ours", worker: await ourWorker(kind) },
    { name: "LiveKit's", worker: await theirWorker(kind) },
  ].map(({ name, worker }) => ({
    name,
    run: async () => {
      const opened = await worker.open(await worker.seal(frames.map(copyOf)));
      if (opened.length !== frames.length || !isSame(opened.at(-1), frames.at(-1))) {
        throw new Error(`${name}: ${opened.length} of ${frames.length} frames came through.`);
      }
      return frames.length;
    },
  }));
  const measured = await measureInterleaved(contenders, rounds);
  return ratioOf(measured.get("LiveKit's"), measured.get("ours"));
}

/** What LiveKit's worker reads of a frame beside its bytes. */
class Frame implements EncodedFrame {
  data: ArrayBuffer;
  readonly timestamp: number;

  constructor(data: ArrayBuffer, timestamp: number) {
    this.data = data;
    this.timestamp = timestamp;
  }

  getMetadata() {
    return { synchronizationSource: 1, payloadType: 96 };
  }
}

/** LiveKit's worker recognises pictures by their type. */
class Picture extends Frame {
  readonly type: "key" | "delta";

  constructor(data: ArrayBuffer, timestamp: number, type: "key" | "delta") {
    super(data, timestamp);
    this.type = type;
  }
}

function framesOf(kind: "sound" | "picture"): readonly Frame[] {
  return Array.from({ length: frameCount[kind] }, (_, at) => {
    if (kind === "sound") return new Frame(noise(soundBytes).buffer, at * 960);
    const type = at % 30 === 0 ? "key" : "delta";
    const bytes = noise(pictureBytes[type]);
    // The lowest bit of a VP8 picture: 0 is a whole one.
    bytes[0] = ((bytes[0] ?? 0) & ~1) | (type === "key" ? 0 : 1);
    return new Picture(bytes.buffer, at * 3_000, type);
  });
}

function noise(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

function copyOf(frame: Frame): Frame {
  const [data, { timestamp }] = [frame.data.slice(0), frame];
  return frame instanceof Picture
    ? new Picture(data, timestamp, frame.type)
    : new Frame(data, timestamp);
}

function isSame(one: EncodedFrame | undefined, other: EncodedFrame | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return Buffer.from(one.data).equals(Buffer.from(other.data));
}

/** Puts frames in on one side and waits for as many on the other. */
function pump(start: (streams: ReadableWritablePair<EncodedFrame, EncodedFrame>) => void): Through {
  let input: ReadableStreamDefaultController<EncodedFrame> | undefined;
  let output: EncodedFrame[] = [];
  let done: (() => void) | undefined;
  let wanted = 0;
  const readable = new ReadableStream<EncodedFrame>({
    start(controller) {
      input = controller;
    },
  });
  const writable = new WritableStream<EncodedFrame>({
    write(frame) {
      output.push(frame);
      if (output.length === wanted) done?.();
    },
  });
  start({ readable, writable });
  return async (frames) => {
    output = [];
    wanted = frames.length;
    const all = new Promise<void>((resolve) => {
      done = resolve;
    });
    for (const frame of frames) input?.enqueue(frame);
    await all;
    return output;
  };
}

async function ourWorker(use: "sound" | "picture"): Promise<Worker> {
  const members = [
    { leaf: 0, identity: "ada" },
    { leaf: 1, identity: "ben" },
  ];
  const deskOf = async (ownLeaf: number): Promise<FrameDesk> => {
    const taken = awaited();
    const later = (): (() => void) => () => undefined;
    const desk = new FrameDesk({ tell: () => taken.resolve(), now: Date.now, later });
    desk.hear({ kind: "start", format: "sframe" });
    const baseKey = new Uint8Array(32).fill(7);
    desk.hear({ kind: "receive", ask: 1, keys: { place: 0, baseKey, ownLeaf, members } });
    await taken.promise;
    return desk;
  };
  const [sender, receiver] = [await deskOf(0), await deskOf(1)];
  sender.hear({ kind: "send", place: 0 });
  sender.hear({ kind: "use", id: 1, use });
  receiver.hear({ kind: "expect", id: 1, expected: { identity: "ada", use } });
  return {
    seal: pump((streams) => sender.pipe({ options: { id: 1, side: "sender" }, ...streams })),
    open: pump((streams) => receiver.pipe({ options: { id: 1, side: "receiver" }, ...streams })),
  };
}

function awaited(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** LiveKit's worker exchanges messages: this process is its worker scope. */
const scope = globalThis as unknown as {
  self: unknown;
  onmessage: (event: { readonly data: unknown }) => void;
  postMessage: (message: { readonly kind: string }) => void;
};

async function theirWorker(kind: "sound" | "picture"): Promise<Worker> {
  const program = "../../node_modules/livekit-client/dist/livekit-client.e2ee.worker.mjs";
  const enabled = awaited();
  scope.self ??= globalThis;
  scope.onmessage ??= () => undefined;
  scope.postMessage = ({ kind: said }) => {
    if (said === "enable") enabled.resolve();
  };
  await import(new URL(program, import.meta.url).href);
  const tell = (said: string, data: object) => scope.onmessage({ data: { kind: said, data } });
  const participantIdentity = "ada";
  const material = { name: "HKDF" };
  const key = await crypto.subtle.importKey("raw", new Uint8Array(32).fill(7), material, false, [
    "deriveKey",
    "deriveBits",
  ]);
  const keyProviderOptions = {
    sharedKey: false,
    ratchetSalt: "LKFrameEncryptionKey",
    ratchetWindowSize: 0,
    failureTolerance: -1,
    keyringSize: 256,
    keySize: 128,
  };
  tell("init", { keyProviderOptions, loglevel: 5 });
  tell("setKey", { participantIdentity, key, keyIndex: 0, updateCurrentKeyIndex: true });
  tell("enable", { enabled: true, participantIdentity });
  await enabled.promise;
  const pipe = (way: "encode" | "decode") =>
    pump(({ readable, writable }) =>
      tell(way, {
        participantIdentity,
        trackId: `${kind} ${way}`,
        hasPacketTrailer: false,
        readableStream: readable,
        writableStream: writable,
        ...(kind === "picture" ? { codec: "vp8" } : {}),
      }),
    );
  return { seal: pipe("encode"), open: pipe("decode") };
}
