import {
  DataPacket,
  type Encryption_Type,
  TrackInfo,
  TrackSource,
  TrackType,
} from "@livekit/protocol";
import { within } from "../within.ts";
import type { Name } from "./hostile-call.ts";
import type { HostileEngine } from "./hostile-engine.ts";
import type { OverheardCall } from "./overheard-call.ts";
import type { RecordedFrame, RecordedMessage, Seat } from "./seat.ts";

/** What a participant of an unencrypted call sent, frame by frame. */
export interface Recording {
  readonly screen: readonly Buffer[];
  readonly sound: readonly Buffer[];
}

const pictureMs = 66;
const soundMs = 20;
const seconds = 1;
/** The first frames may come before the client listens. */
const times = 3;
const replayedFrames = 40;

/** From the first frame on. */
export async function recordingOf(call: OverheardCall, name: Name): Promise<Recording> {
  const take = (kind: TrackSource, everyMs: number) =>
    call.until(`what ${name} sends`, () => {
      const { published } = call.seat(name);
      const track = [...published.values()].find(({ info }) => info.source === kind);
      const [source] = track?.layers.values() ?? [];
      const frames = call.frames.filter((frame) => frame.source === source);
      const count = (seconds * 1_000) / everyMs;
      return frames.length < count ? undefined : frames.slice(0, count).map(({ data }) => data);
    });
  return {
    screen: await take(TrackSource.SCREEN_SHARE, pictureMs),
    sound: await take(TrackSource.MICROPHONE, soundMs),
  };
}

let forged = 0;

/** Sends a recording as another participant's screen and sound, announced with this encryption. */
export async function forge(
  { screen, sound }: Recording,
  {
    to,
    as,
    encryption,
    seen,
  }: {
    readonly to: Seat;
    readonly as: Seat;
    readonly encryption: Encryption_Type;
    /** Resolves when the page shows a tile for it. */
    readonly seen: () => Promise<unknown>;
  },
): Promise<void> {
  forged += 1;
  const about = { muted: false, encryption };
  const picture = new TrackInfo({
    ...about,
    sid: `TR_forged_screen_${forged}`,
    type: TrackType.VIDEO,
    mimeType: "video/VP8",
    source: TrackSource.SCREEN_SHARE,
    width: 640,
    height: 360,
  });
  const voice = new TrackInfo({
    ...about,
    sid: `TR_forged_sound_${forged}`,
    type: TrackType.AUDIO,
    mimeType: "audio/opus",
    source: TrackSource.SCREEN_SHARE_AUDIO,
  });
  const tracks = [...[...as.published.values()].map(({ info }) => info), picture, voice];
  to.announce(as.info({ tracks }));
  const send = async ({ sid }: TrackInfo, kind: "audio" | "video") => {
    const offered = to.send({ sid, kind, stream: `${as.sid}|${sid}`, label: sid });
    await within(
      30_000,
      () => `${to.name}, ${to.isOpen ? "inside" : "gone"}, takes ${sid}`,
      offered,
    );
    if (kind === "video") await seen();
    const once = kind === "video" ? screen : sound;
    const frames = Array.from({ length: times }, () => once).flat();
    await to.connection.play(sid, frames, kind === "video" ? pictureMs : soundMs);
  };
  await Promise.all([send(picture, "video"), send(voice, "audio")]);
}

/** Passes a message on under another participant's name. */
export async function passOff(
  { by, data }: RecordedMessage,
  { to, as }: { readonly to: Seat; readonly as: Seat },
): Promise<void> {
  const packet = DataPacket.fromBinary(data);
  Object.assign(packet, { participantIdentity: as.identity, participantSid: as.sid, sequence: 0 });
  await to.postBytes(packet.toBinary(), by);
}

const isWholePicture = ({ mime, data }: RecordedFrame): boolean =>
  mime.startsWith("video/") && ((data[0] ?? 1) & 1) === 0;

/** Frames of this track from now on; for pictures, from a key frame on. */
async function recordNow(engine: HostileEngine, source: string): Promise<readonly RecordedFrame[]> {
  const since = engine.frames.length;
  await engine.media.do({ do: "key", source });
  return await engine.until(() => {
    const all = engine.frames.slice(since).filter((frame) => frame.source === source);
    const from = all[0]?.mime.startsWith("audio/") ? 0 : all.findIndex(isWholePicture);
    return from >= 0 && all.length - from >= replayedFrames ? all.slice(from) : undefined;
  }, `frames of ${source}`);
}

/**
 * Records what `to` gets from `from`, then stops all that `to` gets. `again`: replays the
 * recording.
 */
export async function replaying(
  engine: HostileEngine,
  { to, from }: { readonly to: Seat; readonly from: Seat },
): Promise<{ readonly again: () => Promise<unknown> }> {
  const tracks = [...from.published].flatMap(([sid, { layers }]) =>
    [...layers.values()].slice(0, 1).map((source) => ({ sid, source })),
  );
  const kept = await Promise.all(
    tracks.map(async ({ sid, source }) => ({ sid, frames: await recordNow(engine, source) })),
  );
  for (const other of engine.others(to)) {
    for (const sid of other.published.keys()) await to.connection.feed(sid, "");
  }
  const again = () =>
    Promise.all(
      kept.map(({ sid, frames }) =>
        to.connection.play(
          sid,
          frames.map(({ data }) => data),
          frames[0]?.mime.startsWith("audio/") ? soundMs : pictureMs,
        ),
      ),
    );
  return { again };
}
