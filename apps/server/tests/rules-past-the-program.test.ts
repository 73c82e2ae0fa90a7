import { afterEach, expect, test } from "vitest";
import { from } from "./api-service.ts";
import { decideChange, newStaff, type Staff } from "./desk-service.ts";
import { confirmByRows } from "./forged-change.ts";
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

/** As everyone reads of the newest rule. */
const told = async (): Promise<string> =>
  (await service.ask("GET", "/api/platform-rules")).json[0].state;

async function decidedBy(): Promise<string | undefined> {
  await whenTold(service, database);
  await service.deps.directory.refresh({ kind: "all" });
  const { code } = await service.newMeeting();
  const door = await service.ask("GET", `/api/meetings/${code}/door`, { from: from.china });
  return door.json.refusal?.decidedBy;
}

let members = 0;
const newMember = (role: "approver" | "intake"): Promise<Staff> => {
  members += 1;
  return newStaff(service, database, `${role}${members}`, { roles: [role] });
};

test("a rule of the service that two members' keys signed holds at once", async () => {
  const change = await enterRule();
  const [approver, seconder] = [await newMember("approver"), await newMember("intake")];
  expect((await decideChange(approver, change, "confirmed", seconder)).status).toBe(200);
  expect(await decidedBy()).toBe("platform");
  expect(await told()).toBe("in-force");
});

// Was "platform": rows were enough, without anyone's key. Broken on purpose: withConfirmation doesn't ask the log.
test.each(["propose-change", "confirm-change"] as const)(
  "a rule of the service whose %s no member's key signed keeps no one out before its 7 days (attack 52)",
  async (forged) => {
    const change = await enterRule();
    const [proposer, approver] = [await newMember("intake"), await newMember("approver")];
    await whenTold(service, database);
    await confirmByRows(database, change, { proposer, approver, forged: [forged] });
    expect(await decidedBy()).toBeUndefined();
    // Was "in-force". Broken on purpose: beginOf doesn't ask the log.
    expect(await told()).toBe("coming");
  },
);
