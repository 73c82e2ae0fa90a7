import { createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import { answerDesk, changeDesk } from "./fake-desk.ts";
import { answerDoor, answerJoin, answerWaiting, encryptionOf, refusals } from "./fake-join.ts";
import { answerLog, changeLog } from "./fake-log.ts";
import { aboveMeetings, answerManage, ownEffect, resetManaged } from "./fake-manage.ts";
import { answerPeople, changePeople, nothingThere } from "./fake-people.ts";
import { answerProcess, resetProcess } from "./fake-process.ts";

/**
 * A small fake of the API for looking at every page without a server. Development only: it is
 * loaded with DEV_FAKE_API=1 and never shipped. The code of a meeting says what it shows; control
 * requests under /__fake/ send events to the pages.
 */
type Json = Record<string, unknown>;

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Json;
}

const state = {
  operator: true,
  titles: new Map([["opn-open-opn", "Thursday seminar: reading old maps"]]),
  ended: false,
  streams: new Set<ServerResponse>(),
  joins: 0,
  name: "Zoë Marchetti",
};

/** Sent. Handlers hand it on, so that none forgets to answer. */
type Sent = true;

function send(call: Call, status: number, body?: unknown): Sent {
  const kind = status >= 400 ? "application/problem+json" : "application/json";
  call.response.writeHead(status, { "content-type": kind });
  call.response.end(body === undefined ? undefined : JSON.stringify(body));
  return true;
}

const problem = (status: number, code: string, more: Json = {}): Json => ({
  type: `/problems/${code}`,
  title: code,
  status,
  code,
  ...more,
});

function door(call: Call, code: string): Sent {
  if (code === "non-none-non") return send(call, 404, problem(404, "not-found"));
  if (code === "chk-chec-chk") return send(call, 503, problem(503, "cannot-check"));
  const title = state.titles.get(code) ?? "Tea with the editors";
  const withPass = call.request.headers["graticule-pass"] !== undefined;
  return send(call, 200, answerDoor(code, title, { ended: state.ended, withPass }));
}

/** A token as LiveKit's own development key would sign it. */
function token(room: string, identity: string, name: string): string {
  const encode = (value: Json): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({
    iss: process.env["DEV_LIVEKIT_KEY"] ?? "devkey",
    sub: identity,
    name,
    nbf: now - 5,
    exp: now + 600,
    video: { roomJoin: true, room, canPublish: true, canSubscribe: true, canPublishData: true },
  })}`;
  const secret = process.env["DEV_LIVEKIT_SECRET"] ?? "secret";
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

function join(call: Call, code: string): Sent {
  state.joins += 1;
  const joinId = `${code}.${state.joins}`;
  const told = answerJoin(code, joinId);
  if (told !== undefined) return send(call, told.status, told.body);
  state.name = String(call.body["name"]);
  return letIn(call, code, joinId);
}

function letIn(call: Call, code: string, joinId: string): Sent {
  const { name } = state;
  // A person of their own, and behind the dot a tab.
  const identity = `guest-${joinId.replace(".", "-")}.1`;
  return send(call, 200, {
    joinId,
    key: "k",
    token: token(code, identity, name),
    gateUrl: process.env["DEV_LIVEKIT_URL"] ?? "ws://127.0.0.1:7880",
    identity,
    name,
    role: "guest",
    meeting: {
      code,
      title: state.titles.get(code) ?? "Tea with the editors",
      encryption: encryptionOf(code),
    },
    place: "FR",
    sure: "sure",
    evidence: [{ kind: "records-agree" }],
  });
}

/** What a page asks for a join that it made. */
function joined(call: Call, joinId: string, what: string): Sent {
  const [code = ""] = joinId.split(".");
  if (what === "events") return events(call);
  if (what === "contest") {
    const dueAt = new Date(Date.now() + 600_000).toISOString();
    return send(call, 200, { kind: "waits", dueAt });
  }
  if (what !== "enter") return send(call, 204);
  const told = answerWaiting(code, joinId, call.body["stated"]);
  return told === undefined ? letIn(call, code, joinId) : send(call, told.status, told.body);
}

function events({ request, response }: Call): Sent {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": here\n\n");
  state.streams.add(response);
  const beat = setInterval(() => response.write('event: beat\ndata: {"kind":"beat"}\n\n'), 1_000);
  request.on("close", () => {
    clearInterval(beat);
    state.streams.delete(response);
  });
  return true;
}

function tell(event: Json): void {
  for (const stream of state.streams) {
    stream.write(`event: ${String(event["kind"])}\ndata: ${JSON.stringify(event)}\n\n`);
  }
}

/** By the management secret, or by the owner's session where nothing else was sent. */
function mayManage(call: Call): boolean {
  const { authorization } = call.request.headers;
  if (authorization === undefined) return state.operator;
  // Whoever is inside acts by their join; the page shows it to hosts alone.
  return authorization === "Bearer s3cret" || authorization.startsWith("Join ");
}

function manage(call: Call, code: string, rest: string): Sent {
  const told = answerManage(
    {
      method: call.request.method ?? "GET",
      code,
      rest,
      body: call.body,
      allowed: mayManage(call),
    },
    state.titles.get(code) ?? "Tea with the editors",
  );
  if (rest === "/manage/end") tell({ kind: "ended", by: "host" });
  return send(call, told.status, told.body);
}

function create(call: Call): Sent {
  const code = "new-meet-ing";
  state.titles.set(code, String(call.body["title"]));
  const origin = `http://${call.request.headers.host}`;
  return send(call, 201, {
    code,
    joinUrl: `${origin}/m/${code}`,
    manageUrl: `${origin}/manage/${code}#s3cret`,
  });
}

function control(call: Call): Sent {
  const action = call.path.replace("/__fake/", "");
  const code = call.query.get("like") ?? "rul-rule-rul";
  if (action === "remove") tell({ kind: "removed", ...refusals[code] });
  if (action === "place") tell({ kind: "place", ...call.body });
  if (action === "notice") tell({ kind: "notice", ...call.body });
  if (action === "room") tell({ kind: "room", room: call.body });
  if (action === "elsewhere") tell({ kind: "elsewhere" });
  if (action === "return") tell({ kind: "may-return" });
  if (action === "decline") tell({ kind: "knock-declined" });
  if (action === "people") {
    changePeople(call.query);
    changeDesk(call.query);
    changeLog(call.query);
  }
  if (action === "operator") state.operator = call.query.get("on") === "1";
  if (action === "reset") {
    state.ended = false;
    resetManaged();
    resetProcess();
  }
  return send(call, 200, {});
}

/** What concerns one meeting, or one join. */
function ofMeeting(call: Call): Sent | undefined {
  const made = /^\/api\/joins\/([^/]+)\/(\w+)$/.exec(call.path);
  if (made !== null) return joined(call, made[1] ?? "", made[2] ?? "");
  const meeting = /^\/api\/meetings\/([a-z-]+)\/(door|joins|manage|hosting)(.*)$/.exec(call.path);
  if (meeting === null) return undefined;
  const [, code = "", what, rest = ""] = meeting;
  if (what === "door") return door(call, code);
  if (what === "joins") return join(call, code);
  return manage(call, code, `/${what}${rest}`);
}

function sendFile({ response }: Call, bytes: Uint8Array): Sent {
  response.writeHead(200, { "content-type": "application/octet-stream" });
  response.end(bytes);
  return true;
}

async function handle(call: Call): Promise<Sent> {
  const log = await answerLog(call.path, call.query);
  if (log?.body instanceof Uint8Array) return sendFile(call, log.body);
  if (log !== undefined) return send(call, log.status, log.body);
  const told = answerProcess(call);
  if (told !== undefined) return send(call, told.status, told.body);
  const answered = ofMeeting(call);
  if (answered !== undefined) return answered;
  const { path } = call;
  const route = `${call.request.method} ${path}`;
  if (!nothingThere() && Object.hasOwn(aboveMeetings, route))
    return send(call, 200, aboveMeetings[route]);
  const asked = { method: call.request.method ?? "GET", path, body: call.body };
  const desk = answerDesk(asked);
  if (desk !== undefined) return send(call, desk.status, desk.body);
  const people = answerPeople({ ...asked, signedIn: state.operator });
  if (people !== undefined) return send(call, people.status, people.body);
  if (route === "POST /api/meetings") return create(call);
  if (route === "POST /api/meetings/own-effect") return send(call, 200, ownEffect(call.body));
  return send(call, 404, problem(404, "not-found"));
}

async function readJson(request: IncomingMessage): Promise<Json> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? {} : (JSON.parse(text) as Json);
}

export function fakeApi(): Plugin {
  return {
    name: "graticule-fake-api",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const url = new URL(request.url ?? "/", "http://localhost");
        const ours = /^\/(api|log)\//.test(url.pathname) || url.pathname.startsWith("/__fake/");
        if (!ours) return next();
        const answer = async (): Promise<void> => {
          const body = await readJson(request);
          const call = { request, response, path: url.pathname, query: url.searchParams, body };
          if (url.pathname.startsWith("/__fake/")) control(call);
          else await handle(call);
        };
        answer().catch(next);
      });
    },
  };
}
