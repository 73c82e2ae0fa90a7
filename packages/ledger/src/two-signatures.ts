import {
  type ActSignature,
  type ActStatement,
  type DeskKey,
  isSignedBy,
  type VerifyAct,
} from "./act-signature.ts";
import { clocksDiffer, type Day, daysAfter, isAbout } from "./day.ts";
import { type DeskKeys, type HeldKey, holds, isInForce, newApproverDays } from "./desk-keys.ts";
import type { Sha256 } from "./merkle.ts";

/** What two people sign: one who proposes, and an approver. */

export interface ActPorts {
  readonly sha256: Sha256;
  readonly verifyAct: VerifyAct;
}

interface Signer {
  readonly key: DeskKey;
  readonly signature: ActSignature;
}

/** Two keys with the signatures that an entry names; these are to be checked apart. */
export interface TwoSigners {
  readonly proposal: Signer;
  readonly approval: Signer;
}

/** Whether a key may propose on this day. */
type MayPropose = (held: HeldKey, on: Day) => boolean;

/**
 * The keys of an entry of this day. Undefined: it doesn't name two that may sign it.
 * @param approval of a change: its confirmation
 */
export function signersOf(
  keys: DeskKeys,
  {
    proposal,
    approval,
    day,
  }: {
    readonly proposal?: ActSignature | undefined;
    readonly approval?: ActSignature | undefined;
    readonly day: Day;
  },
  mayPropose: MayPropose,
): TwoSigners | undefined {
  if (proposal === undefined || approval === undefined) return undefined;
  const [one, other] = [keys.get(proposal.key), keys.get(approval.key)];
  if (one === undefined || other === undefined) return undefined;
  if (!maySign(keys, { proposal, approval }, mayPropose)) return undefined;
  if (!isAbout(approval.day, day) || !approves(other, day)) return undefined;
  return {
    proposal: { key: one.key, signature: proposal },
    approval: { key: other.key, signature: approval },
  };
}

/** Whether both keys signed what they are said to have signed. */
export async function areSigned(
  ports: ActPorts,
  { proposal, approval }: TwoSigners,
  says: { readonly [Part in keyof TwoSigners]: ActStatement },
): Promise<boolean> {
  const [proposed, approved] = await Promise.all([
    isSignedBy(ports, { ...proposal, statement: says.proposal }),
    isSignedBy(ports, { ...approval, statement: says.approval }),
  ]);
  return proposed && approved;
}

/** Who signed what, and on which day by their page's clock. */
export type SignedOn = Pick<ActSignature, "key" | "day">;

export interface SignedByTwo {
  readonly proposal: SignedOn;
  readonly approval: SignedOn;
}

/**
 * Whether the log says of these two keys that one may propose and the other approve, about the days of
 * their signatures, and that the first was in force until the approval: a proposal names any day. The
 * signatures themselves are to be checked apart.
 */
export function maySign(
  keys: DeskKeys,
  { proposal, approval }: SignedByTwo,
  mayPropose: MayPropose,
): boolean {
  const [one, other] = [keys.get(proposal.key), keys.get(approval.key)];
  if (one === undefined || other === undefined || one === other) return false;
  return (
    proposal.day <= daysAfter(approval.day, clocksDiffer) &&
    about(proposal.day).some((day) => mayPropose(one, day)) &&
    about(approval.day).some((day) => isInForce(one, day)) &&
    about(approval.day).some((day) => approves(other, day))
  );
}

function approves(held: HeldKey, on: Day): boolean {
  return holds(held, "approver", { on, days: newApproverDays });
}

/** The days that a clock may tell which differs by some hours. */
export function about(day: Day): readonly Day[] {
  return [-clocksDiffer, 0, clocksDiffer].map((days) => daysAfter(day, days));
}
