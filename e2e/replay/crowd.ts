/**
 * Many people of one home, each with LiveKit's native client and the keys of the meeting: `node
 * crowd.ts URL LETTERS`. Reads tasks and writes words (crowd-words.ts), one JSON object a line.
 * Ends with its standard input.
 */
import { createInterface } from "node:readline";
import { parseLinkSecret } from "@graticule/e2ee/link-secret";
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
import { followKeys, type LetIn } from "../key-client.ts";
import { NativeKeys, nativeEncryption } from "../native-keys.ts";
import { drawPicture, PICTURE } from "../picture.ts";
import { within } from "../within.ts";
import type { CrowdAnswer, CrowdTask, CrowdWord, Entry, Gap, HeldKeys } from "./crowd-words.ts";
import { LongestGaps } from "./longest-gaps.ts";

const [url, letters] = process.argv.slice(2);
if (url === undefined || letters === undefined) throw new Error("Usage: node crowd.ts URL LETTERS");

const picturesPerSecond = 5;
/** For each step of joining. */
const stepMs = 30_000;
const say = (word: CrowdWord) => process.stdout.write(`${JSON.stringify(word)}\n`);
const watched = new Map<string, LongestGaps>();
const cameras: VideoSource[] = [];
const holders: { readonly held: () => HeldKeys; readonly found: () => number }[] = [];

async function comeIn(task: CrowdTask & { kind: "come" }): Promise<Entry> {
  const response = await fetch(`${url}/api/meetings/${task.code}/joins`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: task.cookie },
    body: JSON.stringify({ name: task.who }),
    signal: AbortSignal.timeout(20_000),
  });
  const body = await response.json();
  if (!response.ok) {
    const blockedBy = (response.headers.get("link") ?? "").includes('rel="blocked-by"');
    return { kind: "refused", status: response.status, blockedBy };
  }
  if (task.sits !== "not") {
    const { joinId, key, identity } = body;
    const join = { joinId, key, identity, name: task.who, code: task.code };
    await sit(task, join, String(body.token));
  }
  return { kind: "in", identity: String(body.identity) };
}

/** The keys of one seat, once it is in the group. */
async function keysOf(join: LetIn, link: string): Promise<NativeKeys> {
  const secret = parseLinkSecret(link);
  if (secret === undefined) throw new Error("The link has no secret.");
  const keys = new NativeKeys();
  const wire: string[] = [];
  const onWire = (text: string) => wire.push(text);
  const { line } = followKeys(url ?? "", join, { secret, keys, onWire });
  await within(stepMs, "agrees on keys", line.settled());
  const held = (): HeldKeys => ({
    who: join.name,
    code: join.code,
    frameKeys: keys.everHeld,
    sealsWith: keys.sealsWith,
    authenticator: Buffer.from(line.state.authenticator ?? []).toString("hex"),
    insiders: line.state.insiders.map(({ identity }) => identity),
    changes: line.state.changes,
  });
  holders.push({ held, found: () => foundIn(wire, keys.everHeld) });
  return keys;
}

/** How many of these keys occur in the traffic, as text or inside an encoding. */
function foundIn(wire: readonly string[], keys: HeldKeys["frameKeys"]): number {
  const wireText = wire.join("\n");
  const decoded = [...wireText.matchAll(/[A-Za-z0-9_-]{40,}/g)].map(([text]) =>
    Buffer.from(text, "base64url"),
  );
  return keys.filter(({ key }) => {
    const bytes = Buffer.from(key, "hex");
    const written = [key, bytes.toString("base64url"), bytes.toString("base64")];
    return (
      written.some((text) => wireText.includes(text)) || decoded.some((one) => one.includes(bytes))
    );
  }).length;
}

async function sit(
  { who, sits, secret }: CrowdTask & { kind: "come" },
  join: LetIn,
  token: string,
): Promise<void> {
  const keys = await keysOf(join, secret);
  const watches = sits === "watches" || sits === "shows";
  const room = new Room();
  const tell = (sight: (CrowdWord & { kind: "sight" })["sight"]) =>
    say({ kind: "sight", who, sight });
  const gaps = new LongestGaps(() => performance.now());
  room.on(RoomEvent.TrackSubscribed, (track, _publication, { identity }) => {
    if (track.kind === TrackKind.KIND_VIDEO) void countPictures(track, identity, gaps);
  });
  room.on(RoomEvent.ParticipantConnected, ({ identity }) => tell({ kind: "came", identity }));
  room.on(RoomEvent.ParticipantDisconnected, ({ identity, disconnectReason = 0 }) =>
    tell({ kind: "gone", identity, reason: disconnectReason }),
  );
  room.on(RoomEvent.Reconnecting, () => tell({ kind: "reconnecting" }));
  room.on(RoomEvent.Reconnected, () => tell({ kind: "reconnected" }));
  room.on(RoomEvent.Disconnected, (reason) => tell({ kind: "cut-off", reason }));
  const connected = room.connect((url ?? "").replace("http", "ws"), token, {
    autoSubscribe: watches,
    dynacast: false,
    encryption: nativeEncryption,
  });
  await within(stepMs, "connects", connected);
  keys.attach(room);
  if (watches) watched.set(who, gaps);
  if (sits !== "shows") return;
  const camera = new VideoSource(PICTURE.width, PICTURE.height);
  const published = room.localParticipant?.publishTrack(
    LocalVideoTrack.createVideoTrack("camera", camera),
    new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA, simulcast: false }),
  );
  await within(stepMs, "shows its camera", Promise.resolve(published));
  keys.useOwn();
  cameras.push(camera);
}

/** Counts whole pictures only: after a removal the engine briefly sends tiny black ones. */
async function countPictures(track: RemoteTrack, identity: string, gaps: LongestGaps) {
  for await (const { frame } of new VideoStream(track)) {
    if (frame.width >= PICTURE.width / 4) gaps.seen(identity);
  }
}

function allGaps(): Gap[] {
  return [...watched].flatMap(([who, gaps]) =>
    gaps.all().map(({ source, ...gap }) => ({ who, from: source, ...gap })),
  );
}

async function obey(task: CrowdTask): Promise<CrowdAnswer> {
  switch (task.kind) {
    case "come":
      return await comeIn(task);
    case "measure":
      for (const gaps of watched.values()) gaps.restart();
      return [];
    case "gaps":
      return allGaps();
    case "keys":
      return holders.map(({ held }) => held());
    case "found-keys":
      return holders
        .filter(({ held }) => held().code === task.code)
        .reduce((sum, { found }) => sum + found(), 0);
  }
}

let step = 0;
setInterval(() => {
  if (cameras.length === 0) return;
  const picture = drawPicture(letters, letters.charCodeAt(0), step++);
  const frame = new VideoFrame(picture, PICTURE.width, PICTURE.height, VideoBufferType.I420);
  const at = BigInt(Math.round(performance.now() * 1000));
  for (const camera of cameras) camera.captureFrame(frame, at);
}, 1000 / picturesPerSecond);

let asked = 0;
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const to = asked++;
  obey(JSON.parse(line)).then(
    (answer) => say({ kind: "answer", to, answer }),
    (error: unknown) => say({ kind: "fault", to, message: String(error) }),
  );
});
lines.on("close", () => process.exit(0));
