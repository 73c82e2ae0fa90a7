import { randomUUID } from "node:crypto";
import type { Day } from "@graticule/ledger/day";
import { afterEach, expect, test } from "vitest";
import { from } from "./api-service.ts";
import { committed, tell } from "./by-hand.ts";
import { deskKeyOf, signatureBy, storeSignatureBy } from "./desk-keys.ts";
import { decideChange, newStaff, type Staff } from "./desk-service.ts";
import { whenTold } from "./log-days.ts";
import { database, meetingServiceOfTests, service } from "./meeting-service.ts";

/** Rules of the whole service as only a program that writes to the database past ours could confirm them. */
meetingServiceOfTests();

const asAdministrator = (path: string, body?: object) =>
  service.ask("POST", path, {
    headers: { cookie: service.operatorCookie },
    ...(body === undefined ? {} : { body }),
  });

const entered: string[] = [];

/** Entered by an administrator today; answers its change. */
async function enterRule(): Promise<string> {
  const rule = {
    name: "A rule of the service",
    ground: "licence",
    rule: { deny: [{ kind: "place", code: "CN" }] },
    reviewAt: new Date(Date.now() + 90 * 86_400_000).toISOString(),
  };
  const { id } = (await asAdministrator("/api/admin/platform-rules", rule)).json;
  entered.push(id);
  const { rows } = await database.pool.query("SELECT change_id FROM platform_rule WHERE id = $1", [
    id,
  ]);
  return rows[0].change_id;
}

afterEach(async () => {
  for (const id of entered.splice(0)) await asAdministrator(`/api/admin/platform-rules/${id}/lift`);
});

async function decidedBy(): Promise<string | undefined> {
  await whenTold(service, database);
  await service.deps.directory.refresh({ kind: "all" });
  const { code } = await service.newMeeting();
  const door = await service.ask("GET", `/api/meetings/${code}/door`, { from: from.china });
  return door.json.refusal?.decidedBy;
}

let members = 0;
const newApprover = (): Promise<Staff> => {
  members += 1;
  return newStaff(service, database, `approver${members}`, { roles: ["approver"] });
};

test("a rule of the service that an approver's key confirmed holds at once", async () => {
  const change = await enterRule();
  expect((await decideChange(await newApprover(), change)).status).toBe(200);
  expect(await decidedBy()).toBe("platform");
});

// Was "platform": rows were enough, without anyone's key. Broken on purpose: withConfirmation doesn't ask the log.
test("a rule of the service that rows alone confirm keeps no one out before its 7 days (attack 52)", async () => {
  const change = await enterRule();
  const approver = await newApprover();
  await whenTold(service, database);
  const day = new Date().toISOString().slice(0, 10) as Day;
  // Made with a key of the writer's own, in the approver's name.
  const forged = deskKeyOf(randomUUID()).signChallenge(Buffer.alloc(32), day, {
    origin: "http://meet.test",
  });
  const { key } = signatureBy(approver.id, JSON.stringify({ day }));
  await committed(database, async (client) => {
    await client.query(
      "INSERT INTO desk_change_outcome (change_id, outcome, by_person) VALUES ($1, 'confirmed', $2)",
      [change, approver.id],
    );
    await storeSignatureBy(client, "confirm-change", change, { ...forged, key });
    const { rows } = await client.query(
      "SELECT signature_of('confirm-change', $1) AS confirmation",
      [change],
    );
    await tell(client, "change-decided", { change, outcome: "confirmed", ...rows[0] });
  });
  expect(await decidedBy()).toBeUndefined();
});
