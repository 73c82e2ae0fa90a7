import type { ActStatement } from "./act-signature.ts";
import type { Commitment } from "./field.ts";

/**
 * What two people sign of an order, one who proposes and one who approves: as the log says it, so
 * that everyone can check both signatures.
 */
export interface OrderTerms {
  readonly order: string;
  /** The number of the request. */
  readonly request: number;
  readonly meeting: Commitment;
  /** Ascending, each once. */
  readonly places: readonly string[];
  readonly from: string;
  readonly until: string;
  /** Commitments to the texts, also while a law delays them. */
  readonly reason: Commitment;
  readonly law: Commitment;
  /** Ascending; both or neither. */
  readonly beyond?: readonly string[] | undefined;
  readonly beyondWhy?: Commitment | undefined;
  /** Commitment to what is public nowhere: minutes, findings, disputed places that are left out. */
  readonly terms: Commitment;
}

export type OrderAct = "propose-order" | "approve-order";
/** The same acts on an order that a restore of the database brought back. */
export type OrderAgainAct = `${OrderAct}-again`;

/** What is signed when an order is proposed or approved. */
export function orderStatement(act: OrderAct, order: OrderTerms): ActStatement {
  return { act, ...signedOf(order) };
}

/**
 * What is signed when an order is confirmed again: all of the order once more, after this restore and no other.
 * @param restored where the entry of the restore stands in the log
 */
export function orderAgainStatement(
  act: OrderAgainAct,
  order: OrderTerms,
  restored: number,
): ActStatement {
  return { act, ...signedOf(order), restored };
}

function signedOf(order: OrderTerms) {
  const { beyond, beyondWhy } = order;
  const explained = beyond && beyondWhy !== undefined ? { beyond, beyondWhy } : {};
  return {
    order: order.order,
    request: order.request,
    meeting: order.meeting,
    places: order.places,
    from: order.from,
    until: order.until,
    reason: order.reason,
    law: order.law,
    terms: order.terms,
    ...explained,
  };
}

/** What someone signs who decides an appeal: as the log says it. */
export interface DecisionTerms {
  readonly order: string;
  /** Which of the order's cases, from 1. */
  readonly case: number;
  readonly outcome: "upheld" | "overturned";
  /** Commitment to what the appellants are told. */
  readonly reasons: Commitment;
}

export function decisionStatement(terms: DecisionTerms): ActStatement {
  const { order, case: number, outcome, reasons } = terms;
  return { act: "decide-appeal", order, case: number, outcome, reasons };
}

/** What people sign of an act under the terms of service: as the log says it. */
export interface TermsActTerms {
  readonly act: string;
  readonly what: string;
  /** Commitments, as the entry has them. */
  readonly host: Commitment;
  readonly meeting?: Commitment | undefined;
  readonly reasons: Commitment;
}

export function termsStatement(
  act: "propose-terms" | "approve-terms",
  { act: id, what, host, meeting, reasons }: TermsActTerms,
): ActStatement {
  return { act, id, what, host, reasons, ...(meeting === undefined ? {} : { meeting }) };
}

/** What two people sign of a member's roles or another change: one who proposes it and one who confirms it. */
export interface ChangeTerms {
  readonly change: string;
  /** Of its kinds. */
  readonly what: string;
  /** Commitment to the sentence that says it. */
  readonly says: Commitment;
  /** Of the staff alone: what the member holds from now on, ascending, and their key. */
  readonly roles?: readonly string[] | undefined;
  readonly key?: string | undefined;
  /** Id of the key that signs nothing any more, as this one takes its place. */
  readonly replaces?: string | undefined;
}

export type ChangeAct = "propose-change" | "confirm-change";

export function changeStatement(act: ChangeAct, terms: ChangeTerms): ActStatement {
  const { change, what, says, roles, key, replaces } = terms;
  const given = roles === undefined ? {} : { roles };
  return {
    act,
    change,
    what,
    says,
    ...given,
    ...(key === undefined ? {} : { key }),
    ...(replaces === undefined ? {} : { replaces }),
  };
}
