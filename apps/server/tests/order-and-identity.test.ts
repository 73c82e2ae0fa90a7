import { webhookCreated } from "@graticule/api/account";
import { expect, onTestFinished, test } from "vitest";
import { acts, deskOfTests, ordered, people, requestOf } from "./desk-people.ts";
import { database, home, service } from "./meeting-service.ts";
import { newPerson } from "./people-service.ts";
import { until } from "./until.ts";
import { WebhookReceiver } from "./webhook-receiver.ts";

deskOfTests();

/** A meeting of a host whose webhooks are all received, and who has an API key. */
async function watched(name: string) {
  const host = await newPerson(service, name);
  const receiver = new WebhookReceiver();
  const origin = await receiver.listen();
  onTestFinished(() => receiver.close());
  const events = ["joined", "refused", "removed", "rule-changed"];
  const made = await host.ask("POST", "/api/account/webhooks", { url: `${origin}/all`, events });
  const hook = webhookCreated.parse(made.json).id;
  const { json } = await host.ask("POST", "/api/meetings", { title: "Talk" });
  const room = service.deps.directory.findMeeting(json.code)?.policy.room ?? "";
  const secret = String(json.manageUrl).split("#")[1];
  const key = (await host.ask("POST", "/api/account/keys", { name: "All", scopes: ["rooms:read"] }))
    .json;
  const basic = Buffer.from(`${key.id}:${key.secret}`).toString("base64");
  return {
    receiver,
    hook,
    host,
    byKey: { authorization: `Basic ${basic}` },
    meeting: { code: String(json.code), room, bearer: { authorization: `Bearer ${secret}` } },
  };
}

type Watched = Awaited<ReturnType<typeof watched>>;

/** Everything that the meeting's host can read of it, by pages and API, except the webhooks. */
async function hostReads({ meeting, host, byKey }: Watched): Promise<readonly string[]> {
  const { code, room, bearer } = meeting;
  const pages = ["/manage", "/hosting", "/manage/certificate", "/manage/notices"];
  const answers = await Promise.all([
    ...pages.map((rest) => service.ask("GET", `/api/meetings/${code}${rest}`, { headers: bearer })),
    service.ask("GET", `/api/rooms/${encodeURIComponent(room)}`, { headers: byKey }),
    host.ask("GET", "/api/account/webhooks"),
    host.ask("GET", "/api/meetings"),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  return answers.map(({ text }) => text);
}

/** What the webhooks said of this identity, once nothing waits. */
async function toldOf({ receiver, hook }: Watched, identity: string): Promise<readonly string[]> {
  const pending = "SELECT FROM webhook_delivery WHERE webhook_id = $1";
  await until(async () => (await database.pool.query(pending, [hook])).rowCount === 0);
  const texts = receiver.received.map(({ text }) => text);
  const events = texts.filter((text) => text.includes(identity)).map((text) => JSON.parse(text));
  return [...new Map(events.map(({ id, kind }) => [id, kind])).values()];
}

test("nothing from host pages, webhooks or the API links an identity to an order (attack 49)", async () => {
  const all = await watched("withheld");
  const { meeting, receiver } = all;
  const wei = await service.sits(meeting, "Wei", { from: home.china });
  const lin = await service.sits(meeting, "Lin", { from: home.china });
  const bo = await service.sits(meeting, "Bo");
  await service.sits(meeting, "Ana");
  const read: string[] = [...(await hostReads(all))];

  await lin.leave();
  service.deps.presence.seats.inRoom(meeting.room).forEach((seat) => {
    if (seat.identity === lin.identity) for (const leg of [...seat.legs]) leg.cut();
  });
  const afterLeaving = await hostReads(all);
  const { id, orderId } = await ordered(people, requestOf(people.authority, [meeting.code]));
  expect(await wei.page.next()).toMatchObject({ kind: "state", admitted: true });
  expect(await wei.page.next()).toMatchObject({ kind: "removed", status: 451 });
  await service.deps.enforcement.settled();
  const late = await service.comes(meeting, "Late", { from: home.china });
  expect(late.answer.status).toBe(451);
  const underOrder = await hostReads(all);
  expect(underOrder.join()).toContain(orderId);

  await acts(people.approver, id, { kind: "lift", orderId, why: "No ground" });
  expect(await wei.page.next()).toMatchObject({ kind: "may-return" });
  expect((await wei.enter()).status).toBe(200);
  service.seat(meeting.room, wei.identity, home.china);
  const again = await service.sits(meeting, "Lin", { from: home.china });
  const afterwards = await hostReads(all);
  // A host's own act is reported, and last: anything earlier has arrived.
  await service.act(meeting, { kind: "remove", identity: bo.identity });
  await receiver.gets("/all", ({ text }) => /"removed"/.test(text) && text.includes(bo.identity));

  expect(await toldOf(all, bo.identity)).toEqual(["joined", "removed"]);
  expect(await toldOf(all, lin.identity)).toEqual(["joined"]);
  expect(await toldOf(all, wei.identity)).toEqual(await toldOf(all, lin.identity));
  expect(await toldOf(all, again.identity)).toEqual(["joined"]);
  expect(receiver.received.filter(({ event }) => event.kind === "refused")).toEqual([]);
  // No event has room for an order, a place or a reason.
  for (const { event } of receiver.received) {
    expect(["joined", "removed"]).toContain(event.kind);
    expect(Object.keys(event).sort()).toEqual(["at", "id", "identity", "kind", "room"]);
  }
  // A page shows those removed no more than those who left, and the order beside no one.
  for (const { identity } of [wei, lin, late]) {
    expect(underOrder.filter((text) => identity !== "" && text.includes(identity))).toEqual([]);
  }
  expect(afterLeaving.filter((text) => text.includes(lin.identity))).toEqual([]);
  const names = /Wei|Lin|Late|guest-/;
  for (const text of [...read, ...underOrder, ...afterwards]) {
    expect(text.includes(orderId) && names.test(text)).toBe(false);
  }
});

test("someone removed by a rule and let in again is reported as before: joined, removed, joined", async () => {
  const all = await watched("ruled");
  const { meeting, receiver } = all;
  const wei = await service.sits(meeting, "Wei", { from: home.china });
  const path = `/api/meetings/${meeting.code}/manage/rule`;
  const rule = { deny: [{ kind: "place", code: "CN" }] };
  await service.ask("PUT", path, { headers: meeting.bearer, body: rule });
  await receiver.gets("/all", ({ event }) => event.kind === "removed");
  await service.ask("DELETE", path, { headers: meeting.bearer });
  for (let kind = ""; kind !== "may-return"; ) kind = (await wei.page.next()).kind;
  expect((await wei.enter()).status).toBe(200);
  const joined = () => receiver.received.filter(({ event }) => event.kind === "joined").length;
  await receiver.gets("/all", () => joined() === 2);
  expect(await toldOf(all, wei.identity)).toEqual(["joined", "removed", "joined"]);
});
