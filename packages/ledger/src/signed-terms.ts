import { type ActSignature, type ActStatement, isSignedBy } from "./act-signature.ts";
import { termsStatement } from "./act-statement.ts";
import { clocksDiffer, type Day, daysAfter, isAbout } from "./day.ts";
import { type DeskKeys, type HeldKey, holds, isInForce } from "./desk-keys.ts";
import type { EntryOf } from "./entry.ts";
import type { Commitment, RecordId } from "./field.ts";
import type { SignedOrders } from "./signed-orders.ts";
import { type ActPorts, about } from "./two-signatures.ts";

/** Whether the people whom an act under the terms of service takes signed it. */

/** What one call may change. */
export interface TermsDraft {
  readonly begun: boolean;
  readonly keys: DeskKeys;
  readonly restored: SignedOrders["restored"];
  /** Acts that were signed as they should be. */
  readonly terms: Set<RecordId>;
}

/** Ending a meeting and closing an account. What opens one needs no key, nor does what is done about one participant. */
export function takesKeys(what: EntryOf<"terms-act">["what"]): boolean {
  return what === "end-meeting" || what === "suspend-account";
}

/** Whether three people agreed before it took effect, of whom the third knew of the requests that its entry names. */
export function tookThree({ what, third, agreed }: EntryOf<"terms-act">): boolean {
  return takesKeys(what) ? third !== undefined : agreed === 3;
}

/** False: two or three keys that may do so did not sign it. The log can tell of a signed act again, without signatures. */
export async function takeTermsAct(
  ports: ActPorts,
  acts: TermsDraft,
  entry: EntryOf<"terms-act">,
): Promise<boolean> {
  const { act, what, proposal, approval, third } = entry;
  const isBare = [proposal, approval, third].every((one) => one === undefined);
  if (!takesKeys(what)) return isBare;
  if (isBare && (acts.terms.has(act) || !acts.begun)) {
    acts.terms.add(act);
    return true;
  }
  const isSigned = await isTermsActSigned(ports, acts, entry);
  if (isSigned) acts.terms.add(act);
  return isSigned;
}

async function isTermsActSigned(
  ports: ActPorts,
  { keys, restored }: Pick<TermsDraft, "keys" | "restored">,
  entry: EntryOf<"terms-act">,
): Promise<boolean> {
  const { act, what, host, meeting, reasons, proposal, approval, third, day } = entry;
  if (proposal === undefined || approval === undefined || reasons === undefined) return false;
  const last = third ?? approval;
  if (!isAbout(last.day, day) || proposal.day > daysAfter(last.day, clocksDiffer)) return false;
  const approvals = third === undefined ? [approval] : [approval, third];
  const ids = new Set([proposal, ...approvals].map(({ key }) => key));
  if (ids.size !== approvals.length + 1 || !areOfNow(ids, restored)) return false;
  const terms = { act, what, host, meeting, reasons };
  const signedBy = async (
    signature: ActSignature,
    statement: ActStatement,
    roles: readonly ("safety" | "appeals")[],
  ) => {
    const held = keys.get(signature.key);
    if (held === undefined || !maySign(held, signature.day, last.day, roles)) return false;
    return await isSignedBy(ports, { key: held.key, statement, signature });
  };
  if (!(await signedBy(proposal, termsStatement("propose-terms", terms), ["safety"]))) return false;
  const approves = termsStatement("approve-terms", terms);
  for (const one of approvals) {
    if (!(await signedBy(one, approves, ["safety", "appeals"]))) return false;
  }
  return true;
}

/** Whether all these keys were given roles since the last restore. How long ago an act was proposed, the log says to the day alone. */
function areOfNow(ids: ReadonlySet<Commitment>, restored: TermsDraft["restored"]): boolean {
  return restored === undefined || [...ids].every((id) => restored.given.has(id));
}

/** With one of these roles when it signed, and in force until the last of them did. */
function maySign(
  held: HeldKey,
  on: Day,
  until: Day,
  roles: readonly ("safety" | "appeals")[],
): boolean {
  return (
    about(on).some((day) => roles.some((role) => holds(held, role, { on: day }))) &&
    about(until).some((day) => isInForce(held, day))
  );
}
