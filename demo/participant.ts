import { setTimeout as delay } from "node:timers/promises";
import { joinAdmitted } from "@graticule/api/meetings";
import { forwardFrom } from "@graticule/server/tests/forward";
import {
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
} from "@livekit/rtc-node";
import { drawPicture, PICTURE } from "./picture.ts";

const FRAMES_PER_SECOND = 10;
const ASK_AGAIN_MS = 2_000;

export interface Visitor {
  readonly name: string;
  readonly place: string;
  /** The loopback address from which this participant comes. */
  readonly address: string;
}

type VisitorEvent = "joined" | "kept out" | "left";

/**
 * A synthetic participant: a real LiveKit client that joins as our page would, shows a moving
 * picture of its place, and after a removal asks again until it may join. Runs until `signal`
 * aborts.
 */
export async function visit(
  visitor: Visitor,
  meeting: { url: URL; code: string },
  options: { signal: AbortSignal; onEvent: (visitor: Visitor, event: VisitorEvent) => void },
): Promise<void> {
  const { signal, onEvent } = options;
  const forward = await forwardFrom(visitor.address, Number(meeting.url.port));
  let last: VisitorEvent | undefined;
  const say = (event: VisitorEvent) => {
    if (event !== last) onEvent(visitor, event);
    last = event;
  };
  try {
    while (!signal.aborted) {
      const seat = await askToJoin(new URL(forward.url).host, meeting.code, visitor.name, signal);
      if (seat === undefined) say("kept out");
      else {
        const onSeated = () => say("joined");
        await sit(forward.url, seat.token, visitor, { signal, onSeated });
        say("left");
      }
      await delay(ASK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    forward.close();
  }
}

async function askToJoin(host: string, code: string, name: string, signal: AbortSignal) {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(10_000)]);
  try {
    const response = await fetch(`http://${host}/api/meetings/${code}/joins`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name }),
      signal: deadline,
    });
    const body: unknown = await response.json();
    return response.ok ? joinAdmitted.parse(body) : undefined;
  } catch (error) {
    if (signal.aborted || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Sits in the room with a moving picture until removed, or until `signal` aborts. */
async function sit(
  url: string,
  token: string,
  visitor: Visitor,
  options: { signal: AbortSignal; onSeated: () => void },
): Promise<void> {
  const room = new Room();
  const source = new VideoSource(PICTURE.width, PICTURE.height);
  const left = new Promise<void>((done) => {
    room.once(RoomEvent.Disconnected, () => done());
    options.signal.addEventListener("abort", () => done(), { once: true });
  });
  try {
    await room.connect(url, token, { autoSubscribe: false, dynacast: false });
    const track = LocalVideoTrack.createVideoTrack("camera", source);
    const publish = new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA });
    await room.localParticipant?.publishTrack(track, publish);
  } catch {
    return;
  }
  options.onSeated();
  let step = 0;
  const hue = [...visitor.name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const timer = setInterval(() => {
    const data = drawPicture(visitor.place, hue, step++);
    source.captureFrame(
      new VideoFrame(data, PICTURE.width, PICTURE.height, VideoBufferType.I420),
      BigInt(Math.round(performance.now() * 1000)),
    );
  }, 1000 / FRAMES_PER_SECOND);
  await left;
  clearInterval(timer);
  await room.disconnect();
  await source.close();
}
