import {
  type ActSignature,
  type DeskKey,
  deskKeyId,
  isSignedBy,
  type VerifyAct,
} from "./act-signature.ts";
import { changeStatement, orderStatement } from "./act-statement.ts";
import { type Day, dayNumber, daysAfter } from "./day.ts";
import {
  type DeskKeys,
  type HeldKey,
  holds,
  isInForce,
  isKeyOver,
  newApproverDays,
  rolesOf,
  withRoles,
} from "./desk-keys.ts";
import { type EntryOf, type IndexedEntry, isSealed } from "./entry.ts";
import type { Commitment, RecordId } from "./field.ts";
import type { Sha256 } from "./merkle.ts";
import type { BrokenPromise } from "./promises.ts";

/**
 * Whether what takes two people was signed by two keys (constitution 7). The log says which desk
 * keys there are: one gets its roles by a change that an approver's key confirmed, or that was
 * public for 7 days, which is the root of trust. It ends for good when another takes its place, which
 * it can't confirm itself, or when its holder leaves. From the first key on, an order has the
 * signatures of a reviewer's key and of another, an approver's; earlier orders have none. While a law
 * delays an order's reason, its signatures can't be checked.
 */

/** The state after some entries, to go on from. Keep it with the edge of the tree. */
export interface SignedActs {
  /** Whether an entry had a key. */
  readonly begun: boolean;
  readonly keys: DeskKeys;
  /** Changes that wait for a decision. */
  readonly proposed: ReadonlyMap<RecordId, ProposedChange>;
  /** Orders whose signatures can be checked once their reason is told. */
  readonly sealed: ReadonlyMap<RecordId, SealedOrder>;
  /** How many orders two keys signed, and how many are from before the first key. */
  readonly orders: { readonly signed: number; readonly before: number };
}

type ProposedChange = EntryOf<"change-proposed">;

interface SealedOrder {
  readonly index: number;
  readonly entry: EntryOf<"order-approved">;
}

export const noSignedActs: SignedActs = {
  begun: false,
  keys: new Map(),
  proposed: new Map(),
  sealed: new Map(),
  orders: { signed: 0, before: 0 },
};

export interface ActPorts {
  readonly sha256: Sha256;
  readonly verifyAct: VerifyAct;
}

/** How long an administrator's proposal is public before it takes effect, in days. */
const waitingDays = 7;

/** A copy that one call may change. */
interface Draft {
  begun: boolean;
  readonly keys: Map<Commitment, HeldKey>;
  readonly proposed: Map<RecordId, ProposedChange>;
  readonly sealed: Map<RecordId, SealedOrder>;
  readonly orders: { signed: number; before: number };
}

/** Goes on with further entries, in order. */
export async function watchActs(
  ports: ActPorts,
  { begun, keys, proposed, sealed, orders }: SignedActs,
  entries: readonly IndexedEntry[],
): Promise<{ readonly acts: SignedActs; readonly findings: readonly BrokenPromise[] }> {
  const acts: Draft = {
    begun,
    keys: new Map(keys),
    proposed: new Map(proposed),
    sealed: new Map(sealed),
    orders: { ...orders },
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
      case "sealed-opened": {
        const late = await tellOrder(ports, acts, entry);
        if (late !== undefined) findings.push({ index: late, what: "order-not-signed" });
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
  if (!mayGive(acts, held, entry)) return false;
  const mayBe = {
    confirmed: () => isConfirmed(ports, acts, { entry, proposed }),
    waited: async () => key === undefined || hasWaited(proposed?.day, day),
    // Alone one only gives up.
    alone: async () => held === undefined || roles.every((one) => rolesOf(held).includes(one)),
  };
  if (!(await mayBe[outcome]())) return false;
  if (id !== undefined && held !== undefined) acts.keys.set(id, withRoles(held, roles, day));
  end(acts, replaces, day);
  return true;
}

/**
 * A key that is over gets nothing. A new one takes the place of one in force, by the word of others
 * than who holds that one.
 */
function mayGive(
  { keys }: Draft,
  own: HeldKey | undefined,
  { replaces, confirmation, outcome }: EntryOf<"change-decided">,
): boolean {
  if (replaces === undefined) return own === undefined || !isKeyOver(own);
  const former = keys.get(replaces);
  const isNew = own?.tenures.length === 0;
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

function approves(held: HeldKey, on: Day): boolean {
  return holds(held, "approver", { on, days: newApproverDays });
}

/** A signature names a day by a clock that may be some hours off. */
const clocksDiffer = 1;

function isAbout(signed: Day, entered: Day): boolean {
  return Math.abs(dayNumber(signed) - dayNumber(entered)) <= clocksDiffer;
}

/** Who signed what, and on which day by their page's clock. */
type SignedOn = Pick<ActSignature, "key" | "day">;

/**
 * Whether the log says of these two keys that one may propose and the other approve an order, about
 * the days of their signatures, and that the first was in force until the approval: a proposal names
 * any day. The signatures themselves are to be checked apart.
 */
export function mayOrder(
  keys: DeskKeys,
  { proposal, approval }: { readonly proposal: SignedOn; readonly approval: SignedOn },
): boolean {
  const [one, other] = [keys.get(proposal.key), keys.get(approval.key)];
  if (one === undefined || other === undefined || one === other) return false;
  return (
    proposal.day <= daysAfter(approval.day, clocksDiffer) &&
    reviewedAbout(one, proposal.day) &&
    about(approval.day).some((day) => isInForce(one, day)) &&
    about(approval.day).some((day) => approves(other, day))
  );
}

function about(day: Day): readonly Day[] {
  return [-clocksDiffer, 0, clocksDiffer].map((days) => daysAfter(day, days));
}

function reviewedAbout(held: HeldKey, signed: Day): boolean {
  return about(signed).some((on) => holds(held, "reviewer", { on }));
}

/** False: two keys did not sign it. */
async function takeOrder(
  ports: ActPorts,
  acts: Draft,
  { index, entry }: SealedOrder,
): Promise<boolean> {
  const { terms, proposal, approval, reason, law } = entry;
  if (!acts.begun && terms === undefined && proposal === undefined && approval === undefined) {
    acts.orders.before += 1;
    return true;
  }
  if (signersOf(acts, entry) === undefined) return false;
  if (isSealed(reason) || isSealed(law)) {
    acts.sealed.set(entry.order, { index, entry });
    return true;
  }
  return await countSigned(ports, acts, { entry, reason, law });
}

/** The index of the order that is told, and wasn't signed as it is told. */
async function tellOrder(
  ports: ActPorts,
  acts: Draft,
  { held }: EntryOf<"sealed-opened">,
): Promise<number | undefined> {
  const waiting = held.kind === "order-told" ? acts.sealed.get(held.order) : undefined;
  if (held.kind !== "order-told" || waiting === undefined) return undefined;
  acts.sealed.delete(held.order);
  const { index, entry } = waiting;
  const { reason, law } = held;
  return (await countSigned(ports, acts, { entry, reason, law })) ? undefined : index;
}

interface Signer {
  readonly key: DeskKey;
  readonly signature: ActSignature;
}

interface OrderSigners {
  readonly terms: Commitment;
  readonly proposer: Signer;
  readonly approver: Signer;
}

/** Undefined: it doesn't name two keys that may do so. */
function signersOf(
  { keys }: Pick<SignedActs, "keys">,
  { terms, proposal, approval, day }: EntryOf<"order-approved">,
): OrderSigners | undefined {
  if (terms === undefined || proposal === undefined || approval === undefined) return undefined;
  const [one, other] = [keys.get(proposal.key), keys.get(approval.key)];
  if (one === undefined || other === undefined) return undefined;
  if (!mayOrder(keys, { proposal, approval })) return undefined;
  if (!isAbout(approval.day, day) || !approves(other, day)) return undefined;
  return {
    terms,
    proposer: { key: one.key, signature: proposal },
    approver: { key: other.key, signature: approval },
  };
}

interface ToldOrder {
  readonly entry: EntryOf<"order-approved">;
  readonly reason: Commitment;
  readonly law: Commitment;
}

async function countSigned(
  ports: ActPorts,
  acts: Draft,
  { entry, reason, law }: ToldOrder,
): Promise<boolean> {
  const signers = signersOf(acts, entry);
  if (signers === undefined) return false;
  const { terms, proposer, approver } = signers;
  const order = { ...entry, terms, reason, law };
  const [proposed, approved] = await Promise.all([
    isSignedBy(ports, { ...proposer, statement: orderStatement("propose-order", order) }),
    isSignedBy(ports, { ...approver, statement: orderStatement("approve-order", order) }),
  ]);
  if (!proposed || !approved) return false;
  acts.orders.signed += 1;
  return true;
}
