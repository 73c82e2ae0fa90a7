import { noteRestoration } from "@graticule/server/db/restore";
import { unjudged } from "../by-hand.ts";
import { decideChange } from "../desk-service.ts";
import { onOrder } from "./desk-moves.ts";
import { asAdministrator, type Play } from "./playing.ts";
import type { World } from "./world.ts";

/** No one signs the public log from now on: another signer seems to be at it. */
async function stopLog({ database, log }: World): Promise<void> {
  if (log.held !== undefined) return;
  const other = await database.pool.connect();
  await other.query("BEGIN");
  await other.query("SET LOCAL idle_in_transaction_session_timeout = 0");
  await other.query("SELECT pg_advisory_xact_lock(hashtextextended('public log', 0))");
  log.held = other;
}

export async function goOnWithLog({ log }: World): Promise<void> {
  const { held } = log;
  log.held = undefined;
  await held?.query("ROLLBACK");
  held?.release();
}

/** The signer stops and goes on; a dump is put back, and its orders are confirmed again. */
export const logMoves = {
  "log-stops": async ({ world }) => {
    await stopLog(world);
    return undefined;
  },
  "log-lapses": async ({ world }) => {
    await stopLog(world);
    await unjudged(world.database, (client) =>
      client.query("UPDATE ledger_head SET signed_at = signed_at - interval '11 minutes'"),
    );
    return undefined;
  },
  "log-goes-on": async ({ world }) => {
    await goOnWithLog(world);
    return undefined;
  },
  restore: async ({ world }) => {
    // As `npm run restore -- --elsewhere`. What a dump brings back itself is in restored.test.ts.
    await noteRestoration(world.database.owner);
    return undefined;
  },
  "appoint-again": async ({ world, pick }) => {
    // What an administrator and two colleagues do after a restore, for one member.
    const member = pick(world.players.slice(0, 4));
    const colleagues = world.players.filter((one) => one !== member);
    const colleague = colleagues.find((one) => one.part.includes("confirm"));
    const signer = colleagues.find((one) => one !== colleague);
    if (member === undefined || colleague === undefined) return undefined;
    const body = { kind: "staff", email: member.email, roles: member.roles, liaisonTo: [] };
    const change = await asAdministrator(world, "POST", "/api/admin/staff-changes", body);
    if (change.status !== 201) return change;
    world.changes.push(change.json.id);
    return await decideChange(colleague, change.json.id, "confirmed", signer);
  },
  "propose-again": onOrder("propose-again"),
  "approve-again": onOrder("approve-again"),
} satisfies Record<string, Play>;
