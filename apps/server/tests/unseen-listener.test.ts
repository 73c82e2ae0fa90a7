import { makeLinkSecret } from "@graticule/e2ee/link-secret";
import { AccessToken, type VideoGrant } from "livekit-server-sdk";
import { beforeAll, expect, test } from "vitest";
import { encryptedBy, helloOf, KeyedPage, saysKeys, sittingToldTo } from "./keys-of-a-call.ts";
import { database, meetingServiceOfTests, service, type TestMeeting } from "./meeting-service.ts";
import { everythingStored, newPerson } from "./people-service.ts";

meetingServiceOfTests();
let origin: string;

beforeAll(async () => {
  const address = service.app.server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});

/** The gate's status: 403, or that it has no engine to ask (503). */
async function gateSays(key: { id: string; secret: string }, identity: string, grant: VideoGrant) {
  const token = new AccessToken(key.id, key.secret, { identity, ttl: 600 });
  token.addGrant({ roomJoin: true, ...grant });
  const answer = await fetch(`${origin}/rtc/validate?access_token=${await token.toJwt()}`);
  await answer.arrayBuffer();
  return answer;
}

test("a key of the meeting's own account seats no one in it: not unseen, and not as someone else", async () => {
  const owner = await newPerson(service, "owner");
  const made = await owner.ask("POST", "/api/account/keys", { name: "Backend", scopes: ["join"] });
  const meeting = await owner.ask("POST", "/api/meetings", { title: "Talk" });
  const code = String(meeting.json.code);
  const room = service.deps.directory.findMeeting(code)?.policy.room ?? "";
  const guest = await service.comes({ code, room, bearer: {} }, "Ana");
  const unseen = await gateSays(made.json, "ear", { room, hidden: true });
  expect(unseen.status).toBe(403);
  expect((await gateSays(made.json, guest.identity, { room })).status).toBe(403);
  // Its own rooms are open to it.
  expect((await gateSays(made.json, "backend", { room: "its-own", hidden: true })).status).toBe(
    503,
  );
});

test("the gate's answers are read as exactly what they say they are", async () => {
  const answer = await fetch(`${origin}/rtc/validate?access_token=none`);
  await answer.arrayBuffer();
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
});

const secret = makeLinkSecret(new Uint8Array(32).fill(9));

test("no one agrees on a call's keys under someone else's identity or name, from outside, or for a call that has none", async () => {
  const meeting = await service.newMeeting(await encryptedBy(secret));
  const [ana, bo] = [await service.sits(meeting, "Ana"), await service.sits(meeting, "Bo")];
  const { code } = meeting;
  const sitting = await sittingToldTo(ana);
  const hello = (identity: string, name: string) =>
    helloOf({ code, secret }, { sitting, identity, name });
  for (const [identity, name] of [
    [bo.identity, "Bo"],
    [ana.identity, "Bo"],
    [ana.identity, "ana"],
    [ana.identity, "Ana "],
    [`${ana.identity} `, "Ana"],
    ["", ""],
  ] as const) {
    const { status, json } = await saysKeys(ana, await hello(identity, name));
    expect([status, json.code]).toEqual([400, "invalid"]);
  }
  const own = await hello(ana.identity, "Ana");
  expect((await saysKeys(ana, { ...own, keyPackage: "AAEABQ" })).status).toBe(400);
  expect((await saysKeys(ana, own)).status).toBe(204);
  expect((await saysKeys({ ...ana, key: "" }, own)).status).toBe(401);
  expect((await saysKeys({ ...ana, key: bo.key }, own)).status).toBe(404);
  expect((await saysKeys({ ...ana, joinId: bo.joinId }, own)).status).toBe(404);

  await service.act(meeting, { kind: "send-back", identity: bo.identity });
  expect((await saysKeys(bo, await hello(bo.identity, "Bo"))).status).toBe(409);
  const open = await service.newMeeting();
  const cy = await service.sits(open, "Cy");
  expect((await saysKeys(cy, await hello(cy.identity, "Cy"))).status).toBe(409);
});

test("a banned person's other page, which took no seat, leaves the call's keys and hears no more of the room", async () => {
  const meeting = await service.newMeeting(await encryptedBy(secret));
  const host = { code: meeting.code, secret };
  const bo = await service.sits(meeting, "Bo");
  const cookie = (await newPerson(service, "ana")).cookie();
  const ana = await service.sits(meeting, "Ana", { headers: { cookie } });
  const other = await service.comes(meeting, "Ana", { headers: { cookie } });
  const boPage = new KeyedPage(bo, { ...host, name: "Bo" });
  await boPage.sees(({ kind }) => kind === "agreed");
  const otherPage = new KeyedPage(other, { ...host, name: "Ana" });
  await boPage.sees(({ insiders }) => insiders.length === 2);
  expect(await service.act(meeting, { kind: "ban", identity: ana.identity })).toBe(204);
  await otherPage.hearsUntil(() => otherPage.heard.some((text) => text.includes('"banned"')));
  await boPage.sees(({ insiders }) => insiders.length === 1);
  for (const page of [boPage, otherPage]) page.close();
});

test("someone removed from an encrypted call hears no more of its keys, and the service keeps nothing of them (attack 36)", async () => {
  const meeting = await service.newMeeting(await encryptedBy(secret));
  const pages: KeyedPage[] = [];
  for (const name of ["Ana", "Bo", "Cy"]) {
    const visitor = await service.sits(meeting, name);
    const page = new KeyedPage(visitor, { code: meeting.code, secret, name });
    await page.sees(({ kind, insiders }) => kind === "agreed" && insiders.length > pages.length);
    pages.push(page);
  }
  const [ana, bo, cy] = pages as [KeyedPage, KeyedPage, KeyedPage];
  await ana.sees(({ insiders }) => insiders.length === 3);
  await service.act(meeting, { kind: "remove", identity: bo.visitor.identity });
  await ana.sees(({ insiders }) => insiders.length === 2);
  await cy.sees(({ insiders }) => insiders.length === 2);
  await bo.hears("removed");
  const { group = "", epoch = 0 } = JSON.parse(ana.said.at(-1) ?? "{}");
  const word = { kind: "resume", group, epoch };
  // It may predate the removal, and has no effect; asking to get in again is refused.
  expect((await saysKeys(bo.visitor, word)).status).toBe(204);
  const { identity } = bo.visitor;
  const { code } = meeting;
  const sitting = new Date().toISOString();
  const hello = await helloOf({ code, secret }, { sitting, identity, name: "Bo" });
  expect((await saysKeys(bo.visitor, hello)).status).toBe(409);
  const kinds = bo.kinds();
  expect(kinds.slice(kinds.indexOf("removed"))).not.toContain("keys");

  const told = pages.flatMap(({ said, heard }) => [...said, ...heard.filter(isOfKeys)]);
  const texts = told.flatMap((text) => text.match(/[A-Za-z0-9_-]{22,}/g) ?? []);
  expect(texts.length).toBeGreaterThan(10);
  const kept = `${await everythingStored(database)}\n${service.logged()}`;
  expect(kept).toContain("Talk");
  const identities = pages.map(({ visitor }) => visitor.identity);
  const ofKeys = texts.filter((text) => !identities.includes(text));
  expect(ofKeys.filter((text) => kept.includes(text))).toEqual([]);
  for (const page of pages) page.close();
});

/** What someone who stays hears of the keys once another goes. */
async function heardWhen(
  goes: (meeting: TestMeeting, page: KeyedPage) => Promise<unknown>,
): Promise<readonly string[]> {
  const meeting = await service.newMeeting(await encryptedBy(secret));
  const pages: KeyedPage[] = [];
  for (const name of ["Ana", "Bo", "Cy"]) {
    const visitor = await service.sits(meeting, name);
    const page = new KeyedPage(visitor, { code: meeting.code, secret, name });
    pages.push(page);
    for (const one of pages) await one.sendsIn(pages.length - 1);
  }
  const [, bo, cy] = pages as [KeyedPage, KeyedPage, KeyedPage];
  const before = (await cy.sendsIn(2)).length;
  await goes(meeting, bo);
  const heard = await cy.sendsIn(3);
  for (const page of pages) page.close();
  return heard.slice(before).map(({ kind }) => kind);
}

test("someone who leaves an encrypted call leaves its keys just like someone removed, without a wait (attack 24c)", async () => {
  const removed = await heardWhen((meeting, { visitor }) =>
    service.act(meeting, { kind: "remove", identity: visitor.identity }),
  );
  expect(removed).toEqual(["change", "execute"]);
  const left = await heardWhen(async (_meeting, page) => {
    expect(await page.saysBye()).toBe(204);
  });
  expect(left).toEqual(removed);
});

function isOfKeys(text: string): boolean {
  return JSON.parse(text).kind === "keys";
}
