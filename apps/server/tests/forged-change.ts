import { randomUUID } from "node:crypto";
import type { ChangeAct } from "@graticule/ledger/act-statement";
import { canonicalJson } from "@graticule/ledger/encode";
import { committed, tell } from "./by-hand.ts";
import { signatureBy, storeSignatureBy } from "./desk-keys.ts";
import type { Staff } from "./desk-service.ts";
import type { TestDatabase } from "./harness.ts";

/**
 * Confirms a change by rows alone, as a program could that writes to the database past ours. One of
 * the two signatures, or both, is made with a key of the writer's own, in the member's name.
 */
export async function confirmByRows(
  database: Pick<TestDatabase, "pool">,
  change: string,
  {
    proposer,
    approver,
    forged,
    effect,
  }: {
    /** Of the desk; sees what the proposal says, as no one has signed it. */
    readonly proposer: Staff;
    readonly approver: Staff;
    readonly forged: readonly ChangeAct[];
    /** Writes what the program would write with it, of the change that it names as $1. */
    readonly effect?: string;
  },
): Promise<void> {
  const { changes } = (await proposer.ask("GET", "/api/desk/register")).json;
  const { toSign } = changes.find(({ id }: { readonly id: string }) => id === change);
  const signed = (act: ChangeAct, { id }: Staff) => {
    const says = canonicalJson({ ...JSON.parse(toSign), act });
    const own = signatureBy(id, says);
    return forged.includes(act) ? { ...signatureBy(randomUUID(), says), key: own.key } : own;
  };
  await committed(database, async (client) => {
    await client.query(
      "INSERT INTO desk_change_outcome (change_id, outcome, by_person) VALUES ($1, 'confirmed', $2)",
      [change, approver.id],
    );
    if (effect !== undefined) await client.query(effect, [change]);
    for (const [act, who] of [
      ["propose-change", proposer],
      ["confirm-change", approver],
    ] as const) {
      await storeSignatureBy(client, act, change, signed(act, who));
    }
    const { rows } = await client.query(
      `SELECT signature_of('propose-change', $1) AS proposal, signature_of('confirm-change', $1) AS confirmation`,
      [change],
    );
    await tell(client, "change-decided", { change, outcome: "confirmed", ...rows[0] });
  });
}
