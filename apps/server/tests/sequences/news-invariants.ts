import { expect } from "vitest";
import { until } from "../until.ts";
import type { World } from "./world.ts";

/** All that a receiver reads, by kind. */
const fields: Readonly<Record<string, readonly string[]>> = {
  joined: ["at", "id", "identity", "kind", "room"],
  refused: ["at", "id", "kind", "room", "status"],
  removed: ["at", "id", "identity", "kind", "room"],
};

/** 15: a host's webhook tells who came, and nothing that joins a person with an order. */
export async function lookAtNews(world: World): Promise<void> {
  const removed: string[] = [];
  const read = () => removed.push(...readNews(world));
  read();
  const missing = await unheard(world, read);
  expect(missing, "came, and the host's webhook doesn't say so").toEqual([]);
  // Whom an order removes has left.
  const others = removed.length === 0 ? [] : await removedOtherwise(world);
  if (others !== "anyone") for (const one of removed) expect(others, "removed (15)").toContain(one);
}

/** Answers who was removed. */
function readNews({ receiver, host, orders, termsActs, rules, joined }: World): readonly string[] {
  const own = receiver.received.splice(0).filter(({ path }) => path === host.path);
  return own.flatMap(({ text }) => {
    const event = JSON.parse(text);
    expect(Object.keys(event).sort(), `${text} says more (15)`).toEqual(fields[event.kind]);
    for (const { id } of orders) expect(text, "an order (15)").not.toContain(id);
    if (event.kind === "joined") joined.add(event.identity);
    // The host of this meeting has no rule: who is refused isn't told.
    if (event.kind === "refused") expect([...rules, ...termsActs], "refused (15)").not.toEqual([]);
    return event.kind === "removed" ? [event.identity] : [];
  });
}

/** Who was let in, and isn't told of. */
async function unheard(
  { database, host, visitors, joined }: World,
  read: () => unknown,
): Promise<readonly string[]> {
  const missing = () =>
    visitors.map(({ identity }) => identity).filter((identity) => !joined.has(identity));
  if (missing().length === 0) return [];
  // The operator's link to a new password takes webhooks away.
  const hooks = await database.pool.query("SELECT FROM webhook WHERE account_id = $1", [
    host.accountId,
  ]);
  if (hooks.rowCount === 0) return [];
  await until(() => {
    read();
    return missing().length === 0;
  }, 10_000).catch(() => undefined);
  return missing();
}

/** Whom the service removed by its terms; anyone, where a rule of it or an end for all did. */
async function removedOtherwise({
  database,
  rules,
  termsActs,
}: World): Promise<readonly string[] | "anyone"> {
  const { rows } = await database.pool.query(
    `SELECT a.kind, p.identity FROM terms_act a JOIN terms_effect e ON e.act_id = a.id
     LEFT JOIN reported_participant p ON p.report_id = a.report_id WHERE a.id = ANY ($1::uuid[])`,
    [termsActs],
  );
  const one = rows.filter(({ kind }) => kind === "remove-participant");
  return rules.length > 0 || rows.length > one.length
    ? "anyone"
    : one.map(({ identity }) => identity);
}
