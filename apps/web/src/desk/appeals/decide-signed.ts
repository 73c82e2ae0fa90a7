import type { AppealCase, AppealDecision } from "@graticule/api/appeals";
import { inertLines } from "@graticule/api/text";
import { statementText } from "@graticule/ledger/act-signature";
import { decisionStatement } from "@graticule/ledger/act-statement";
import { hex } from "@graticule/ledger/bytes";
import { commitmentOf } from "@graticule/ledger/commitment";
import { dayOf } from "@graticule/ledger/day";
import { decideAppeal } from "../../api/desk.ts";
import { doSigned } from "../../api/desk-key.ts";
import { sha256 } from "../../transparency/verify/browser-crypto.ts";

/** How a case is decided. */
export interface Deciding extends Pick<AppealDecision, "outcome" | "reasons"> {
  /** False: without the desk key, which only a decision that ends the order can do. */
  readonly isSigned: boolean;
}

/**
 * Decides a case with a signature of just that. The page writes what is signed, so nothing of the
 * service's is to be compared.
 */
export async function decideCase(
  { orderId, no, readTo }: Pick<AppealCase, "orderId" | "no" | "readTo">,
  { outcome, reasons: typed, isSigned }: Deciding,
  signal: AbortSignal,
) {
  const reasons = inertLines(typed);
  const decision = { no, readTo, outcome, reasons };
  if (!isSigned) return await decideAppeal(orderId, decision);
  const salt = hex(crypto.getRandomValues(new Uint8Array(32)));
  const committed = commitmentOf(sha256, "text", { salt, value: reasons });
  const terms = { order: orderId, case: no, outcome, reasons: committed };
  const toSign = statementText(decisionStatement(terms), dayOf(Date.now()));
  return await doSigned({ toSign, compared: "same", signal }, (signature) =>
    decideAppeal(orderId, { ...decision, signed: { salt, signature } }),
  );
}
