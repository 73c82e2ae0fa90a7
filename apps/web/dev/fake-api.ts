import { createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";

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

const hour = 3_600_000;
const at = (offsetMs: number): string => new Date(Date.now() + offsetMs).toISOString();

const refusals: Readonly<Record<string, { readonly status: number; readonly refusal: Json }>> = {
  "rul-rule-rul": {
    status: 403,
    refusal: {
      decidedBy: "meeting",
      because: "denied-place",
      place: "DE",
      limitPlace: "DE",
      sure: "sure",
      until: at(3 * hour),
    },
  },
  "ord-ordr-ord": {
    status: 451,
    refusal: {
      decidedBy: "order",
      because: "ordered",
      place: "AQ",
      limitPlace: "AQ",
      sure: "sure",
      until: at(30 * hour),
      authority: "District Court of Penguin Bay",
      law: "Assembly Act 1999, section 12",
    },
  },
};

const state = {
  operator: true,
  titles: new Map([["opn-open-opn", "Thursday seminar: reading old maps"]]),
  rule: undefined as Json | undefined,
  version: 0,
  ended: false,
  inside: 31,
  history: [{ at: at(-50 * hour), kind: "created" }] as Json[],
  streams: new Set<ServerResponse>(),
  joins: 0,
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
  const refused = refusals[code];
  return send(call, 200, {
    code,
    ...(refused === undefined ? { title: state.titles.get(code) ?? "Tea with the editors" } : {}),
    place: "FR",
    sure: "sure",
    ...(code === "lat-late-lat" ? { startsAt: at(26 * hour) } : {}),
    ended: code === "end-ende-end" || state.ended,
    ...(refused === undefined ? {} : { refusal: refused.refusal }),
  });
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
  const joinId = `j${state.joins}`;
  const refused = refusals[code];
  if (refused !== undefined) {
    const { status, refusal } = refused;
    return send(call, status, problem(status, "refused", { refusal, joinId, key: "k" }));
  }
  const name = String(call.body["name"]);
  return send(call, 201, {
    joinId,
    key: "k",
    token: token(code, `guest-${joinId}`, name),
    gateUrl: process.env["DEV_LIVEKIT_URL"] ?? "ws://127.0.0.1:7880",
    identity: `guest-${joinId}`,
    meeting: { code, title: state.titles.get(code) ?? "Tea with the editors" },
    place: "FR",
    sure: "sure",
  });
}

function events({ request, response }: Call): Sent {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": here\n\n");
  state.streams.add(response);
  request.on("close", () => state.streams.delete(response));
  return true;
}

function tell(event: Json): void {
  for (const stream of state.streams) {
    stream.write(`event: ${String(event["kind"])}\ndata: ${JSON.stringify(event)}\n\n`);
  }
}

function managed(code: string): Json {
  return {
    code,
    title: state.titles.get(code) ?? "Tea with the editors",
    createdAt: at(-50 * hour),
    joinUrl: `http://localhost/m/${code}`,
    ...(state.rule === undefined ? {} : { rule: state.rule }),
    ...(state.ended ? { endedAt: at(0) } : {}),
    ruleVersion: state.version,
    inside: state.inside,
    byPlace: [
      { place: "FR", count: 12 },
      { place: "DE", count: 7 },
      { place: "HK", count: "a-few" },
      { place: "BR", count: 6 },
      { place: "US-CA", count: "a-few" },
    ],
    cannotTell: "a-few",
    history: state.history,
  };
}

function changeRule(call: Call, rule: Json | undefined): Sent {
  state.version += 1;
  state.rule = rule === undefined ? undefined : { ...rule, setAt: at(0), version: state.version };
  state.history.push({
    at: at(0),
    kind: rule === undefined ? "rule-lifted" : "rule-set",
    ...(rule === undefined ? {} : { rule }),
  });
  return send(call, 200, {});
}

function manage(call: Call, code: string, rest: string): Sent {
  if (call.request.headers.authorization !== "Bearer s3cret") {
    return send(call, 401, problem(401, "unauthorized"));
  }
  const route = `${call.request.method} ${rest}`;
  if (route === "GET ") return send(call, 200, managed(code));
  if (route === "PUT /rule") return changeRule(call, call.body);
  if (route === "DELETE /rule") return changeRule(call, undefined);
  if (route === "POST /rule/preview") {
    const open = call.body["allow"] === "everyone" && !(call.body["deny"] as unknown[]).length;
    return send(call, 200, open ? { leave: "none", stay: 31 } : { leave: "a-few", stay: 28 });
  }
  if (route === "POST /end") {
    state.ended = true;
    tell({ kind: "ended" });
    return send(call, 204);
  }
  return send(call, 404, problem(404, "not-found"));
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

function setup(call: Call): Sent {
  const used = call.body["token"] === "used";
  if (used) return send(call, 409, problem(409, "conflict"));
  if (call.body["token"] === "wrong") return send(call, 401, problem(401, "unauthorized"));
  state.operator = true;
  return send(call, 204);
}

function control(call: Call): Sent {
  const action = call.path.replace("/__fake/", "");
  const code = call.query.get("like") ?? "rul-rule-rul";
  if (action === "remove") tell({ kind: "removed", ...refusals[code] });
  if (action === "return") tell({ kind: "may-return" });
  if (action === "operator") state.operator = call.query.get("on") === "1";
  if (action === "reset") Object.assign(state, { rule: undefined, ended: false });
  return send(call, 200, {});
}

function handle(call: Call): Sent {
  const { path } = call;
  const meeting = /^\/api\/meetings\/([a-z-]+)\/(door|joins|manage)(.*)$/.exec(path);
  if (meeting !== null) {
    const [, code = "", what, rest = ""] = meeting;
    if (what === "door") return door(call, code);
    if (what === "joins") return join(call, code);
    return manage(call, code, rest);
  }
  if (/^\/api\/joins\/[^/]+\/events$/.test(path)) return events(call);
  const route = `${call.request.method} ${path}`;
  if (route === "POST /api/setup") return setup(call);
  if (route === "GET /api/session") return send(call, 200, { operator: state.operator });
  if (route === "POST /api/meetings") return create(call);
  if (route === "GET /api/meetings") {
    return send(call, 200, [
      { code: "opn-open-opn", title: state.titles.get("opn-open-opn"), createdAt: at(-2 * hour) },
    ]);
  }
  if (route === "GET /api/sources") {
    return send(call, 200, [
      {
        id: "example",
        maker: "Example Maps",
        basis: "measured",
        kind: "country",
        licence: "CC BY 4.0",
        attribution: "Location data by Example Maps",
        state: "stale",
      },
    ]);
  }
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
        const ours = url.pathname.startsWith("/api/") || url.pathname.startsWith("/__fake/");
        if (!ours) return next();
        readJson(request).then((body) => {
          const call = { request, response, path: url.pathname, query: url.searchParams, body };
          if (url.pathname.startsWith("/__fake/")) control(call);
          else handle(call);
        }, next);
      });
    },
  };
}
