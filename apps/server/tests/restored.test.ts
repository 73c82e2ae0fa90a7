import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAddress } from "@graticule/admission/location/address";
import { LocationTable } from "@graticule/admission/location/location-table";
import { createSeal } from "@graticule/server/config/seal";
import { createServedRecord } from "@graticule/server/desk/changes/served-store";
import { SourceCompiler } from "@graticule/server/location/compile";
import type { SourceSpec } from "@graticule/server/location/source-spec";
import { createOrderSigners } from "@graticule/server/rooms/order-signers";
import { expect, onTestFinished, test, vi } from "vitest";
import { unjudged, whileLogStands } from "./by-hand.ts";
import { signatureBy } from "./desk-keys.ts";
import { act, acts, entries } from "./desk-people.ts";
import { decideChange, type Staff } from "./desk-service.ts";
import { copyDatabase, makeTestFolder } from "./harness.ts";
import { published } from "./orders.ts";
import {
  again,
  appointAgain,
  backupOf,
  fromChina,
  ownDatabase,
  running,
  view,
  worldWithOrder,
} from "./restored-orders.ts";

/** A restore is an entry, and no order in a restored database has effect until two people sign it again. */

function newFolder(): string {
  const folder = makeTestFolder();
  onTestFinished(() => folder.remove());
  return folder.path;
}

const today = (): string => new Date().toISOString().slice(0, 10);

// Broken on purpose: `order_in_force` without `holds_since_restoration` → 451 at once after the restore.
test("an order that was lifted after the backup has no effect in the restored database until two people confirm it", async () => {
  const [before, dataDir] = [await ownDatabase(), newFolder()];
  const first = await running(before, dataDir);
  const world = await worldWithOrder(first, before);
  const { meeting, request, order: orderId } = world;
  expect(await fromChina(first, meeting)).toBe(451);
  const restore = await backupOf(before);
  await acts(world.people.reviewer, request, { kind: "lift", orderId, why: "No ground" });
  expect(await fromChina(first, meeting)).toBe(200);
  await first.stop();

  const database = await restore();
  const service = await running(database, dataDir);
  const [reviewer, approver, both, other] = (
    ["reviewer", "approver", "both", "other"] as const
  ).map((name) => again(service, world.people[name])) as [Staff, Staff, Staff, Staff];
  expect(service.deps.ledger.sequencer.state()).toEqual({ kind: "signing" });
  expect(await entries(database, "restored")).toMatchObject([{ since: today() }]);
  expect(await fromChina(service, meeting)).toBe(200);
  expect(await view(reviewer, request)).toMatchObject({
    state: "suspended",
    mayLift: "yes",
    confirmation: { mayPropose: "brought-back", mayApprove: "no-such-role" },
  });
  const answer = (who: Staff, kind: string) => act(who, request, { kind, orderId });
  expect((await answer(reviewer, "propose-again")).status).toBe(403);

  // Those whom the restore brought back to the desk don't vouch for each other.
  const colleague = { kind: "staff", email: reviewer.email, roles: ["reviewer"], liaisonTo: [] };
  const own = (await approver.ask("POST", "/api/desk/changes", colleague)).json;
  expect(own.mayPropose).toBe("brought-back");
  const refused = await decideChange(both, own.id);
  expect([refused.status, refused.json.reason]).toEqual([403, "brought-back"]);

  await appointAgain(service, both, ["reviewer", "approver"], [other, reviewer]);
  await appointAgain(service, reviewer, ["reviewer"], [both, approver]);
  await appointAgain(service, approver, ["approver"], [both, reviewer]);
  const early = await answer(approver, "approve-again");
  expect([early.status, early.json.reason]).toEqual([403, "not-yet"]);
  // Signed for another restore, or by another key.
  const { toSign } = await view(both, request);
  const otherwise = toSign.replace(/"restored":\d+/, '"restored":9999');
  expect(otherwise).not.toBe(toSign);
  const propose = (signature: object) =>
    both.ask("POST", `/api/desk/requests/${request}/acts`, {
      ...{ kind: "propose-again", orderId, signature },
    });
  for (const signature of [signatureBy(both.id, otherwise), signatureBy(reviewer.id, toSign)]) {
    const refused = await propose(signature);
    expect([refused.status, refused.json.reason]).toEqual([403, "not-signed"]);
  }
  expect((await propose(signatureBy(both.id, toSign))).status).toBe(200);
  expect(await fromChina(service, meeting)).toBe(200);
  const twice = await answer(both, "approve-again");
  expect([twice.status, twice.json.reason]).toEqual([403, "proposed-it"]);
  expect(await view(approver, request)).toMatchObject({
    state: "suspended",
    confirmation: { proposedBy: { id: both.id }, mayApprove: "yes" },
  });
  const done = await answer(approver, "approve-again");
  expect(done.json.orders[0].state).toBe("in-force");
  expect(done.json.orders[0].confirmation).toBeUndefined();
  const signatureOf = (who: Staff) =>
    expect.objectContaining({ key: signatureBy(who.id, JSON.stringify({ day: today() })).key });
  const { rows } = await database.pool.query("SELECT max(leaf) AS leaf FROM restoration");
  expect(await entries(database, "order-confirmed")).toEqual([
    {
      ...{ order: orderId, restored: rows[0].leaf },
      ...{ proposal: signatureOf(both), approval: signatureOf(approver) },
    },
  ]);
  expect(await fromChina(service, meeting)).toBe(451);
  // Lifted, it stays so.
  await acts(reviewer, request, { kind: "lift", orderId, why: "No ground" });
  expect(await fromChina(service, meeting)).toBe(200);
});

/** An order from before a restoration, and two of its people who have their roles again. */
async function restoredWorld() {
  const database = await ownDatabase();
  const service = await running(database, newFolder());
  const world = await worldWithOrder(service, database);
  await database.pool.query("INSERT INTO restoration (how) VALUES ('stated')");
  const { both, approver, reviewer, other } = world.people;
  await appointAgain(service, both, ["reviewer", "approver"], [other, reviewer]);
  await appointAgain(service, approver, ["approver"], [both, reviewer]);
  return { database, service, ...world };
}

// Was: "kept". Broken on purpose: `began` without `restoredAt`.
test("an order that a restore suspended before it began is answered as one that kept no one", async () => {
  const { database, request, order: orderId, people } = await restoredWorld();
  await acts(people.both, request, { kind: "answer-demand", demand: 0, answer: "met" });
  await acts(people.both, request, { kind: "lift", orderId, why: "No ground" });
  const draft = async () =>
    (await people.both.ask("GET", `/api/desk/requests/${request}`)).json.draft;
  expect(await draft()).toContain("An order kept people");
  await unjudged(database, (client) =>
    client.query("UPDATE restoration SET at = at - interval '1 day'"),
  );
  const wouldHave = /An order would have kept people .* It never came into force\./s;
  expect(await draft()).toMatch(wouldHave);
  // Was: "kept". Broken on purpose: of two restores the last one.
  await database.pool.query("INSERT INTO restoration (how) VALUES ('stated')");
  expect(await draft()).toMatch(wouldHave);
});

// Was: a conflict for good. Broken on purpose: stands_again without may_review → it is approved; proposed_again, the oldest → "not-yet".
test("an order proposed again by someone who reviews no more is proposed once more by another", async () => {
  const { database, service, meeting, request, order: orderId, people } = await restoredWorld();
  const { both, approver, reviewer, other } = people;
  await appointAgain(service, reviewer, ["reviewer"], [both, other]);
  await acts(both, request, { kind: "propose-again", orderId });
  const second = await act(reviewer, request, { kind: "propose-again", orderId });
  expect([second.status, second.json.code]).toEqual([409, "conflict"]);
  const leaves = { kind: "staff", email: both.email, roles: ["approver"], liaisonTo: [] };
  expect((await both.ask("POST", "/api/desk/changes", leaves)).json.state).toBe("alone");
  const early = await act(approver, request, { kind: "approve-again", orderId });
  expect([early.status, early.json.reason]).toEqual([403, "not-yet"]);
  await acts(reviewer, request, { kind: "propose-again", orderId });
  expect(await fromChina(service, meeting)).toBe(200);
  await acts(approver, request, { kind: "approve-again", orderId });
  expect(await fromChina(service, meeting)).toBe(451);
  const { key } = signatureBy(reviewer.id, JSON.stringify({ day: today() }));
  expect(await entries(database, "order-confirmed")).toMatchObject([{ proposal: { key } }]);
});

// Was: unknown. Broken on purpose: orders that were brought back hold data, too → unknown; the first approval counts
// alone → the digest is confirmed.
test("an order that was brought back holds no location data until two people confirm it again", async () => {
  const { database, service, request, order: orderId, people } = await restoredWorld();
  const { db } = database;
  const seal = createSeal(Buffer.alloc(32, 7));
  const record = createServedRecord({ db, seal, signers: createOrderSigners(db) });
  const folder = newFolder();
  const compiler = new SourceCompiler();
  const look = async (inChina: string) => {
    const specs = ["one", "two"].map((id): SourceSpec => {
      const path = join(folder, `${id}.csv`);
      writeFileSync(path, `${inChina},CN\n`);
      return {
        ...{ id, maker: id, basis: "measured", kind: "country-csv", path, licence: "" },
        ...{ attribution: "", maxAgeMs: 86_400_000, lists: undefined, download: undefined },
      };
    });
    const custody = { word: await record.read(), folder: join(folder, "served") };
    const { serves, tables } = compiler.compile(specs, Date.now(), custody);
    const fix =
      tables && new LocationTable(tables.data).lookUp(parseAddress("9.1.2.3"), Date.now());
    return { held: serves.held, standing: fix?.standing };
  };
  expect(await look("9.1.2.0/24")).toEqual({ held: undefined, standing: "established" });

  await acts(people.both, request, { kind: "propose-again", orderId });
  expect((await record.read()).reaches).toEqual([]);
  const digest = "d".repeat(64);
  Object.assign(service.deps.locator, { held: () => ({ digest, ranges: 1, into: ["CN"] }) });
  const change = await people.both.ask("POST", "/api/desk/changes", { kind: "geofeed", digest });
  expect((await decideChange(people.approver, change.json.id)).status).toBe(200);
  await published(database, "change-decided", change.json.id);
  expect((await record.read()).confirmed).toEqual([digest]);

  const asked = whileLogStands(database, async () => {
    await acts(people.approver, request, { kind: "approve-again", orderId });
    return await record.read();
  });
  expect(await asked).toMatchObject({ reaches: [{ place: "CN", excepted: [] }], confirmed: [] });
  expect(await look("9.1.0.0/16")).toMatchObject({ held: { into: ["CN"] } });
});

// Broken on purpose: `isSignedByTwo` without what was signed again → 451 each time.
test("a confirmation that two keys didn't sign has no effect, whatever the rows say", async () => {
  const { database, service, meeting, request, order: orderId, people } = await restoredWorld();
  await acts(people.both, request, { kind: "propose-again", orderId });
  await acts(people.approver, request, { kind: "approve-again", orderId });
  expect(await fromChina(service, meeting)).toBe(451);
  const rewritten = async (text: string): Promise<void> =>
    unjudged(database, async (client) => {
      await client.query(text);
      await client.query("SET LOCAL session_replication_role = origin");
      await client.query("SELECT tell_change('all')");
    });
  const becomes = (status: number) =>
    vi.waitFor(async () => expect(await fromChina(service, meeting)).toBe(status), {
      timeout: 10_000,
      interval: 200,
    });
  await rewritten("CREATE TABLE kept AS TABLE act_signature");
  const back = `DELETE FROM act_signature; INSERT INTO act_signature SELECT * FROM kept`;
  const signedAs = (act: string, as: string) =>
    `UPDATE act_signature s SET authenticator_data = k.authenticator_data, client_data = k.client_data,
       signature = k.signature, key_id = k.key_id, day = k.day FROM kept k WHERE s.act = '${act}' AND k.act = '${as}'`;
  for (const text of [
    // What two people signed before the restore.
    signedAs("propose-order-again", "propose-order"),
    signedAs("approve-order-again", "approve-order"),
    // One person for both.
    signedAs("approve-order-again", "propose-order-again"),
    "DELETE FROM act_signature WHERE act LIKE '%-again'",
    "DELETE FROM act_signature",
  ]) {
    await rewritten(text);
    await becomes(200);
    await rewritten(back);
    await becomes(451);
  }
});

// Was: 200, and the log said that it holds once more. Broken on purpose: stands_again without desk_key_now → "not-signed".
test("no one approves again what was proposed again by a key that is another one by now", async () => {
  const { database, request, order: orderId, people } = await restoredWorld();
  const { both, approver, other } = people;
  await acts(both, request, { kind: "propose-again", orderId });
  await unjudged(database, (client) =>
    client.query(
      `UPDATE staff_appointment SET key_id = (SELECT id FROM desk_key WHERE person_id = $2 LIMIT 1)
       WHERE person_id = $1`,
      [both.id, other.id],
    ),
  );
  const refused = await act(approver, request, { kind: "approve-again", orderId });
  expect([refused.status, refused.json.reason]).toEqual([403, "not-yet"]);
  expect(await view(both, request)).toMatchObject({ confirmation: { mayPropose: "yes" } });
  expect(await entries(database, "order-confirmed")).toEqual([]);
});

// Broken on purpose: `isOlder` answers false → 451 on the database that was put back.
test("a database put back without the program is noticed, on the same day and once", async () => {
  const dataDir = newFolder();
  const one = await ownDatabase();
  const first = await running(one, dataDir);
  const { meeting, request, order: orderId, people } = await worldWithOrder(first, one);
  await first.stop();
  await one.postgres.stop();
  const snapshot = newFolder();
  copyDatabase(one.dataDir, snapshot);

  const later = await ownDatabase(snapshot);
  const second = await running(later, dataDir);
  expect(await entries(later, "restored")).toEqual([]);
  expect(await fromChina(second, meeting)).toBe(451);
  await acts(again(second, people.reviewer), request, { kind: "lift", orderId, why: "No ground" });
  const { rows } = await later.pool.query("SELECT max(id) AS last FROM public_entry");
  const seen = () => JSON.parse(readFileSync(join(dataDir, "ledger.seen"), "utf8"));
  await vi.waitFor(() => expect(seen().recorded).toBe(Number(rows[0].last)), { timeout: 30_000 });
  await second.stop();

  const back = await ownDatabase(snapshot);
  for (const _ of ["noticed", "known"]) {
    const service = await running(back, dataDir);
    expect(service.deps.ledger.sequencer.state()).toEqual({ kind: "signing" });
    expect(await fromChina(service, meeting)).toBe(200);
    expect(await view(again(service, people.reviewer), request)).toMatchObject({
      state: "suspended",
    });
    await service.stop();
  }
  expect(await entries(back, "restored")).toEqual([{ since: today() }]);
  const noted = await back.pool.query("SELECT how, leaf IS NOT NULL AS told FROM restoration");
  expect(noted.rows).toEqual([{ how: "noticed", told: true }]);
});
