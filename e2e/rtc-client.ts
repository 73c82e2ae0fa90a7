/**
 * An unadapted LiveKit client as a separate program, so that it can run inside a site: `node
 * rtc-client.ts URL TOKEN PLACE`. Prints one JSON object a line for what it sees. Ends with its
 * standard input.
 */

import {
  LocalVideoTrack,
  type RemoteTrack,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
  VideoStream,
} from "@livekit/rtc-node";
import { drawPicture, PICTURE } from "./picture.ts";

const [url, token, place] = process.argv.slice(2);
if (url === undefined || token === undefined || place === undefined) {
  throw new Error("Usage: node rtc-client.ts URL TOKEN PLACE");
}

const tell = (news: object) => process.stdout.write(`${JSON.stringify(news)}\n`);

/** The mean chroma of a picture (U and V, 0 to 255). */
function chromaOf(frame: VideoFrame): readonly [number, number] {
  const { data, width, height } = frame.convert(VideoBufferType.I420);
  const from = width * height;
  const half = (data.length - from) / 2;
  const mean = (at: number) =>
    Math.round(data.subarray(at, at + half).reduce((sum, one) => sum + one, 0) / half);
  return [mean(from), mean(from + half)];
}

/** Counts whole pictures: after a removal the engine briefly sends tiny black ones. */
async function countFrames(track: RemoteTrack, from: string): Promise<void> {
  let frames = 0;
  for await (const event of new VideoStream(track)) {
    if (event.frame.width < PICTURE.width / 4) continue;
    frames += 1;
    if (frames % 5 === 0) tell({ kind: "frames", from, frames, chroma: chromaOf(event.frame) });
  }
}

const room = new Room();
room.on(RoomEvent.TrackSubscribed, (track, _publication, participant) => {
  if (track.kind === TrackKind.KIND_VIDEO) countFrames(track, participant.identity).catch(tell);
});
room.on(RoomEvent.DataReceived, (payload, _participant, _kind, topic) => {
  tell({ kind: "data", topic, text: new TextDecoder().decode(payload) });
});
room.on(RoomEvent.ParticipantDisconnected, (participant) => {
  tell({ kind: "participant-left", identity: participant.identity });
});
room.on(RoomEvent.Reconnecting, () => tell({ kind: "reconnecting" }));
room.on(RoomEvent.Disconnected, (reason) => tell({ kind: "disconnected", reason }));

process.stdin.resume();
process.stdin.on("end", () => process.exit(0));

try {
  await room.connect(url, token, { autoSubscribe: true, dynacast: false });
} catch (error) {
  tell({ kind: "refused", message: error instanceof Error ? error.message : String(error) });
  process.exit(0);
}
const source = new VideoSource(PICTURE.width, PICTURE.height);
await room.localParticipant?.publishTrack(
  LocalVideoTrack.createVideoTrack("camera", source),
  new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA }),
);
tell({ kind: "joined" });
let step = 0;
setInterval(() => {
  const data = drawPicture(place, step / 20, step++);
  source.captureFrame(
    new VideoFrame(data, PICTURE.width, PICTURE.height, VideoBufferType.I420),
    BigInt(Math.round(performance.now() * 1000)),
  );
}, 100);
