import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { signServiceToken } from "../gate/token.ts";
import type { EngineAnswer, EngineSeat, MediaEngine } from "./media-engine.ts";

export interface LiveKitOptions {
  /** The engine's private address; `http:`, `https:`, `ws:` or `wss:`. */
  readonly url: string;
  readonly key: { readonly id: string; readonly secret: string };
  /** How long one call may take. */
  readonly deadlineMs?: number;
}

/** What one call came to. `status` 0: no answer in time, or none at all. */
interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** LiveKit by its room service (Twirp over HTTP with JSON), on kept-alive connections. */
export function createLiveKit(options: LiveKitOptions): MediaEngine & { close(): void } {
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
            authorization: `Bearer ${signServiceToken(grants, options.key, Date.now())}`,
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

  return {
    async listRooms() {
      const reply = await call("ListRooms", { roomList: true }, {});
      const rooms = listIn(reply, "rooms");
      return rooms?.map((room) => textIn(room, "name")).filter((name) => name !== "");
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
