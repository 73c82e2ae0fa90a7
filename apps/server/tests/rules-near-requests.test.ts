import { deskRegister } from "@graticule/api/desk-changes";
import { expect, test } from "vitest";
import { everyoneExcept, from } from "./api-service.ts";
import { asOwner, committed, recordUnjudged, tell, unjudged } from "./by-hand.ts";
import { deskOfTests, entries, newAuthority, people, receive, requestOf } from "./desk-people.ts";
import { decideChange, newStaff } from "./desk-service.ts";
import { whenTold } from "./log-days.ts";
import { meanwhile } from "./meanwhile.ts";
import { database, newMeetingOf, service } from "./meeting-service.ts";
import { published as inLog } from "./orders.ts";

/**
 * A rule for the whole service is the demand "serve no one there" by another door: around a request of an authority
 * whose territory it touches, it is linked to that request in public, and a third person reviews it.
 *
 * Seen to fail with the rule broken: stored_rooms without rule_is_held; may_review_rule without the proposer
 * and the confirmer; link_rules without its triggers, without the seal.
 */
deskOfTests();

const asAdministrator = (method: string, path: string, body?: object) =>
  service.ask(method, path, {
    headers: { cookie: service.operatorCookie },
    ...(body === undefined ? {} : { body }),
  });
const enter = async (rule: object): Promise<{ readonly id: string }> =>
  (
    await asAdministrator("POST", "/api/admin/platform-rules", {
      name: "List",
      ground: "own-policy",
      rule,
      reviewAt: new Date(Date.now() + 90 * 86_400_000).toISOString(),
    })
  ).json;
const published = async (id: string) =>
  (await service.ask("GET", "/api/platform-rules")).json.find(
    (one: { id: string }) => one.id === id,
  );
async function changeOf(id: string): Promise<string> {
  const { rows } = await database.pool.query("SELECT change_id FROM platform_rule WHERE id = $1", [
    id,
  ]);
  return rows[0].change_id;
}
const review = (staff: typeof people.reviewer, change: string, outcome: string) =>
  staff.ask("POST", `/api/desk/changes/${change}/review`, { outcome });
const linkedTo = async (change: string) =>
  (await entries(database, "platform-rule-linked")).filter((one) => one["change"] === change);
async function request(content: object = {}): Promise<{ id: string; number: number }> {
  const { code } = await service.newMeeting();
  const id = await receive(people, requestOf(people.authority, [code], content));
  const { rows } = await database.pool.query("SELECT number FROM request WHERE id = $1", [id]);
  return { id, number: rows[0].number };
}
async function refusal(code: string): Promise<string> {
  await service.deps.directory.refresh({ kind: "all" });
  const door = await service.ask("GET", `/api/meetings/${code}/door`, { from: from.china });
  return door.json.refusal?.decidedBy ?? "in";
}

test("a rule around a request is linked to it, and holds only once a third person let it stand", async () => {
  const uma = await newStaff(service, database, "uma", { roles: ["appeals"] });
  const ava = await newStaff(service, database, "ava", { roles: ["approver", "appeals"] });
  const sam = await newStaff(service, database, "sam", { roles: ["appeals"] });
  const { number } = await request();
  const { code } = await service.newMeeting();
  const rule = await enter(everyoneExcept("CN"));
  const change = await changeOf(rule.id);
  expect(await linkedTo(change)).toEqual([{ change, requests: [number], review: "waits" }]);
  // A rule for other places has nothing to do with it.
  const elsewhere = await enter(everyoneExcept("FR"));
  expect(await linkedTo(await changeOf(elsewhere.id))).toEqual([]);
  expect(await published(elsewhere.id)).toMatchObject({ requests: [], waitsForReview: false });

  expect((await decideChange(ava, change, "confirmed", sam)).status).toBe(200);
  expect(await published(rule.id)).toMatchObject({
    state: "coming",
    requests: [number],
    waitsForReview: true,
  });
  expect(await refusal(code)).toBe("in");
  // Who signed or confirmed it doesn't review it, nor does someone without the role.
  for (const one of [ava, sam, people.approver, people.intake, people.reviewer]) {
    expect((await review(one, change, "stands")).status).toBe(403);
  }
  const { json } = await review(uma, change, "stands");
  expect(json.review).toEqual({ requests: [number], state: "stands", mayReview: false });
  expect(await published(rule.id)).toMatchObject({ state: "in-force", waitsForReview: false });
  expect(await refusal(code)).toBe("platform");
  expect((await linkedTo(change)).at(-1)).toEqual({ change, requests: [number], review: "stands" });

  // A request that comes later links the rule, too; who reviews it can lift it.
  const later = await request();
  expect((await linkedTo(change)).at(-1)).toMatchObject({ requests: [later.number] });
  expect(await published(rule.id)).toMatchObject({ state: "in-force", waitsForReview: true });
  expect((await review(uma, change, "reversed")).json.review.state).toBe("reversed");
  expect(await refusal(code)).toBe("in");
  expect(await published(rule.id)).toMatchObject({ state: "over", waitsForReview: false });
});

// Was: in force at once, so that a rule could hurry past a letter that lay on the desk. Broken on purpose: rule_is_held by when
// the request was entered → the first is in force; without when its letter came → the second is held; without when the rule took
// effect → the third is; without rule_link_changed → no room is judged again.
test("a rule is held for a request whose letter came before it, if that is entered before the rule takes effect", async () => {
  const una = await newStaff(service, database, "una", { roles: ["appeals"] });
  const avi = await newStaff(service, database, "avi", { roles: ["approver"] });
  const sia = await newStaff(service, database, "sia", { roles: ["intake"] });
  const authority = await newAuthority(database, ["CN"]);
  const { code } = await service.newMeeting();
  const judgedAgain = async (): Promise<number> => {
    const said = "SELECT count(*)::int AS said FROM change_log WHERE kind = 'all'";
    return await committed(database, (client) =>
      asOwner(client, async () => (await client.query(said)).rows[0].said),
    );
  };
  const letter = async (receivedAt: Date) => {
    const before = await judgedAgain();
    const asked = requestOf(authority, [code], { receivedAt: receivedAt.toISOString() });
    await receive(people, asked);
    expect(await judgedAgain()).toBeGreaterThan(before);
  };
  const earlier = new Date(Date.now() - 60_000);
  const steps = {
    confirm: (change: string) => decideChange(avi, change, "confirmed", sia),
    earlier: () => letter(earlier),
    later: () => letter(new Date()),
  } as const;
  for (const [order, state, door] of [
    [["earlier", "confirm"], "coming", "in"],
    [["later", "confirm"], "in-force", "platform"],
    [["confirm", "earlier"], "in-force", "platform"],
  ] as const) {
    const rule = await enter(everyoneExcept("CN"));
    const change = await changeOf(rule.id);
    // Of those of the other tests one looked.
    await review(una, change, "stands");
    for (const step of order) await steps[step](change);
    expect(await published(rule.id)).toMatchObject({ state, waitsForReview: true });
    expect([order, await refusal(code)]).toEqual([order, door]);
    expect((await review(una, change, "stands")).status).toBe(200);
    expect(await published(rule.id)).toMatchObject({ state: "in-force", waitsForReview: false });
    expect(await refusal(code)).toBe("platform");
    await asAdministrator("POST", `/api/admin/platform-rules/${rule.id}/lift`);
  }
});

// Broken on purpose: requests_near_rule without `onDoubt` → the rule that keeps out everyone whose place is not certain is near no request.
// Failed before: the log said that an entry is missing.
test("a rule near more requests than an entry can name is reviewed in public, too", async () => {
  const ugo = await newStaff(service, database, "ugo", { roles: ["appeals"] });
  const { number } = await request();
  const change = await changeOf((await enter(everyoneExcept("CN"))).id);
  await unjudged(database, async (client) => {
    for (let one = 1; one <= 500; one += 1) {
      const requests = [number + one];
      await recordUnjudged(client, "platform-rule-linked", { change, requests, review: "waits" });
    }
  });
  expect((await review(ugo, change, "stands")).status).toBe(200);
  const newest = Array.from({ length: 500 }, (_, at) => number + 1 + at);
  const linked = await linkedTo(change);
  expect(linked.at(-1)).toEqual({ change, requests: newest, review: "stands" });
  await whenTold(service, database);
  const { rows } = await database.pool.query("SELECT FROM ledger_set_aside");
  expect(rows).toEqual([]);
});

test("a rule that lets in only some, or names a group, is near whom it keeps out", async () => {
  const { number } = await request();
  const only = (allow: object[]) => ({ allow, deny: [], onDoubt: "admit" });
  const cases: readonly (readonly [object, boolean])[] = [
    [only([{ kind: "place", code: "AQ" }]), true],
    [only([{ kind: "place", code: "CN" }]), false],
    [only([{ kind: "group", id: "M49-142" }]), false],
    [{ deny: [{ kind: "group", id: "M49-142" }], onDoubt: "admit" }, true],
    [{ deny: [{ kind: "group", id: "EU" }], onDoubt: "admit" }, false],
    [{ deny: [{ kind: "place", code: "CN-BJ" }], onDoubt: "admit" }, true],
    // It keeps people out wherever their place isn't certain.
    [{ deny: [{ kind: "place", code: "AQ" }], matches: "established", onDoubt: "refuse" }, true],
    [{ deny: [], matches: "established", onDoubt: "refuse" }, true],
    [{ deny: [{ kind: "place", code: "AQ" }], onDoubt: "hold" }, false],
  ];
  for (const [rule, isNear] of cases) {
    const linked = await linkedTo(await changeOf((await enter(rule)).id));
    const numbers = linked.flatMap((one) => one["requests"]);
    expect([rule, numbers.includes(number)]).toEqual([rule, isNear]);
  }
});

test("while a law delays an authority's name, no rule tells whose territory it is", async () => {
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const { number } = await request({ forbidsNotice: { law: "Secrecy Act", until } });
  const rule = await enter(everyoneExcept("CN"));
  const linked = await linkedTo(await changeOf(rule.id));
  expect(linked.flatMap((one) => one["requests"])).not.toContain(number);
  const seen = await published(rule.id);
  expect(seen.requests).not.toContain(number);
  // The requests of other tests are reviewed here; what is left waits at the desk alone, and shows nowhere.
  const uma = await newStaff(service, database, "uma-again", { roles: ["appeals"] });
  const change = await changeOf(rule.id);
  expect((await review(uma, change, "stands")).status).toBe(200);
  expect((await linkedTo(change)).at(-1)?.["requests"]).not.toContain(number);
  const { number: later } = await request({ forbidsNotice: { law: "Secrecy Act", until } });
  expect(await published(rule.id)).toMatchObject({ waitsForReview: false });
  const told = (await linkedTo(change)).length;
  expect((await review(uma, change, "stands")).json.review.state).toBe("stands");
  const after = await linkedTo(change);
  expect(after.flatMap((one) => one["requests"])).not.toContain(later);
  expect(after.length).toBe(told);
});

// Was: waiting, which told its host of a request that a law hides. Broken on purpose: rule_waits_for_review for
// rule_waits_as_seen_by; without requests_about in may_review_rule.
test("a host at the desk doesn't learn from a rule of a request that a law hides, nor reviews it for one that names their meeting", async () => {
  const helen = await newStaff(service, database, "helen", { roles: ["appeals"] });
  const other = await newStaff(service, database, "otto", { roles: ["appeals"] });
  const { code } = await newMeetingOf(service, helen);
  // One administrator enters twenty a day.
  const yesterday = "UPDATE platform_rule SET entered_at = entered_at - interval '1 day'";
  await unjudged(database, (client) => client.query(yesterday));
  const change = await changeOf((await enter(everyoneExcept("JP"))).id);
  const reviewOf = async (who: typeof helen) =>
    deskRegister
      .parse((await who.ask("GET", "/api/desk/register")).json)
      .changes.find(({ id }) => id === change)?.review;
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const authority = await newAuthority(database, ["JP"]);
  await receive(
    people,
    requestOf(authority, [code], { forbidsNotice: { law: "Secrecy Act", until } }),
  );
  expect(await reviewOf(other)).toMatchObject({ state: "waits", mayReview: true });
  expect(await reviewOf(helen)).toBeUndefined();
  expect((await review(helen, change, "stands")).status).toBe(404);
  await receive(people, requestOf(authority, [code]));
  expect(await reviewOf(helen)).toMatchObject({ state: "waits", mayReview: false });
  expect((await review(helen, change, "stands")).status).toBe(403);
  expect((await review(other, change, "stands")).status).toBe(200);
});

// Was: answered as the desk sees it, so that with a few rules an administrator found the territory of a sender whom a law hides.
// Broken on purpose: without `isFor`.
test("an administrator takes back no rule as a change of the desk, and so isn't told that it waits for a review", async () => {
  const rule = await enter(everyoneExcept("CN"));
  for (const id of [rule.id, await changeOf(rule.id)]) {
    const path = `/api/admin/staff-changes/${id}/withdrawal`;
    expect((await asAdministrator("POST", path, {})).status).toBe(404);
  }
});

// Was: the link came with the next step of some request. Was: the log said for ever that the rule waits for a third person, who
// had let it stand. Broken on purpose: watchSeals without linkRules, without its turn; the ground of the link, or of what was
// said, only with a request_event; link_rules without last_review; `true` for the ground of what was said; without
// public_entry_linked_once.
test("the link comes with the end of the seal, and says what a third person said of a rule while a law hid the request", async () => {
  const uno = await newStaff(service, database, "uno", { roles: ["appeals"] });
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const { code } = await service.newMeeting();
  const hidden = requestOf(await newAuthority(database, ["NZ"]), [code], {
    forbidsNotice: { law: "Secrecy Act", until },
  });
  const id = await receive(people, hidden);
  const { rows } = await database.pool.query("SELECT number FROM request WHERE id = $1", [id]);
  const requests = [rows[0].number];
  const change = await changeOf((await enter(everyoneExcept("NZ"))).id);
  expect((await review(uno, change, "stands")).status).toBe(200);
  const link = { change, requests, review: "waits" };
  const byHand = (says: object) =>
    committed(database, (client) => tell(client, "platform-rule-linked", { ...link, ...says }));
  const refused = { message: expect.stringContaining("nothing behind it") };
  await expect(byHand({})).rejects.toMatchObject(refused);
  const { sealWatch } = service.deps.desk;
  await sealWatch.look();
  expect(await linkedTo(change)).toEqual([]);
  await unjudged(database, (client) =>
    client.query(
      `UPDATE request_event SET body = jsonb_set(body, '{content,forbidsNotice,until}', to_jsonb(now() - interval '1 hour'))
       WHERE request_id = $1`,
      [id],
    ),
  );
  await meanwhile(database, [["SELECT take_turn('requests and acts')"]], sealWatch.look);
  const told = [link, { ...link, review: "stands" }];
  expect(await linkedTo(change)).toEqual(told);
  // Once, and nothing more is said of it.
  await sealWatch.look();
  await expect(byHand({})).rejects.toMatchObject({ code: "23505" });
  await expect(byHand({ review: "stands" })).rejects.toMatchObject(refused);
  expect(await linkedTo(change)).toEqual(told);
});

// Was: 200, and the log counted the rule as one in effect; then it was open at the desk for good. Broken on purpose: without
// lifted_rule_stays_lifted; readChanges without `lifted` → it reads as open; is_undecided without liftings → it counts as open.
test("a rule that a third person reversed is confirmed by no one afterwards", async () => {
  const uwe = await newStaff(service, database, "uwe", { roles: ["appeals"] });
  const eve = await newStaff(service, database, "eve", { roles: ["approver"] });
  const kim = await newStaff(service, database, "kim", { roles: ["intake"] });
  await request();
  const openNow = async () => (await uwe.ask("GET", "/api/desk")).json.openChanges;
  const before = await openNow();
  const change = await changeOf((await enter(everyoneExcept("CN"))).id);
  expect(await openNow()).toBe(before + 1);
  const { json } = await review(uwe, change, "reversed");
  expect(json).toMatchObject({ state: "lifted", mayDecline: "closed", mayConfirm: "closed" });
  expect(json.decidedBy).toBeUndefined();
  expect(await openNow()).toBe(before);
  expect((await decideChange(eve, change, "confirmed", kim)).status).toBe(409);
  const pastProgram = committed(database, (client) =>
    client.query(
      "INSERT INTO desk_change_outcome (change_id, outcome, by_person) VALUES ($1, 'confirmed', $2)",
      [change, eve.id],
    ),
  );
  await expect(pastProgram).rejects.toMatchObject({ message: "this rule was lifted" });
  const decided = await entries(database, "change-decided");
  expect(decided.filter((one) => one["change"] === change)).toEqual([]);
  expect((await decideChange(eve, change, "declined")).status).toBe(409);
});

// Broken on purpose: without the reversed review in stored_rooms → the rule holds.
test("a rule that a third person reversed holds for no one, also if it was written by hand", async () => {
  const uma = await newStaff(service, database, "uma-third", { roles: ["safety"] });
  await request();
  const [rule, other] = [await enter(everyoneExcept("CN")), await enter(everyoneExcept("CN"))];
  for (const [{ id }, outcome] of [
    [rule, "reversed"],
    [other, "stands"],
  ] as const) {
    await inLog(database, "change-proposed", await changeOf(id));
    await committed(database, (client) =>
      client.query(
        "INSERT INTO platform_rule_review (rule_id, by_person, outcome) VALUES ($1, $2, $3)",
        [id, uma.id, outcome],
      ),
    );
  }
  const { rows } = await database.pool.query(
    "SELECT content ->> 'id' AS id FROM stored_rooms('{}') WHERE part = 'platform'",
  );
  const held = rows.map(({ id }) => id);
  expect([held.includes(rule.id), held.includes(other.id)]).toEqual([false, true]);
});
