import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { urlToHttpOptions } from "node:url";
import { markRoom } from "../db/database-mark.ts";
import { type EngineKey, RequestTokens } from "./engine-token.ts";
import { leaveInPlace } from "./leave-in-place.ts";
import type { EngineAnswer, EngineSeat, MediaEngine } from "./media-engine.ts";

export interface LiveKitOptions {
  /** The engine's private address; `http:`, `https:`, `ws:` or `wss:`. */
  readonly url: string;
  readonly key: EngineKey;
  readonly deadlineMs?: number;
  /** The database whose engine this is; absent: not checked. */
  readonly owner?: {
    /** See db/database-mark.ts. */
    readonly mark: string;
    /** Called each time that another database's mark is found. */
    readonly onOther: () => void;
  };
}

/** How long the mark lasts: ten years. */
const markLastsSeconds = 10 * 365 * 86_400;
/** How often, and how far apart, the rooms are listed again for a mark that was just put there. */
const listings = 20;
const betweenListingsMs = 50;

/** How long the engine has to take that someone leaves. After that it is asked to remove them. */
const leaveWithinMs = 1_500;

/** `status` 0: no answer, or none in time. */
interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface LiveKit extends MediaEngine {
  /** Marks an engine without a mark as ours. `other`: another database's Graticule has it. */
  claim(): Promise<"ours" | "other" | "no answer">;
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
  // Longer than the engine's own limit of 3 s, whose answer is worth knowing.
  const deadlineMs = options.deadlineMs ?? 4_000;

  const tokens = new RequestTokens(options.key);
  const service = new URL(`${base}/twirp/livekit.RoomService`);
  const where = urlToHttpOptions(service);

  function call(method: string, grants: object, body: object): Promise<Reply> {
    const text = JSON.stringify(body);
    return new Promise((resolve) => {
      const request = (secure ? tlsRequest : plainRequest)(
        {
          ...where,
          path: `${service.pathname}/${method}`,
          method: "POST",
          agent,
          headers: {
            authorization: `Bearer ${tokens.for(grants)}`,
            "content-type": "application/json",
            "content-length": Buffer.byteLength(text),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", failed);
          response.on("end", () => {
            end({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks)) });
          });
        },
      );
      const late = setTimeout(() => request.destroy(new Error("too late")), deadlineMs);
      const end = (reply: Reply): void => {
        clearTimeout(late);
        resolve(reply);
      };
      const failed = (): void => end({ status: 0, body: undefined });
      request.on("error", failed);
      request.end(text);
    });
  }

  const { owner } = options;
  const ownMark = owner && JSON.stringify({ graticule: owner.mark });

  const list = async () => listIn(await call("ListRooms", { roomList: true }, {}), "rooms");

  /** All rooms, if the engine is ours. Undefined: no answer. */
  async function roomsOfOurs(): Promise<readonly object[] | "other" | undefined> {
    let rooms: readonly object[] | undefined = await list();
    if (rooms === undefined || ownMark === undefined) return rooms;
    if (markOf(rooms) === "none") rooms = await markedRooms(ownMark);
    const found = rooms && markOf(rooms);
    if (found === undefined || found === "none") return undefined;
    if (found === ownMark) return rooms;
    owner?.onOther();
    return "other";
  }

  /** All rooms, after our mark was put among them. Of two that mark it concurrently, the later has it. */
  async function markedRooms(metadata: string): Promise<readonly object[] | undefined> {
    const room = { name: markRoom, metadata, empty_timeout: markLastsSeconds };
    await call("CreateRoom", { roomCreate: true }, room);
    const grants = { roomAdmin: true, room: markRoom };
    await call("UpdateRoomMetadata", grants, { room: markRoom, metadata });
    let rooms = await list();
    // The mark of a room that was there already is listed a moment after the engine confirmed it.
    for (let time = 0; rooms && markOf(rooms) === "none" && time < listings; time += 1) {
      await wait(betweenListingsMs);
      rooms = await list();
    }
    return rooms;
  }

  return {
    async listRooms() {
      const rooms = await roomsOfOurs();
      // INVARIANT: nobody is removed from an engine that isn't ours.
      if (rooms === undefined || rooms === "other") return undefined;
      const names = rooms.map((room) => textIn(room, "name"));
      return { rooms: names.filter((name) => name !== "" && name !== markRoom), isWhole: true };
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
    leaveFor: (room, identity) =>
      leaveInPlace(base, options.key, { room, identity }, Math.min(deadlineMs, leaveWithinMs)),
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

/** The list of this name; an empty one may be omitted. Undefined if the call failed. */
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

/** The engine's mark. Other metadata is none: a backend may have a room of this name. */
function markOf(rooms: readonly object[]): string | "none" {
  const room = rooms.find((one) => textIn(one, "name") === markRoom);
  const metadata = room === undefined ? "" : textIn(room, "metadata");
  return /^\{"graticule":"[0-9a-f-]{36}"\}$/.test(metadata) ? metadata : "none";
}

function isOpenMicrophone(track: object): boolean {
  const source: unknown = Reflect.get(track, "source");
  return (source === "MICROPHONE" || source === 2) && Reflect.get(track, "muted") !== true;
}

function seatOf(item: object): EngineSeat {
  const kind: unknown = Reflect.get(item, "kind");
  return {
    identity: textIn(item, "identity"),
    sid: textIn(item, "sid"),
    // The default, a person's client, may be omitted.
    kind: kind === undefined || kind === "STANDARD" || kind === 0 ? "standard" : "service",
  };
}
