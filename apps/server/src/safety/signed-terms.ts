import type { DeskSignatureInput } from "@graticule/api/desk-keys";
import type { TermsActDraft } from "@graticule/api/safety";
import type { SignatureInLog } from "@graticule/desk/entry";
import type { ActSignature, ActStatement } from "@graticule/ledger/act-signature";
import { termsStatement } from "@graticule/ledger/act-statement";
import type { EntryOf } from "@graticule/ledger/entry";
import type { Commitment } from "@graticule/ledger/field";
import { takesKeys } from "@graticule/ledger/signed-terms";
import type { Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import {
  type SignatureRefusal,
  type SigningPlace,
  signatureHeld,
  takeSignature,
} from "../desk/signing/sign.ts";
import { commitmentToText } from "../rooms/signed-order.ts";
import type { StoredAct } from "./act-store.ts";

/** All that is signed of an act; commitments in lower-case hexadecimal. */
export interface ActToSign {
  readonly id: string;
  readonly kind: EntryOf<"terms-act">["what"];
  readonly hostCommitment: string;
  readonly meetingCommitment: string | null;
  readonly reasonCommitment: string;
}

/** As its proposer signs it. */
export function draftedAct(
  { id, salt }: TermsActDraft,
  { reason, ...act }: Omit<ActToSign, "id" | "reasonCommitment"> & { readonly reason: string },
): ActToSign {
  return { ...act, id, reasonCommitment: commitmentToText(salt, reason) };
}

/** Undefined: it takes no keys, or commits to nothing. */
export function signable(act: StoredAct): ActToSign | undefined {
  const { kind, reasonCommitment } = act;
  return takesKeys(kind) && reasonCommitment !== null ? { ...act, reasonCommitment } : undefined;
}

export function termsStatementOf(
  doing: "propose-terms" | "approve-terms",
  { id, kind, hostCommitment, meetingCommitment, reasonCommitment }: ActToSign,
): ActStatement {
  return termsStatement(doing, {
    act: id,
    what: kind,
    host: hostCommitment as Commitment,
    meeting: (meetingCommitment ?? undefined) as Commitment | undefined,
    reasons: reasonCommitment as Commitment,
  });
}

export interface ActSigning {
  /** Id of the act or of its approval. */
  readonly about: string;
  readonly by: string;
  readonly signature: DeskSignatureInput | undefined;
}

/** Takes someone's signature of an act. */
export async function signAct(
  tx: Transaction<Database>,
  place: SigningPlace,
  {
    doing,
    act,
    about,
    by,
    signature,
    after,
  }: ActSigning & {
    readonly doing: "propose-terms" | "approve-terms";
    readonly act: ActToSign;
    /** The proposal's, of an approval. */
    readonly after?: SignatureInLog | undefined;
  },
): Promise<ActSignature | SignatureRefusal> {
  if (signature === undefined) return "not-signed";
  const statement = termsStatementOf(doing, act);
  return await takeSignature(tx, place, { act: doing, about, statement, by, signature, after });
}

/** What the log says of those who signed an act. */
export interface SignedInLog {
  readonly reasons: string;
  readonly proposal: SignatureInLog;
  readonly approval: SignatureInLog;
  readonly third?: SignatureInLog;
}

/**
 * Of all who agreed so far, each by the key that is theirs now. Undefined: one did not sign this, or no longer has that key.
 * `none`: it takes no keys.
 */
export async function signaturesOf(
  tx: Transaction<Database>,
  act: StoredAct,
): Promise<Partial<SignedInLog> | "none" | undefined> {
  if (!takesKeys(act.kind)) return "none";
  const toSign = signable(act);
  if (toSign === undefined) return undefined;
  const held = (doing: "propose-terms" | "approve-terms", about: string, by: string) =>
    signatureHeld(tx, { act: doing, about, statement: termsStatementOf(doing, toSign), by });
  const proposal = await held("propose-terms", act.id, act.proposedBy);
  if (proposal === undefined) return undefined;
  const signed = { reasons: toSign.reasonCommitment, proposal };
  const approvals: { [name in "approval" | "third"]?: SignatureInLog } = {};
  for (const { id, review, personId } of act.approvals) {
    const approval = await held("approve-terms", id, personId);
    if (approval === undefined) return undefined;
    approvals[review === "second" ? "approval" : "third"] = approval;
  }
  return { ...signed, ...approvals };
}
