import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { type EngineKey, mintRequestToken } from "./engine-token.ts";
import type { EngineAnswer, EngineSeat, MediaEngine } from "./media-engine.ts";

export interface LiveKitOptions {
  /** The engine's private address; `http:`, `https:`, `ws:` or `wss:`. */
  readonly url: string;
  readonly key: EngineKey;
  /** How long one call may take. */
  readonly deadlineMs?: number;
  /** Whose rooms this engine holds beside those of backends; absent: nobody asks. */
  readonly owner?: EngineOwner;
}

export interface EngineOwner {
  /** The database's mark: see db/database-mark.ts. */
  readonly mark: string;
  /** Told each time that another database's mark is found. */
  readonly onOther: () => void;
}

/** A room that nobody joins. Its metadata says whose engine this is; it goes with the engine, and is made again. */
export const markRoom = "graticule-database";
/** Seconds; as long as it takes. */
const markLastsSeconds = 10 * 365 * 86_400;

/** What one call came to. `status` 0: no answer in time, or none at all. */
interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface LiveKit extends MediaEngine {
  /** Marks the engine as ours, where it answers and has no mark. `other`: another database's Graticule has it. */
  claim(): Promise<"ours" | "other" | "no answer">;
  /** Takes our mark away: another database's Graticule may have the engine now. */
  unclaim(): Promise<void>;
  close(): void;
}

/** LiveKit by its room service (Twirp over HTTP with JSON), on kept-alive connections. */
export function createLiveKit(options: LiveKitOptions): LiveKit {
  const base = options.url.replace(/^ws/, "http").replace(/\/+$/, "");
  const secure = base.startsWith("https:");
  const agent = secure
    ? new TlsAgent({ keepAlive: true, maxSockets: 64 })
    : new PlainAgent({ keepAlive: true, maxSockets: 64 });
  // The engine itself gives up after 3 s, and what it says then is worth knowing.
  const deadlineMs = options.deadlineMs ?? 4_000;

  function call(method: string, grants: object, body: object): Promise<Reply> {
    const text = JSON.stringify(body);
    return new Promise((resolve) => {
      const failed = () => resolve({ status: 0, body: undefined });
      const request = (secure ? tlsRequest : plainRequest)(
        `${base}/twirp/livekit.RoomService/${method}`,
        {
          method: "POST",
          agent,
          signal: AbortSignal.timeout(deadlineMs),
          headers: {
            authorization: `Bearer ${mintRequestToken({ video: grants }, options.key)}`,
            "content-type": "application/json",
            "content-length": Buffer.byteLength(text),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", failed);
          response.on("end", () => {
            resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks)) });
          });
        },
      );
      request.on("error", failed);
      request.end(text);
    });
  }

  const { owner } = options;
  const ownMark = owner && JSON.stringify({ graticule: owner.mark });

  /** All rooms, once the engine says that it is ours. Undefined: no answer. */
  async function roomsOfOurs(): Promise<readonly object[] | "other" | undefined> {
    const list = async () => listIn(await call("ListRooms", { roomList: true }, {}), "rooms");
    const rooms = await list();
    if (rooms === undefined || ownMark === undefined) return rooms;
    if (markOf(rooms) === "none") {
      await putMark(ownMark);
      // Of two that mark it at once, the later one has it.
      return judged(await list(), ownMark);
    }
    return judged(rooms, ownMark);
  }

  function judged(
    rooms: readonly object[] | undefined,
    mark: string,
  ): readonly object[] | "other" | undefined {
    const found = rooms && markOf(rooms);
    if (found === undefined || found === "none") return undefined;
    if (found === mark) return rooms;
    owner?.onOther();
    return "other";
  }

  async function putMark(metadata: string): Promise<void> {
    const room = { name: markRoom, metadata, empty_timeout: markLastsSeconds };
    await call("CreateRoom", { roomCreate: true }, room);
    // One that someone had joined by this name was there already, without a mark.
    const grants = { roomAdmin: true, room: markRoom };
    await call("UpdateRoomMetadata", grants, { room: markRoom, metadata });
  }

  return {
    async listRooms() {
      const rooms = await roomsOfOurs();
      // INVARIANT: nobody is looked for, and nobody put out, in an engine that isn't ours.
      if (rooms === undefined || rooms === "other") return undefined;
      const names = rooms.map((room) => textIn(room, "name"));
      return names.filter((name) => name !== "" && name !== markRoom);
    },
    async claim() {
      const rooms = await roomsOfOurs();
      if (rooms === undefined) return "no answer";
      return rooms === "other" ? "other" : "ours";
    },
    async unclaim() {
      const rooms = listIn(
        await call("ListRooms", { roomList: true }, { names: [markRoom] }),
        "rooms",
      );
      if (ownMark === undefined || rooms === undefined || markOf(rooms) !== ownMark) return;
      await call("DeleteRoom", { roomCreate: true }, { room: markRoom });
    },
    async listSeats(room) {
      const reply = await call("ListParticipants", { roomAdmin: true, room }, { room });
      if (reply.status === 404) return [];
      return listIn(reply, "participants")?.map(seatOf);
    },
    async removeSeat(room, identity) {
      return answerOf(
        await call("RemoveParticipant", { roomAdmin: true, room }, { room, identity }),
      );
    },
    async tell(room, identity, topic, data) {
      const body = {
        room,
        topic,
        kind: "RELIABLE",
        data: Buffer.from(data).toString("base64"),
        destination_identities: [identity],
      };
      return answerOf(await call("SendData", { roomAdmin: true, room }, body));
    },
    async mute(room, identity) {
      const grants = { roomAdmin: true, room };
      const reply = await call("GetParticipant", grants, { room, identity });
      if (reply.status !== 200) return answerOf(reply);
      for (const track of (listIn(reply, "tracks") ?? []).filter(isOpenMicrophone)) {
        const body = { room, identity, track_sid: textIn(track, "sid"), muted: true };
        const answer = answerOf(await call("MutePublishedTrack", grants, body));
        if (answer !== "done") return answer;
      }
      return "done";
    },
    async endRoom(room) {
      return answerOf(await call("DeleteRoom", { roomCreate: true }, { room }));
    },
    async healthy() {
      return (await call("ListRooms", { roomList: true }, { names: [" "] })).status === 200;
    },
    close: () => agent.destroy(),
  };
}

function answerOf({ status, body }: Reply): EngineAnswer {
  if (status === 200) return "done";
  if (status === 404) return "absent";
  const nobody = typeof body === "object" && body !== null && Reflect.get(body, "code");
  return status === 503 && nobody === "unavailable" ? "unheld" : "failed";
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** The list under this name; an empty one may be left out. Undefined if the call failed. */
function listIn(reply: Reply, name: string): object[] | undefined {
  const { status, body } = reply;
  if (status !== 200 || typeof body !== "object" || body === null) return undefined;
  const list: unknown = Reflect.get(body, name) ?? [];
  return Array.isArray(list) ? list.filter((item) => typeof item === "object") : undefined;
}

function textIn(item: object, name: string): string {
  const value: unknown = Reflect.get(item, name);
  return typeof value === "string" ? value : "";
}

/** The engine's mark as it stands there. Metadata of another kind is none: backends name rooms as they like. */
function markOf(rooms: readonly object[]): string | "none" {
  const room = rooms.find((one) => textIn(one, "name") === markRoom);
  const metadata = room === undefined ? "" : textIn(room, "metadata");
  return /^\{"graticule":"[0-9a-f-]{36}"\}$/.test(metadata) ? metadata : "none";
}

/** The engine leaves out or spells out its defaults. */
function isOpenMicrophone(track: object): boolean {
  const source: unknown = Reflect.get(track, "source");
  return (source === "MICROPHONE" || source === 2) && Reflect.get(track, "muted") !== true;
}

function seatOf(item: object): EngineSeat {
  const kind: unknown = Reflect.get(item, "kind");
  return {
    identity: textIn(item, "identity"),
    sid: textIn(item, "sid"),
    // The engine leaves out or spells out its default, which is a person's client.
    kind: kind === undefined || kind === "STANDARD" || kind === 0 ? "standard" : "service",
    joinedAt: Number(Reflect.get(item, "joined_at") ?? Reflect.get(item, "joinedAt") ?? 0) * 1000,
  };
}
