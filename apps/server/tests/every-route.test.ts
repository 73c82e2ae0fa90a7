import type { OutgoingHttpHeaders } from "node:http";
import { beforeAll, expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { meetingServiceOfTests, service, type TestMeeting } from "./meeting-service.ts";
import { newPerson } from "./people-service.ts";

meetingServiceOfTests();
let meeting: TestMeeting;

beforeAll(async () => {
  meeting = await service.newMeeting();
});

const id = "00000000-0000-4000-8000-000000000000";
const rule = everyoneExcept("DE");
const platformRule = { name: "List", ground: "sanctions", rule, reviewAt: "2099-01-01T00:00:00Z" };
const staff = { kind: "staff", email: "eve@example.org", roles: ["intake"], liaisonTo: [] };
const settings = { signUp: "open", serviceName: "Mine", placeNames: {} };
const set = { name: "Set", dated: "2026-01-01", places: [{ kind: "place", code: "DE" }] };

const request = {
  ...{ authorityId: id, branch: "court", receivedAt: "2026-01-01T00:00:00Z", channel: "post" },
  ...{ meetings: [], language: "en", originals: [] },
  demands: [{ kind: "other", verbatim: "Stop." }],
};

/** A body that each changing route would take, by the end of its path. */
const bodies: readonly (readonly [RegExp, object])[] = [
  [/^POST .*appeals\/\{orderId\}\/decision$/, { outcome: "upheld", reasons: "Found so." }],
  [/^POST .*safety\/reports/, { outcome: "no-action" }],
  [/^POST .*safety\/acts$/, { kind: "end-meeting", reportId: id, reason: "None" }],
  [/^POST .*safety\/acts\/\{id\}\/decision$/, { kind: "approve" }],
  [/^POST .*\/reviews$/, { request: 1, outcome: "stands", reasons: "None" }],
  [/^POST .*outside-acts$/, { what: "Nothing", forcedBy: "Nobody", on: "2026-01-01" }],
  [/^POST \/api\/desk\/requests$/, request],
  [/^POST \/api\/desk\/requests\/.*acts$/, { kind: "begin-review" }],
  [/^POST .*\/acts$/, { kind: "mute-all" }],
  [/^POST .*\/passes$/, { name: "Eve" }],
  [/^PATCH .*\/manage$/, { title: "Mine" }],
  [/^PUT .*\/manage\/name$/, { title: "Mine" }],
  [/^PUT \/api\/(account|admin)\/rule$/, { mode: "default", rule }],
  [/^(PUT|POST) .*\/(rule|preview|own-effect)$/, rule],
  [/^POST .*platform-rules$/, platformRule],
  [/^POST \/api\/(admin\/staff|desk\/)-?changes$/, staff],
  [/^POST \/api\/desk\/changes\/.*\/decision$/, { outcome: "confirmed" }],
  [/^POST .*text-removals$/, { entry: 0, text: "law", ground: "mistake" }],
  [/^POST .*text-removals\/.*\/decision$/, { outcome: "confirmed" }],
  [/^PUT .*settings$/, settings],
  [/^PUT .*place-sets/, set],
  [/^POST .*invitations$/, {}],
  [/^POST .*\/acceptance$/, { response: {} }],
  [/^POST .*\/joins\/{joinId}\/keys$/, { kind: "begun", group: "g" }],
  [/^POST .*\/keys$/, { name: "Key", scopes: ["join"] }],
  [/^POST .*webhooks$/, { url: "https://example.org/", events: ["joined"] }],
  [/^POST \/api\/meetings$/, { title: "Mine" }],
  [/^POST .*\/enter$/, {}],
  [/^POST .*\/(knock|contest)$/, {}],
  [/^POST .*\/beacon$/, { sdp: "v=0" }],
  [/^POST .*contests\/\{id\}\/answer$/, { kind: "in" }],
  [/^POST .*misplacements\/\{id\}\/answer$/, { kind: "leave" }],
];

interface Route {
  readonly method: string;
  readonly path: string;
  readonly schemes: readonly string[];
}

/** All routes that the contract says to need something, and with what. */
function guarded(): Route[] {
  const contract = service.app.swagger() as unknown as {
    readonly paths: Record<string, Record<string, { readonly security?: readonly object[] }>>;
  };
  return Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { security = [] }]) =>
      security.length === 0
        ? []
        : [{ method: method.toUpperCase(), path, schemes: security.flatMap(Object.keys) }],
    ),
  );
}

async function asks(
  { method, path }: Route,
  headers: OutgoingHttpHeaders,
  sent?: unknown,
): Promise<number> {
  const url = path
    .replace("{code}", meeting.code)
    .replace("{joinId}", "nobody")
    .replace("{room}", "some-room")
    .replace("{orderId}", id)
    .replace("{id}", path.includes("place-sets") ? "mine" : id);
  const body = sent ?? bodies.find(([route]) => route.test(`${method} ${path}`))?.[1];
  const asked = { headers, ...(body === undefined ? {} : { body }) };
  return (await service.ask(method, url, asked)).status;
}

/** Routes that answered anything but a no, with what they answered. */
async function opened(
  headers: OutgoingHttpHeaders,
  wanted: (route: Route) => boolean = () => true,
): Promise<string[]> {
  const found: string[] = [];
  for (const route of guarded().filter(wanted)) {
    service.deps.web.limits.failures.restore("10.9.9.9");
    const status = await asks(route, headers);
    if (![401, 403, 404, 429].includes(status))
      found.push(`${route.method} ${route.path} ${status}`);
    if (status === 404 && !/\{(joinId|id)\}/.test(route.path)) found.push(`${route.path} 404`);
  }
  return found;
}

const ofMeeting = ({ path }: Route) => path.startsWith("/api/meetings/{code}/");

test("the contract names what it guards", () => {
  const routes = guarded().map(({ method, path }) => `${method} ${path}`);
  expect(routes.length).toBeGreaterThan(40);
  expect(routes).toContain("POST /api/meetings/{code}/hosting/acts");
});

test("no guarded route opens to nobody, nor to whatever looks like a credential", async () => {
  expect(await opened({})).toEqual([]);
  expect(await opened({ authorization: "Bearer AAAA" })).toEqual([]);
  expect(await opened({ authorization: "Basic QTpC" })).toEqual([]);
  expect(await opened({ authorization: "Join nobody.AAAA" })).toEqual([]);
  expect(await opened({ cookie: "graticule.session_token=a.b" })).toEqual([]);
});

/** Routes that read this body, which none takes, before they asked who sends it. */
async function explained(
  headers: OutgoingHttpHeaders,
  wanted: (route: Route) => boolean = () => true,
): Promise<string[]> {
  const found: string[] = [];
  for (const route of guarded().filter(wanted)) {
    if (!["POST", "PUT", "PATCH"].includes(route.method)) continue;
    service.deps.web.limits.failures.restore("10.9.9.9");
    const status = await asks(route, headers, [["of none"]]);
    if (![401, 403, 404].includes(status)) found.push(`${route.method} ${route.path} ${status}`);
  }
  return found;
}

test("a body is not explained to those who may not send it", async () => {
  expect(await explained({})).toEqual([]);
  const wrong = ({ schemes }: Route) => !schemes.includes("joinKey");
  expect(await explained({ authorization: "Bearer AAAA" }, wrong)).toEqual([]);
  expect(await explained({ authorization: "Basic QTpC" }, wrong)).toEqual([]);
  const person = await newPerson(service, "curious");
  const notTheirs = ({ path }: Route) => /^\/api\/(admin|desk|safety)\b/.test(path);
  expect(await explained({ cookie: person.cookie() }, notTheirs)).toEqual([]);
  const unparsed = await service.ask("PUT", "/api/admin/settings", {
    headers: { "content-type": "application/json" },
    body: "{ no JSON",
  });
  expect(unparsed.status).toBe(401);
});

test("no route of a meeting opens to a guest, somebody before the door, another meeting's host, who was a co-host, or another account", async () => {
  const other = await service.newMeeting();
  const boss = await service.sits(other, "Boss", { headers: other.bearer });
  const guest = await service.sits(meeting, "Guest");
  const former = await service.sits(meeting, "Former");
  const asCoHost = { kind: "role", identity: former.identity, role: "co-host" };
  await service.act(meeting, asCoHost);
  expect(await service.act(meeting, { kind: "mute-all" }, former.auth)).toBe(204);
  await service.act(meeting, { ...asCoHost, role: "guest" });
  await service.act(meeting, { kind: "door", door: { entry: "lobby" } });
  const held = await service.comes(meeting, "Held");
  const gone = await service.sits(meeting, "Gone", { headers: meeting.bearer });
  await gone.leave();
  const seat = service.deps.presence.seats.find(meeting.room, gone.identity);
  if (seat !== undefined) service.deps.presence.seats.forget(seat);
  for (const { auth } of [boss, guest, former, held, gone]) {
    expect(await opened(auth, ofMeeting)).toEqual([]);
  }
  const stranger = await newPerson(service, "stranger");
  expect(await opened({ cookie: stranger.cookie() }, ofMeeting)).toEqual([]);
  expect(await opened(other.bearer, ofMeeting)).toEqual([]);
});

test("whoever is no administrator gets no administrator's route, and no other site changes anything by a session", async () => {
  const person = await newPerson(service, "person");
  const isAdministrators = ({ path }: Route) => path.startsWith("/api/admin/");
  expect(await opened({ cookie: person.cookie() }, isAdministrators)).toEqual([]);
  const changes = ({ method, schemes }: Route) => method !== "GET" && schemes.includes("session");
  for (const site of [
    { origin: "https://evil.test" },
    { origin: "null" },
    { origin: "http://meet.test.evil.test" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ]) {
    expect(await opened({ cookie: service.operatorCookie, ...site }, changes)).toEqual([]);
  }
});

test("every answer carries the headers that keep a page to itself", async () => {
  const guest = await service.comes(meeting, "Ana");
  const { port } = service.app.server.address() as { port: number };
  const origin = `http://127.0.0.1:${port}`;
  const events = `/api/joins/${guest.joinId}/events?key=${guest.key}`;
  const html = { headers: { accept: "text/html" } };
  for (const [path, options] of [
    ["/api/session", {}],
    ["/api/nothing", {}],
    ["/nothing", html],
    ["/%c0%af", {}],
    ["/openapi.json", {}],
    ["/api/transparency", {}],
    ["/transparency/feed.atom", {}],
    ["/transparency/log.csv", {}],
    ["/metrics", { headers: { "x-forwarded-for": "10.1.1.1" } }],
    ["/rtc/validate", {}],
    ["/whip", {}],
    [events, {}],
  ] as const) {
    const stop = new AbortController();
    const { headers } = await fetch(`${origin}${path}`, { ...options, signal: stop.signal });
    stop.abort();
    const policy = headers.get("content-security-policy") ?? "";
    expect([path, policy]).toEqual([path, expect.stringMatching(/default-src/)]);
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
    expect(scripts).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
    expect([path, headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
    expect([path, headers.get("referrer-policy")]).toEqual([path, "no-referrer"]);
  }
});
