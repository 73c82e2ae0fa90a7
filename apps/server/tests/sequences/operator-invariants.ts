import { expect } from "vitest";
import type { World } from "./world.ts";

interface Done {
  readonly kind: string;
  readonly key_id: string | null;
}

/** 14: what the operator did to the host's account was public, told and a day late; nothing else changed it. */
export async function lookAtOperator(world: World): Promise<void> {
  const { database, host, keys, opened, setupLinks } = world;
  // First: an act that takes effect between the two is seen as done.
  const account = await readAccount(world);
  const { rows } = await database.pool.query(
    `SELECT kind, key_id, done_at, stopped_at, effective_at <= done_at AND effective_at >= since + interval '24 hours' AS late,
       (SELECT array_agg(e.body ->> 'step' ORDER BY e.id) FROM public_entry e
         WHERE e.kind = 'operator-act' AND e.body ->> 'act' = a.id::text) AS steps
     FROM operator_act a WHERE person_id = $1`,
    [host.id],
  );
  for (const { done_at: done, stopped_at: stopped, late, steps } of rows) {
    if (done !== null)
      expect([late, stopped], "not a day late, or stopped (14)").toEqual([true, null]);
    const last = done !== null ? ["done"] : stopped !== null ? ["stopped"] : [];
    expect(steps, "an act of the operator that the log doesn't say (14)").toEqual([
      "announced",
      ...last,
    ]);
  }
  expect(setupLinks, "another administrator (14)").toEqual([]);
  const done: readonly Done[] = rows.filter((one) => one.done_at !== null);
  lookAtAccount(world, account, done);
  const added = keysOf(done, "key-added");
  for (const id of opened)
    expect(added, "a key of the operator's opens at once (14)").toContain(id);
  expect(keys.length).toBeGreaterThanOrEqual(added.length);
}

const keysOf = (done: readonly Done[], kind: string) =>
  done.filter((one) => one.kind === kind).map(({ key_id: id }) => id);

interface Account {
  readonly seats: string;
  readonly hash: string;
  readonly keys: readonly string[];
}

async function readAccount({ database, host }: World): Promise<Account> {
  const { rows } = await database.pool.query(
    `SELECT a.service_seats AS seats, c.password_hash AS hash,
       ARRAY(SELECT id FROM api_key k WHERE k.account_id = a.id) AS keys
     FROM person p JOIN account a ON a.id = p.account_id JOIN credential c ON c.person_id = p.id WHERE p.id = $1`,
    [host.id],
  );
  return rows[0];
}

function lookAtAccount({ host }: World, { seats, hash, keys }: Account, done: readonly Done[]) {
  const did = (kind: string) => done.some((one) => one.kind === kind);
  if (hash !== host.passwordHash) expect(did("reset-link"), "another password (4, 14)").toBe(true);
  if (seats !== "allowed") expect(did("seats-refused"), "who may sit in (4, 14)").toBe(true);
  for (const id of keys.filter((one) => one !== host.keyId)) {
    expect(keysOf(done, "key-added"), "a new key (4, 14)").toContain(id);
  }
  if (!keys.includes(host.keyId)) {
    expect(keysOf(done, "key-removed"), "a key is gone (4, 14)").toContain(host.keyId);
  }
}
