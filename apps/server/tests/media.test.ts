import {
  LocalVideoTrack,
  type RemoteTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
  VideoStream,
} from "@livekit/rtc-node";
import { AccessToken } from "livekit-server-sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestEngine, type TestEngine } from "./harness.ts";

const SIZE = { width: 160, height: 90 };
let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine.stop());

async function enter(identity: string): Promise<Room> {
  const token = new AccessToken(engine.key, engine.secret, { identity });
  token.addGrant({ roomJoin: true, room: "media" });
  const room = new Room();
  const options = { autoSubscribe: true, dynacast: false };
  await room.connect(engine.url.replace("http", "ws"), await token.toJwt(), options);
  return room;
}

// The engine once named its own media port as a STUN server: signalling worked, media never came.
test("media flows between two clients over loopback, by UDP alone", async () => {
  const [sender, receiver] = await Promise.all([enter("sender"), enter("receiver")]);
  const track = new Promise<RemoteTrack>((seen) => {
    receiver.once(RoomEvent.TrackSubscribed, seen);
  });
  const source = new VideoSource(SIZE.width, SIZE.height);
  await sender.localParticipant?.publishTrack(
    LocalVideoTrack.createVideoTrack("camera", source),
    new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA }),
  );
  const grey = new Uint8Array(SIZE.width * SIZE.height * 1.5).fill(128);
  const timer = setInterval(() => {
    source.captureFrame(
      new VideoFrame(grey, SIZE.width, SIZE.height, VideoBufferType.I420),
      BigInt(Math.round(performance.now() * 1000)),
    );
  }, 50);
  let frames = 0;
  for await (const _frame of new VideoStream(await track)) {
    frames += 1;
    if (frames === 5) break;
  }
  clearInterval(timer);
  expect(frames).toBe(5);
  await Promise.all([sender.disconnect(), receiver.disconnect()]);
});
