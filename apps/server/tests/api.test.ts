import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { health, sources } from "@graticule/api/rooms";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiService, everyoneExcept, from, startApiService } from "./api-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { newPerson } from "./people-service.ts";

const soak = process.env["GRATICULE_SOAK"] === "1";

let database: TestDatabase;
let service: ApiService;

beforeAll(async () => {
  database = await startTestDatabase();
  service = await startApiService(database);
});

afterAll(async () => {
  await service.stop();
  await database.stop();
});

// biome-ignore lint/suspicious/noExplicitAny: a JSON document of any shape
function walk(value: any, visit: (node: any) => void): void {
  if (typeof value !== "object" || value === null) return;
  visit(value);
  for (const child of Object.values(value)) walk(child, visit);
}

test("the OpenAPI document is 3.1, complete, and names every API route", async () => {
  const got = await service.ask("GET", "/openapi.json");
  const document = got.json;
  expect(document.openapi).toMatch(/^3\.1\./);
  const names = Object.keys(document.paths).sort();
  expect(names).toEqual([
    "/api/account/desk-key",
    "/api/account/keys",
    "/api/account/keys/{id}",
    "/api/account/keys/{id}/rotate",
    "/api/account/operator-acts/{id}/stop",
    "/api/account/place-sets",
    "/api/account/place-sets/{id}",
    "/api/account/proposed-roles",
    "/api/account/proposed-roles/{id}/key",
    "/api/account/rule",
    "/api/account/webhooks",
    "/api/account/webhooks/{id}",
    "/api/account/webhooks/{id}/test",
    "/api/admin/agreement",
    "/api/admin/invitations",
    "/api/admin/invitations/{id}",
    "/api/admin/location-sources",
    "/api/admin/location-sources/undo",
    "/api/admin/location-sources/{id}",
    "/api/admin/location-sources/{id}/use",
    "/api/admin/mailbox",
    "/api/admin/people",
    "/api/admin/place-sets",
    "/api/admin/place-sets/{id}",
    "/api/admin/platform-rules",
    "/api/admin/platform-rules/{id}/lift",
    "/api/admin/settings",
    "/api/admin/staff",
    "/api/admin/staff-changes",
    "/api/admin/staff-changes/{id}/withdrawal",
    "/api/admin/status",
    "/api/appeals",
    "/api/appeals/status",
    "/api/desk",
    "/api/desk/appeals",
    "/api/desk/appeals/{orderId}/decision",
    "/api/desk/appeals/{orderId}/{no}/public",
    "/api/desk/changes",
    "/api/desk/changes/{id}/decision",
    "/api/desk/changes/{id}/proposal",
    "/api/desk/changes/{id}/review",
    "/api/desk/contests",
    "/api/desk/contests/{id}/answer",
    "/api/desk/misplacements",
    "/api/desk/misplacements/{id}/answer",
    "/api/desk/register",
    "/api/desk/register/{id}/withdrawal",
    "/api/desk/requests",
    "/api/desk/requests/{id}",
    "/api/desk/requests/{id}/acts",
    "/api/desk/requests/{id}/order-drafts",
    "/api/desk/silent-slots",
    "/api/desk/text-removals",
    "/api/desk/text-removals/{id}/decision",
    "/api/in-force",
    "/api/joins/{joinId}/beacon",
    "/api/joins/{joinId}/contest",
    "/api/joins/{joinId}/enter",
    "/api/joins/{joinId}/events",
    "/api/joins/{joinId}/here",
    "/api/joins/{joinId}/keys",
    "/api/joins/{joinId}/knock",
    "/api/joins/{joinId}/leave",
    "/api/joins/{joinId}/receipt",
    "/api/meetings",
    "/api/meetings/own-effect",
    "/api/meetings/{code}/door",
    "/api/meetings/{code}/hosting",
    "/api/meetings/{code}/hosting/acts",
    "/api/meetings/{code}/hosting/passes",
    "/api/meetings/{code}/hosting/passes/{id}",
    "/api/meetings/{code}/joins",
    "/api/meetings/{code}/manage",
    "/api/meetings/{code}/manage/certificate",
    "/api/meetings/{code}/manage/certificate.pdf",
    "/api/meetings/{code}/manage/end",
    "/api/meetings/{code}/manage/link",
    "/api/meetings/{code}/manage/name",
    "/api/meetings/{code}/manage/notices",
    "/api/meetings/{code}/manage/rule",
    "/api/meetings/{code}/manage/rule/own-effect",
    "/api/meetings/{code}/manage/rule/preview",
    "/api/orders/{id}",
    "/api/platform-rules",
    "/api/reports",
    "/api/rooms/{room}",
    "/api/rooms/{room}/rule",
    "/api/safety",
    "/api/safety/act-drafts",
    "/api/safety/acts",
    "/api/safety/acts/{id}/decision",
    "/api/safety/acts/{id}/reviews",
    "/api/safety/outside-acts",
    "/api/safety/reports/{id}/outcome",
    "/api/session",
    "/api/settings",
    "/api/setup",
    "/api/sources",
    "/api/transparency",
    "/api/transparency/entries",
    "/api/transparency/entries/{index}",
    "/api/transparency/requests",
    "/api/transparency/requests/{number}",
    "/healthz",
    "/livez",
    "/metrics",
    "/readyz",
  ]);
  const known = Object.keys(document.components.securitySchemes);
  for (const [path, item] of Object.entries<Record<string, Operation>>(document.paths)) {
    for (const operation of Object.values(item)) {
      expect(operation.summary).toBeTruthy();
      expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
      const named = (operation.parameters ?? []).filter((one) => one.in === "path");
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(named.map((one) => one.name).sort()).toEqual(wanted.sort());
      for (const scheme of operation.security ?? []) {
        expect(known).toContain(Object.keys(scheme)[0]);
      }
    }
  }
  walk(document, (node) => {
    if (typeof node.$ref !== "string") return;
    const steps = node.$ref.replace(/^#\//, "").split("/");
    expect(
      steps.reduce((at: Record<string, unknown>, step: string) => at?.[step], document),
    ).toBeDefined();
  });
});

interface Operation {
  readonly summary?: string;
  readonly responses: object;
  readonly parameters?: { readonly in: string; readonly name: string }[];
  readonly security?: object[];
}

test("the API reference page loads nothing from elsewhere", async () => {
  const page = await service.ask("GET", "/docs/");
  expect(page.status).toBe(200);
  const policy = String(page.headers["content-security-policy"]);
  expect(policy).toMatch(/default-src 'none'/);
  expect(policy).not.toMatch(/https?:/);
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  const again = await service.ask("GET", "/docs/");
  expect(again.headers["content-security-policy"]).not.toBe(policy);
  expect(again.text).not.toContain(nonce);
  const loaded = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
  for (const address of loaded) expect(address).not.toMatch(/^(https?:)?\/\//);
  for (const [tag] of page.text.matchAll(/<script[^>]*>/g)) {
    expect(tag.includes("src=") || tag.includes(`nonce="${nonce}"`)).toBe(true);
  }
});

test("answers carry the headers that keep a page to itself", async () => {
  const { headers } = await service.ask("GET", "/healthz");
  expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'wasm-unsafe-eval';/);
  expect(headers["content-security-policy"]).toMatch(/frame-ancestors 'none'/);
  expect(headers["referrer-policy"]).toBe("no-referrer");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-frame-options"]).toBe("DENY");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  expect(headers).not.toHaveProperty("strict-transport-security");
  expect(headers["permissions-policy"]).toMatch(/camera=\(self\), microphone=\(self\)/);
});

test.each([
  ["/m/abc-defg-hij?lang=fa", "(self)"],
  ["/", "(self)"],
  ["/desk", "()"],
  ["/m/abc-defg-hij/x", "()"],
])("only the page of a meeting may ask for a device's position: %s", async (path, allowed) => {
  const { headers } = await service.ask("GET", path);
  expect(headers["permissions-policy"]).toContain(`geolocation=${allowed}`);
});

test("a balancer can ask whether the process lives and takes joins", async () => {
  for (const [path, status] of [
    ["/livez", "ok"],
    ["/readyz", "ready"],
  ] as const) {
    const answer = await service.ask("GET", path);
    expect(answer).toMatchObject({ status: 200, json: { status } });
    expect(answer.headers["cache-control"]).toBe("no-store");
  }
});

test("health names what doesn't answer", async () => {
  const well = await service.ask("GET", "/healthz");
  expect(health.parse(well.json)).toEqual({
    status: "ok",
    database: "ok",
    engine: "ok",
    sources: "ok",
    log: expect.stringMatching(/^(starting|signing)$/),
    logSetAside: 0,
  });
  const listed = await service.ask("GET", "/api/sources");
  const told = sources.parse(listed.json);
  expect(told.sources).toMatchObject([{ id: "own", basis: "operator", state: "fresh" }]);
  // The operator's own list alone says nothing of how much of the internet is known.
  expect(told.certain).toBeUndefined();
});

test("metrics are for the operator and holders of their token, not for everything on this machine", async () => {
  const asked = async (headers: Record<string, string>, ip = "127.0.0.1") =>
    (await service.ask("GET", "/metrics", { from: ip, headers })).status;
  expect(await asked({})).toBe(401);
  expect(await asked({ host: "127.0.0.1:8080" })).toBe(401);
  expect(await asked({ authorization: "Bearer another-token-of-tests" }, from.france)).toBe(401);
  const headers = { authorization: "Bearer token-of-the-tests" };
  const read = await service.ask("GET", "/metrics", { from: from.france, headers });
  expect(read.headers["content-type"]).toMatch(/^text\/plain/);
  expect(read.text).toMatch(/graticule_rooms \d+/);
  expect(read.text).not.toMatch(/198\.51|203\.0|192\.0/);
  expect(await asked({ cookie: service.operatorCookie }, from.france)).toBe(200);
  expect(await asked({ cookie: (await newPerson(service, "reads")).cookie() })).toBe(403);
});

test("where the operator opens metrics to this machine, no proxy and no page of another site can read them", async () => {
  const opened = await startApiService(database, {
    metrics: { token: undefined, openToThisMachine: true },
  });
  const asked = async (host: string, more: Record<string, string> = {}, ip = "127.0.0.1") => {
    const headers = { host, ...more };
    return (await opened.app.inject({ url: "/metrics", remoteAddress: ip, headers })).statusCode;
  };
  expect(await asked("127.0.0.1:8080")).toBe(200);
  expect(await asked("localhost:8080", {}, "::1")).toBe(200);
  expect(await asked("meet.evil.test:8080")).toBe(401);
  expect(await asked("localhost.evil.test")).toBe(401);
  expect(await asked("localhost:8080", { "x-forwarded-for": "198.51.100.1" })).toBe(401);
  expect(await asked("localhost:8080", {}, from.france)).toBe(401);
  expect(await asked("localhost:8080", { authorization: "Bearer undefined-token" })).toBe(401);
  await opened.stop();
});

test("the contract names the problems that a route may answer with", async () => {
  const { paths } = (await service.ask("GET", "/openapi.json")).json;
  const named = (path: string, method: string) => Object.keys(paths[path][method].responses);
  expect(named("/api/admin/settings", "put")).toEqual(["202", "204", "400", "401", "403", "429"]);
  expect(named("/api/rooms/{room}/rule", "put")).toEqual(
    expect.arrayContaining(["400", "401", "403", "429"]),
  );
  expect(named("/api/sources", "get")).toEqual(["200", "429"]);
  expect(Object.keys(paths["/metrics"].get.responses[200].content)).toEqual(["text/plain"]);
});

test("forged address headers change nothing at the door (attack 1)", async () => {
  const { code } = await service.newMeeting({ rule: everyoneExcept("CN") });
  const forged = {
    "x-forwarded-for": from.france,
    "cf-connecting-ip": from.france,
    "x-real-ip": from.france,
    forwarded: `for=${from.france}`,
    "true-client-ip": from.france,
  };
  const asked = { from: from.china, headers: forged, body: { name: "Ana" } };
  const refused = await service.ask("POST", `/api/meetings/${code}/joins`, asked);
  expect(refused.json.refusal).toMatchObject({ place: "CN" });
});

const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
test.each([
  ["broken", "{"],
  ["empty", ""],
  ["null", "null"],
  ["a number that is too big", '{"name":1e400}'],
  ["a prototype", '{"__proto__":{"name":"x"}}'],
  ["a constructor", '{"constructor":{"prototype":{"name":"x"}},"name":1}'],
  ["deep", deep],
  ["deep in a field", `{"name":${deep}}`],
  ["bad UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ["a lone surrogate", '{"name":"\\ud800"}'],
  ["a list", '[{"name":"x"}]'],
])("JSON that is %s is refused as invalid (attack 12)", async (_what, payload) => {
  const { code } = await service.newMeeting();
  const reply = await service.app.inject({
    method: "POST",
    url: `/api/meetings/${code}/joins`,
    headers: { "content-type": "application/json" },
    payload,
  });
  expect(reply.statusCode).toBe(400);
  expect(reply.json()).toMatchObject({ code: "invalid" });
});

test("oversized bodies and other content types are refused (attack 12)", async () => {
  const { code } = await service.newMeeting();
  const url = `/api/meetings/${code}/joins`;
  const big = await service.ask("POST", url, { body: { name: "x".repeat(600_000) } });
  expect(big.status).toBe(413);
  const form = await service.app.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: "name=Ana",
  });
  expect(form.statusCode).toBe(415);
});

test("no body makes a rule route fail (attack 12)", async () => {
  const { code, bearer } = await service.newMeeting();
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 6 }), async (payload) => {
      const reply = await service.app.inject({
        method: "PUT",
        url: `/api/meetings/${code}/manage/rule`,
        headers: { ...bearer, "content-type": "application/json" } as Record<string, string>,
        payload,
      });
      expect(reply.statusCode).toBeLessThan(500);
    }),
    { numRuns: soak ? 5_000 : 150 },
  );
});

test("no path and no method makes the server fail (attack 12)", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"),
      fc.array(
        fc.oneof(
          fc.constantFrom(
            "api",
            "meetings",
            "rooms",
            "manage",
            "joins",
            "..",
            "%2e%2e",
            "%00",
            "%",
            "~",
          ),
          fc.webSegment(),
        ),
      ),
      async (method, segments) => {
        const reply = await service.app.inject({
          method: method as "GET",
          url: `/${segments.join("/")}`,
        });
        expect(reply.statusCode).toBeLessThan(500);
        expect(reply.payload).not.toMatch(/\bat .*\.ts/);
      },
    ),
    { numRuns: soak ? 5_000 : 200 },
  );
});

test("anything that isn't HTTP gets 400 and leaves others alone (attack 12)", async () => {
  await service.app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = service.app.server.address() as AddressInfo;
  for (const bytes of ["\0\0\0\0\r\n\r\n", "GET /healthz HTTP/9.9\r\n\r\n", "GET\r\n\r\n"]) {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("close", () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  }
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

test("a flood of joins from one network is slowed down, and another network gets in (attack 13)", async () => {
  const { code } = await service.newMeeting({ rule: everyoneExcept("CN") });
  const join = (address: string) =>
    service.ask("POST", `/api/meetings/${code}/joins`, { from: address, body: { name: "Ana" } });
  const statuses = new Set<number>();
  // As many as it takes: a slow machine sends fewer before the bucket refills.
  for (let count = 0; count < 20_000 && !statuses.has(429); count += 1) {
    statuses.add((await join(`203.0.113.${count % 250}`)).status);
  }
  expect([...statuses].sort()).toEqual([403, 429]);
  expect((await join(from.france)).status).toBe(200);
});

test("joins are timed in the metrics if they were let in, and nothing there names a meeting", async () => {
  const { code } = await service.newMeeting({ rule: everyoneExcept("CN") });
  const read = async () => {
    const headers = { authorization: "Bearer token-of-the-tests" };
    const { text } = await service.ask("GET", "/metrics", { headers });
    const [, count] = /^graticule_join_seconds_count (\d+)$/m.exec(text) ?? [];
    return { text, count: Number(count) };
  };
  const before = await read();
  for (const address of [from.france, from.china]) {
    const asked = { from: address, body: { name: "Ana" } };
    await service.ask("POST", `/api/meetings/${code}/joins`, asked);
  }
  const after = await read();
  expect(after.count).toBe(before.count + 1);
  const [, most] = /^graticule_join_seconds_bucket\{le="10"\} (\d+)$/m.exec(after.text) ?? [];
  expect(Number(most)).toBe(after.count);
  expect(after.text).not.toContain(code);
});

test("the log holds routes and statuses, but no address, secret or name", async () => {
  const before = service.logged().length;
  const { code, bearer } = await service.newMeeting();
  const joined = await service.ask("POST", `/api/meetings/${code}/joins`, {
    from: from.france,
    body: { name: "Ana Unmistakable" },
  });
  const { joinId, key, token } = joined.json;
  const wrong = { authorization: `Bearer wrong-${key}` };
  await service.ask("GET", `/api/joins/${joinId}/events`, { headers: wrong });
  await service.ask("GET", `/api/meetings/${code}/manage`, { headers: bearer });
  await service.ask("GET", `/api/nothing/${key}?access_token=${token}`);
  const logged = service.logged().slice(before);
  expect(logged).toContain("/api/meetings/:code/joins");
  const secrets = [
    key,
    token,
    joinId,
    code,
    String(bearer["authorization"]).slice(7),
    "Unmistakable",
  ];
  for (const secret of [...secrets, ...Object.values(from), "127.0.0.1"]) {
    expect(logged.includes(secret), secret).toBe(false);
  }
});

test("slow and silent peers are bounded (attack 13)", () => {
  const { server } = service.app;
  // Checked once a second: ten seconds at most.
  expect(server.headersTimeout).toBe(9_000);
  expect(server.requestTimeout).toBe(30_000);
  expect(server.keepAliveTimeout).toBe(65_000);
});
