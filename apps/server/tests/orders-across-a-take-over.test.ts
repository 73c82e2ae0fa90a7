import { createSettingsStore } from "@graticule/server/settings/settings-store";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { ApiService } from "./api-service.ts";
import { askFrom } from "./ask-from.ts";
import { type Ground, type GroundInstance, startGround } from "./cluster-ground.ts";
import {
  act,
  acts,
  type DeskPeople,
  newAuthority,
  orderOf,
  requestOf,
  underReview,
} from "./desk-people.ts";
import { appoint, type Staff } from "./desk-service.ts";
import { administrator } from "./harness.ts";
import { Browser, signUp } from "./people-service.ts";
import { newQuery, RawClient } from "./raw-client.ts";

/** An order waits for approval while the instance that owns its meeting's room is killed. */
const [france, china] = ["127.0.93.1", "127.0.93.2"];
let ground: Ground;
let at: GroundInstance;

/** The instance at which everyone is just now. */
const ask: ApiService["ask"] = async (method, path, { from = france, headers, body } = {}) => {
  const sent = body === undefined ? {} : { body: body as object };
  const asked = { from, withinMs: 20_000, ...(headers && { headers }), ...sent };
  const told = await askFrom(at.port, method, path, asked);
  return { ...told, text: JSON.stringify(told.json) };
};

beforeAll(async () => {
  ground = await startGround(`${france}/32,FR,,,\n${china}/32,CN,,,\n`);
  const settings = createSettingsStore(ground.database.db);
  await settings.write({ ...(await settings.read()), signUp: "open" });
});
afterAll(() => ground?.stop());

async function member(role: "intake" | "reviewer" | "approver"): Promise<Staff> {
  const person = await signUp(new Browser({ ask }, france), role);
  return await appoint(ground.database, person, { roles: [role] });
}

const join = async (code: string, from: string) =>
  await ask("POST", `/api/meetings/${code}/joins`, { from, body: { name: "Ana" } });

async function sit(token: string): Promise<void> {
  const client = new RawClient({ port: at.port, target: newQuery(token), from: france });
  onTestFinished(() => client.close());
  await client.joined;
}

test("an order proposed before a take-over is approved after it, whether or not people are back yet", async () => {
  at = await ground.start("A", "http://meet.test");
  const link = await at.program.line("To set it up");
  const next = await ground.start("B", "http://meet.test");
  const setUp = { token: link.split("#").at(-1), ...administrator };
  expect((await new Browser({ ask }, france).ask("POST", "/api/setup", setUp)).status).toBe(204);
  const people: DeskPeople = {
    intake: await member("intake"),
    reviewer: await member("reviewer"),
    approver: await member("approver"),
    authority: await newAuthority(ground.database, ["CN"]),
  };
  const host = await signUp(new Browser({ ask }, france), "host");
  const proposed = async (title: string) => {
    const { code } = (await host.ask("POST", "/api/meetings", { title })).json;
    const { token } = (await join(code, france)).json;
    await sit(token);
    expect(await ground.ownerOf(await ground.roomOf(code))).toBe(at.peerPort);
    const id = await underReview(people, requestOf(people.authority, [code]));
    const { orders } = await acts(people.reviewer, id, { kind: "propose", order: orderOf() });
    return { code, token, id, orderId: String(orders[0].id) };
  };
  const [empty, back] = [await proposed("Empty"), await proposed("Back")];

  await at.program.stop("SIGKILL");
  at = next;
  const approved = async ({ id, orderId }: typeof back): Promise<number> =>
    (await act(people.approver, id, { kind: "approve", orderId })).status;
  const statuses = new Set<number>();
  // Until the dead instance's rooms are taken over.
  await vi.waitFor(
    async () => {
      statuses.add(await approved(empty));
      expect(statuses).toContain(200);
    },
    { timeout: 20_000, interval: 250 },
  );
  expect([...statuses].filter((status) => status !== 503)).toEqual([200]);
  await sit(back.token);
  expect(await approved(back)).toBe(200);
  for (const { code } of [empty, back]) expect((await join(code, china)).status).toBe(451);
});
