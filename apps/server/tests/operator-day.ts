import { newResetUrl } from "@graticule/server/people/operator-acts";
import { expect } from "vitest";
import type { ApiService } from "./api-service.ts";
import { unjudged } from "./by-hand.ts";
import type { TestDatabase } from "./harness.ts";

const patience = { timeout: 30_000 };

/** What the operator did to people's accounts, the newest last. */
export async function operatorActs(database: TestDatabase) {
  const { rows } = await database.pool.query<{
    id: string;
    effective_at: Date | null;
    stopped_at: Date | null;
    done_at: Date | null;
  }>("SELECT * FROM operator_act ORDER BY since");
  return rows;
}

/** Once the service has told everyone concerned. */
export async function everyoneIsTold(database: TestDatabase): Promise<void> {
  const untold = async () =>
    (await operatorActs(database)).filter(
      (one) => one.effective_at === null && one.stopped_at === null,
    );
  await expect.poll(untold, patience).toEqual([]);
}

/** As if what waits had waited for its day; the service looks at it again. */
export async function letOperatorDayPass(database: TestDatabase): Promise<void> {
  await everyoneIsTold(database);
  const jobs = async (where: string) =>
    (await database.pool.query(`SELECT FROM job WHERE kind = 'operator-act' AND ${where}`))
      .rowCount;
  // The run that told them puts its job off by a day only after that, and one that the public can't
  // read of yet by a minute: done now, either would undo what follows.
  await expect.poll(() => jobs("due_at < now() + interval '1 hour'"), patience).toBe(0);
  const unread = async () =>
    (
      await database.pool.query(
        `SELECT FROM operator_act WHERE stopped_at IS NULL AND done_at IS NULL AND NOT is_published('operator-act', id)`,
      )
    ).rowCount;
  await expect.poll(unread, patience).toBe(0);
  await unjudged(database, async (client) => {
    await client.query("UPDATE operator_act SET effective_at = now() WHERE done_at IS NULL");
    await client.query("UPDATE job SET due_at = now() WHERE kind = 'operator-act'");
  });
  await expect.poll(() => jobs("true"), patience).toBe(0);
}

/** The secret of a link to a new password, made by the operator; it doesn't work yet. */
export async function operatorLink(
  { service, database }: { service: ApiService; database: TestDatabase },
  email: string,
): Promise<string> {
  const { seal } = service.deps.accounts;
  const publicUrl = "http://meet.test";
  const made = await newResetUrl({ db: database.db, seal, email, publicUrl });
  const [, token] = /^http:\/\/meet\.test\/reset#(\S+)$/.exec(made) ?? [];
  if (token === undefined) throw new Error(`there is no link: ${made}`);
  return token;
}
