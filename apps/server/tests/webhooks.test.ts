import { type WebhookEvent, webhook, webhookCreated } from "@graticule/api/account";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { database, home, meetingServiceOfTests, newMeetingOf, service } from "./meeting-service.ts";
import { type Browser, newPerson } from "./people-service.ts";
import { until } from "./until.ts";
import { isSigned, WebhookReceiver } from "./webhook-receiver.ts";

meetingServiceOfTests();
let ana: Browser;
let origin: string;
const receiver = new WebhookReceiver();

beforeAll(async () => {
  ana = await newPerson(service, "ana");
  origin = await receiver.listen();
});

afterAll(async () => {
  receiver.close();
});

const everything = ["joined", "refused", "removed", "rule-changed"];

async function hooks(person: Browser, path: string, events = everything) {
  const url = path.startsWith("http") ? path : `${origin}${path}`;
  const made = await person.ask("POST", "/api/account/webhooks", { url, events });
  expect([made.status, made.text]).toEqual([201, made.text]);
  return webhookCreated.parse(made.json);
}

async function lists(person: Browser, id: string) {
  const listed = await person.ask("GET", "/api/account/webhooks");
  return webhook
    .array()
    .parse(listed.json)
    .find((one) => one.id === id);
}

const makes = (person: Browser) => newMeetingOf(service, person);

const waiting = async (): Promise<number> =>
  (await database.pool.query("SELECT 1 FROM webhook_delivery")).rowCount ?? 0;

test("a test event comes signed, and the list says that it was delivered", async () => {
  const { id, secret } = await hooks(ana, "/test");
  expect(await lists(ana, id)).not.toHaveProperty("last");
  expect((await ana.ask("POST", `/api/account/webhooks/${id}/test`)).status).toBe(204);
  const got = await receiver.gets("/test");
  expect(got.event.kind).toBe("test");
  expect(got.headers["webhook-id"]).toBe(got.event.id);
  expect(isSigned(got, secret)).toBe(true);
  expect(isSigned({ ...got, text: `${got.text} ` }, secret)).toBe(false);
  await until(async () => (await lists(ana, id))?.last !== undefined);
  expect((await lists(ana, id))?.last).toMatchObject({ outcome: "delivered", status: 204 });
  expect(await waiting()).toBe(0);
});

test("joined, refused, removed and a changed rule are sent, never with a place beside an identity", async () => {
  await hooks(ana, "/all");
  const meeting = await makes(ana);
  const guest = await service.sits(meeting, "Guest");
  const only = (kind: WebhookEvent["kind"]) =>
    receiver.gets(
      "/all",
      ({ event }) => event.kind === kind && "room" in event && event.room === meeting.room,
    );
  expect((await only("joined")).event).toMatchObject({ identity: guest.identity });

  const rule = everyoneExcept("FR");
  const path = `/api/meetings/${meeting.code}/manage/rule`;
  await service.ask("PUT", path, { headers: meeting.bearer, body: rule });
  expect((await only("rule-changed")).event).toMatchObject({ room: meeting.room, rule });
  expect((await only("removed")).event).toMatchObject({ identity: guest.identity });
  const refused = await service.comes(meeting, "Late", { from: home.paris });
  expect(refused.answer.status).toBe(403);
  expect((await only("refused")).event).toEqual({
    kind: "refused",
    id: expect.any(String),
    at: expect.any(String),
    room: meeting.room,
    status: 403,
  });
  for (const { event, text } of receiver.received) {
    if ("identity" in event) expect(text).not.toMatch(/"FR"|place|rule/);
    expect(text).not.toContain(home.france);
    expect(text).not.toContain(home.paris);
  }
  await until(async () => (await waiting()) === 0);
});

test("an account's own rule is sent without a room, and a preview is no change", async () => {
  await hooks(ana, "/rules", ["rule-changed"]);
  const meeting = await makes(ana);
  const preview = { headers: meeting.bearer, body: everyoneExcept("FR") };
  const path = `/api/meetings/${meeting.code}/manage/rule/preview`;
  expect((await service.ask("POST", path, preview)).status).toBe(200);
  const rule = everyoneExcept("DE");
  expect((await ana.ask("PUT", "/api/account/rule", { mode: "default", rule })).status).toBe(200);
  const { event } = await receiver.gets("/rules");
  expect(event).toMatchObject({ kind: "rule-changed", rule });
  expect(event).not.toHaveProperty("room");
  expect((await ana.ask("DELETE", "/api/account/rule")).status).toBe(204);
  const lifted = await receiver.gets("/rules", (one) => !("rule" in one.event));
  expect(lifted.event).not.toHaveProperty("room");
  expect(receiver.received.filter((one) => one.path === "/rules")).toHaveLength(2);
});

test("no one hears of another account, or of what they didn't ask for", async () => {
  const ben = await newPerson(service, "ben");
  await hooks(ben, "/ben");
  await hooks(ana, "/joined-only", ["joined"]);
  await hooks(ana, "/removed-only", ["removed"]);
  const meeting = await makes(ana);
  await service.ask("PUT", `/api/meetings/${meeting.code}/manage/rule`, {
    headers: meeting.bearer,
    body: {},
  });
  await service.comes(meeting, "Guest");
  const ofRoom = (path: string) =>
    receiver.gets(path, ({ event }) => "room" in event && event.room === meeting.room);
  expect((await ofRoom("/joined-only")).event.kind).toBe("joined");
  await until(async () => (await waiting()) === 0);
  expect(receiver.received.filter(({ path }) => path === "/ben")).toEqual([]);
  expect(receiver.received.filter(({ path }) => path === "/removed-only")).toEqual([]);
  expect(
    receiver.received.filter(
      ({ path, event }) => path === "/joined-only" && event.kind !== "joined",
    ),
  ).toEqual([]);
});

test("no webhook reaches this machine's network by any name (attack 23)", async () => {
  const urls = [
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/",
    "https://0xa.1/",
    "https://2852039166/",
    "http://10.0.0.1/",
  ];
  for (const url of urls) {
    const refused = await ana.ask("POST", "/api/account/webhooks", { url, events: ["joined"] });
    expect([url, refused.status, refused.json.errors]).toEqual([
      ...[url, 400],
      [{ pointer: "/url", detail: expect.stringContaining("private network") }],
    ]);
  }
  // One that led elsewhere when it was created.
  for (const url of urls) {
    const { id } = await hooks(ana, "/moves", ["joined"]);
    await database.pool.query("UPDATE webhook SET url = $2 WHERE id = $1", [id, url]);
    await ana.ask("POST", `/api/account/webhooks/${id}/test`);
    await until(async () => (await lists(ana, id))?.last !== undefined);
    expect((await lists(ana, id))?.last).toEqual({ at: expect.any(String), outcome: "retrying" });
    expect((await ana.ask("DELETE", `/api/account/webhooks/${id}`)).status).toBe(204);
  }
  const url = "https://user:secret@hooks.example/";
  const refused = await ana.ask("POST", "/api/account/webhooks", { url, events: ["joined"] });
  expect([refused.status, refused.json.errors[0].pointer]).toEqual([400, "/url"]);
  for (const scheme of ["file:///etc/passwd", "gopher://x/", "javascript:alert(1)"]) {
    const wrong = await ana.ask("POST", "/api/account/webhooks", {
      url: scheme,
      events: ["joined"],
    });
    expect(wrong.status).toBe(400);
  }
});

test("an address is stored as browsers write it, or refused, whatever its letters", async () => {
  const outcomes: readonly (readonly [string, number | string])[] = [
    ["HTTPS://Example.com/A", "https://example.com/A"],
    ["https://example.com/a\u0000b", "https://example.com/a%00b"],
    [" https://exa\nmple.com/ ", "https://example.com/"],
    [`https://example.com/${"ü".repeat(400)}`, 400],
  ];
  const cai = await newPerson(service, "cai");
  for (const [url, outcome] of outcomes) {
    const made = await cai.ask("POST", "/api/account/webhooks", { url, events: ["joined"] });
    expect([url, made.status === 201 ? made.json.url : made.status]).toEqual([url, outcome]);
  }
});

test("a webhook belongs to its account alone, ends at once, and an account has ten", async () => {
  const { id, secret } = await hooks(ana, "/gone");
  const cleo = await newPerson(service, "cleo");
  expect((await cleo.ask("DELETE", `/api/account/webhooks/${id}`)).status).toBe(404);
  expect((await cleo.ask("POST", `/api/account/webhooks/${id}/test`)).status).toBe(404);
  expect((await service.ask("GET", "/api/account/webhooks")).status).toBe(401);
  const listed = await ana.ask("GET", "/api/account/webhooks");
  expect(listed.text).not.toContain(secret);
  expect((await ana.ask("DELETE", `/api/account/webhooks/${id}`)).status).toBe(204);
  expect(await lists(ana, id)).toBeUndefined();

  const body = { url: `${origin}/many`, events: ["joined"] };
  const made = await Promise.all(
    Array.from({ length: 15 }, () => cleo.ask("POST", "/api/account/webhooks", body)),
  );
  expect(made.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(made.find(({ status }) => status !== 201)?.json).toMatchObject({ status: 409 });
});

test("neither an address of a webhook nor its secret is ever logged", async () => {
  receiver.answer = () => 500;
  const { id, secret } = await hooks(ana, "/quiet-path", ["joined"]);
  await ana.ask("POST", `/api/account/webhooks/${id}/test`);
  await until(async () => (await lists(ana, id))?.last?.outcome === "retrying");
  expect((await lists(ana, id))?.last?.status).toBe(500);
  expect(service.logged()).not.toContain("quiet-path");
  expect(service.logged()).not.toContain(secret);
});
