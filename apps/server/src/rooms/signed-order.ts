import { createPublicKey, hash, verify } from "node:crypto";
import { promisify } from "node:util";
import {
  type ActSignature,
  type ActStatement,
  type DeskKey,
  isSignedBy,
  type VerifyAct,
} from "@graticule/ledger/act-signature";
import {
  decisionStatement,
  type OrderAct,
  type OrderAgainAct,
  type OrderTerms,
  orderAgainStatement,
  orderStatement,
} from "@graticule/ledger/act-statement";
import { commitmentOf } from "@graticule/ledger/commitment";
import { dayOf } from "@graticule/ledger/day";
import { canonicalJson } from "@graticule/ledger/encode";
import type { Commitment } from "@graticule/ledger/field";
import type { Sha256 } from "@graticule/ledger/merkle";

/** All that two people sign of an order; times in milliseconds since the epoch. */
export interface OrderToSign {
  readonly id: string;
  /** The request's public number. */
  readonly request: number;
  /** The meeting's commitment, in hexadecimal. */
  readonly meeting: string;
  readonly room: string;
  readonly authority: string;
  readonly places: readonly string[];
  /** Disputed places inside them that it leaves out. */
  readonly excepted: readonly string[];
  readonly from: number;
  readonly until: number;
  readonly noticeMinutes: number;
  readonly sealedUntil: number | null;
  readonly reason: string;
  readonly law: string;
  readonly beyond: readonly string[];
  readonly beyondWhy: string | null;
  /** Commitments to them: the texts are sealed, and end before what was signed. */
  readonly findings: {
    readonly [F in "procedure" | "authority" | "legality" | "necessity" | "rights"]: string;
  };
  readonly salts: OrderSalts;
}

/** Of its commitments: 32 bytes each, in hexadecimal. */
export interface OrderSalts {
  readonly reason: string;
  readonly law: string;
  readonly beyondWhy: string;
  readonly terms: string;
}

/** A signature with the key that is to have made it. */
export interface StoredSignature extends ActSignature {
  readonly publicKey: DeskKey;
}

export interface SignedOrder extends OrderToSign {
  readonly proposal: StoredSignature;
  readonly approval: StoredSignature;
  /** Null: no restore brought it back. */
  readonly again: SignedAgain | null;
  /** Decisions of appeals by which it stands. */
  readonly upheld: readonly SignedUpheld[];
}

interface SignedUpheld {
  readonly case: number;
  /** The commitment to them: they are sealed, and end before what was signed. Null: no one signed it, as below. */
  readonly reasons: Commitment | null;
  readonly decision: StoredSignature | null;
}

/** What two people signed since the last restore. */
interface SignedAgain {
  /** Where the restore's entry stands in the log; null: nowhere yet. */
  readonly restored: number | null;
  readonly proposal?: StoredSignature;
  readonly approval?: StoredSignature;
}

/** In another thread. */
const verifyInBackground = promisify(verify);

const sha256: Sha256 = (bytes) => hash("sha256", bytes, "buffer");

export const verifyAct: VerifyAct = async ({ publicKey, message, signature }) => {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
    return await verifyInBackground("sha256", message, key, signature);
  } catch {
    return false;
  }
};

export const signing = { sha256, verifyAct };

/** What the public log says of an order, and what is signed of it. */
export function termsOf(order: OrderToSign): OrderTerms {
  const { salts, findings, room, authority, from, until, noticeMinutes, sealedUntil } = order;
  const excepted = ascending(order.excepted);
  const unsaid = { findings, room, authority, from, until, noticeMinutes, sealedUntil, excepted };
  const explained =
    order.beyondWhy === null
      ? {}
      : {
          beyond: ascending(order.beyond),
          beyondWhy: commitmentToText(salts.beyondWhy, order.beyondWhy),
        };
  return {
    order: order.id,
    request: order.request,
    meeting: order.meeting as Commitment,
    places: ascending(order.places),
    from: dayOf(from),
    until: dayOf(until),
    reason: commitmentToText(salts.reason, order.reason),
    law: commitmentToText(salts.law, order.law),
    terms: commitmentOf(sha256, "terms", { salt: salts.terms, value: canonicalJson(unsaid) }),
    ...explained,
  };
}

/** What someone signs who does this with an order. */
export function statementOf(act: OrderAct, order: OrderToSign) {
  return orderStatement(act, termsOf(order));
}

/** What someone signs who confirms an order again after the restore whose entry stands there. */
export function againStatementOf(act: OrderAgainAct, order: OrderToSign, restored: number) {
  return orderAgainStatement(act, termsOf(order), restored);
}

/**
 * Whether two different keys signed just this order, one to propose and one to approve it; and if a restore brought it
 * back, two different keys once more since.
 */
export async function isSignedByTwo(order: SignedOrder): Promise<boolean> {
  const { again } = order;
  const isMade = await areOfTwo(order, {
    proposal: statementOf("propose-order", order),
    approval: statementOf("approve-order", order),
  });
  if (!isMade || again === null) return isMade;
  const { restored } = again;
  return (
    restored !== null &&
    (await areOfTwo(again, {
      proposal: againStatementOf("propose-order-again", order, restored),
      approval: againStatementOf("approve-order-again", order, restored),
    }))
  );
}

/** Whether each decision by which it stands was signed, just as it is. */
export async function areDecisionsSigned({ id: order, upheld }: SignedOrder): Promise<boolean> {
  const signed = await Promise.all(
    upheld.map(({ decision, reasons, case: number }) => {
      if (decision === null || reasons === null) return false;
      const terms = { order, case: number, outcome: "upheld", reasons } as const;
      return isOf(decision, decisionStatement(terms));
    }),
  );
  return !signed.includes(false);
}

async function areOfTwo(
  { proposal, approval }: Pick<SignedAgain, "proposal" | "approval">,
  says: { readonly proposal: ActStatement; readonly approval: ActStatement },
): Promise<boolean> {
  if (proposal === undefined || approval === undefined) return false;
  if (proposal.publicKey === approval.publicKey) return false;
  const signed = await Promise.all([isOf(proposal, says.proposal), isOf(approval, says.approval)]);
  return !signed.includes(false);
}

function isOf({ publicKey, ...signature }: StoredSignature, statement: ActStatement) {
  return isSignedBy(signing, { key: publicKey, statement, signature });
}

/** @param salt 32 bytes in hexadecimal */
export function commitmentToText(salt: string, value: string): Commitment {
  return commitmentOf(sha256, "text", { salt, value });
}

function ascending(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
