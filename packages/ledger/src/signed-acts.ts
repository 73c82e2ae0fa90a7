import { deskKeyId, isSignedBy } from "./act-signature.ts";
import { changeStatement } from "./act-statement.ts";
import { type Day, dayNumber, isAbout } from "./day.ts";
import { type DeskKeys, type HeldKey, isKeyOver, rolesOf, withRoles } from "./desk-keys.ts";
import type { EntryOf, IndexedEntry } from "./entry.ts";
import type { Commitment, RecordId } from "./field.ts";
import type { BrokenPromise } from "./promises.ts";
import {
  type ActPorts,
  approves,
  confirmOrder,
  type OrdersDraft,
  type SignedOrders,
  takeOrder,
  tellOrder,
} from "./signed-orders.ts";

/**
 * Whether what takes two people was signed by two keys (constitution 7). The log says which desk
 * keys there are: one gets its roles by a change that an approver's key confirmed, or that was
 * public for 7 days, which is the root of trust. It ends for good when another takes its place, which
 * it can't confirm itself, or when its holder leaves. From the first key on, an order has the
 * signatures of a reviewer's key and of another, an approver's, and again where it is confirmed after
 * a restore; earlier orders have none.
 */

/** The state after some entries, to go on from. Keep it with the edge of the tree. */
export interface SignedActs extends SignedOrders {
  /** Whether an entry had a key. */
  readonly begun: boolean;
  readonly keys: DeskKeys;
  /** Changes that wait for a decision. */
  readonly proposed: ReadonlyMap<RecordId, ProposedChange>;
}

type ProposedChange = EntryOf<"change-proposed">;

export const noSignedActs: SignedActs = {
  begun: false,
  keys: new Map(),
  proposed: new Map(),
  sealed: new Map(),
  standing: new Map(),
  restored: undefined,
  orders: { signed: 0, before: 0 },
};

/** How long an administrator's proposal is public before it takes effect, in days. */
const waitingDays = 7;

/** A copy that one call may change. */
interface Draft extends OrdersDraft {
  begun: boolean;
  readonly keys: Map<Commitment, HeldKey>;
  readonly proposed: Map<RecordId, ProposedChange>;
  restored: OrdersDraft["restored"];
}

/** Goes on with further entries, in order. */
export async function watchActs(
  ports: ActPorts,
  before: SignedActs,
  entries: readonly IndexedEntry[],
): Promise<{ readonly acts: SignedActs; readonly findings: readonly BrokenPromise[] }> {
  const acts: Draft = {
    begun: before.begun,
    keys: new Map(before.keys),
    proposed: new Map(before.proposed),
    sealed: new Map(before.sealed),
    standing: new Map(before.standing),
    restored: before.restored,
    orders: { ...before.orders },
  };
  const findings: BrokenPromise[] = [];
  for (const { index, entry } of entries) {
    switch (entry.kind) {
      case "change-proposed":
        acts.proposed.set(entry.change, entry);
        break;
      case "change-decided":
        if (!(await decide(ports, acts, entry))) {
          findings.push({ index, what: "change-not-confirmed" });
        }
        break;
      case "staff-left":
        end(acts, entry.ended, entry.day);
        break;
      case "order-approved":
        if (!(await takeOrder(ports, acts, { index, entry }))) {
          findings.push({ index, what: "order-not-signed" });
        }
        break;
      case "restored":
        acts.restored = { index, given: new Set() };
        break;
      case "order-confirmed":
        if (!(await confirmOrder(ports, acts, { index, entry }))) {
          findings.push({ index, what: "confirmation-not-signed" });
        }
        break;
      case "sealed-opened": {
        const { order, confirmations } = await tellOrder(ports, acts, entry);
        const not = (what: BrokenPromise["what"]) => (late: number) => ({ index: late, what });
        findings.push(...order.map(not("order-not-signed")));
        findings.push(...confirmations.map(not("confirmation-not-signed")));
        break;
      }
      default:
        break;
    }
  }
  return { acts, findings };
}

/** False: its roles don't count, as it wasn't confirmed. */
async function decide(
  ports: ActPorts,
  acts: Draft,
  entry: EntryOf<"change-decided">,
): Promise<boolean> {
  const { change, key, roles = [], replaces, day, outcome } = entry;
  const proposed = acts.proposed.get(change);
  acts.proposed.delete(change);
  acts.begun ||= key !== undefined;
  if (!acts.begun || outcome === "declined" || outcome === "withdrawn") return true;
  const id = key && deskKeyId(ports.sha256, key);
  const held: HeldKey | undefined = id && (acts.keys.get(id) ?? { key, tenures: [] });
  if (!mayGive(acts, { held, entry, proposed })) return false;
  const mayBe = {
    confirmed: () => isConfirmed(ports, acts, { entry, proposed }),
    waited: async () => key === undefined || hasWaited(proposed?.day, day),
    // Alone one only gives up.
    alone: async () => held === undefined || roles.every((one) => rolesOf(held).includes(one)),
  };
  if (!(await mayBe[outcome]())) return false;
  if (id !== undefined && held !== undefined) acts.keys.set(id, withRoles(held, roles, day));
  end(acts, replaces, day);
  const { restored } = acts;
  if (restored !== undefined && id !== undefined && outcome !== "alone") {
    acts.restored = { ...restored, given: new Set([...restored.given, id]) };
  }
  return true;
}

/**
 * Only a change of the staff gives a key roles. A key that is over gets none. A new one takes the place of
 * one in force, by the word of others than who holds that one.
 */
function mayGive(
  { keys }: Draft,
  {
    held,
    entry: { replaces, confirmation, outcome },
    proposed,
  }: {
    readonly held: HeldKey | undefined;
    readonly entry: EntryOf<"change-decided">;
    readonly proposed: ProposedChange | undefined;
  },
): boolean {
  if (held !== undefined && proposed?.what !== "staff") return false;
  if (replaces === undefined) return held === undefined || !isKeyOver(held);
  const former = keys.get(replaces);
  const isNew = held?.tenures.length === 0;
  const isOwnWord = outcome === "alone" || confirmation?.key === replaces;
  return isNew && former !== undefined && !isKeyOver(former) && !isOwnWord;
}

/** From this day on the key holds nothing. */
function end({ keys }: Draft, id: Commitment | undefined, day: Day): void {
  const held = id && keys.get(id);
  if (id && held) keys.set(id, withRoles(held, [], day));
}

function hasWaited(from: Day | undefined, to: Day): boolean {
  return from !== undefined && dayNumber(to) - dayNumber(from) >= waitingDays;
}

async function isConfirmed(
  ports: ActPorts,
  acts: Draft,
  {
    entry: { change, roles, key, replaces, confirmation, day },
    proposed,
  }: {
    readonly entry: EntryOf<"change-decided">;
    readonly proposed: ProposedChange | undefined;
  },
): Promise<boolean> {
  if (confirmation === undefined || proposed === undefined) return false;
  const approver = acts.keys.get(confirmation.key);
  if (approver === undefined || !approves(approver, day)) return false;
  if (!isAbout(confirmation.day, day)) return false;
  const { what, says } = proposed;
  const statement = changeStatement({ change, what, says, roles, key, replaces });
  return await isSignedBy(ports, { key: approver.key, statement, signature: confirmation });
}
