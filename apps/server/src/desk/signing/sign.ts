import type { DeskSignatureInput } from "@graticule/api/desk-keys";
import type { SignatureInLog } from "@graticule/desk/entry";
import {
  type ActSignature,
  type ActStatement,
  actSignature,
  type DeskKey,
  isSignedBy,
  siteOf,
} from "@graticule/ledger/act-signature";
import { clocksDiffer, dayOf, daysAfter, isAbout } from "@graticule/ledger/day";
import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { signing } from "../../rooms/signed-order.ts";
import { findDeskKey, readSignature, type SignedAct, storeSignature } from "./store.ts";

/** An act that someone is to have signed. */
export interface ToBeSigned {
  readonly act: SignedAct;
  /** Id of the order or the change. */
  readonly about: string;
  readonly statement: ActStatement;
  readonly by: string;
  readonly signature: DeskSignatureInput;
  /** That of the proposal, where this agrees to one. */
  readonly after?: SignatureInLog | undefined;
}

/** Where and when a signature is taken. */
export interface SigningPlace {
  readonly publicUrl: string;
  /** By the database's clock, in milliseconds since the epoch. */
  readonly now: number;
}

/**
 * `no-desk-key`: this person has none. `new-key`: theirs signs nothing yet. `not-signed`: it did not
 * sign just this, here and now.
 */
export type SignatureRefusal = "no-desk-key" | "new-key" | "not-signed";

/** Stores a signature if it is this person's, of just this act; answers it. */
export async function takeSignature(
  tx: Transaction<Database>,
  place: SigningPlace,
  { act, about, statement, by, signature, after }: ToBeSigned,
): Promise<ActSignature | SignatureRefusal> {
  const own = await findDeskKey(tx, by);
  if (own === undefined) return "no-desk-key";
  if (!(Date.parse(own.signsFrom ?? "") <= place.now)) return "new-key";
  const read = await readSigned(place, { key: own.publicKey, statement, signature });
  if (read === undefined) return "not-signed";
  // As readers of the log do: no one obeys what was agreed to days before it was proposed.
  if (after !== undefined && after.day > daysAfter(read.day, clocksDiffer)) return "not-signed";
  await storeSignature(tx, { act, about }, read);
  return read;
}

/** As the log has it, if this person's key made it of just this; undefined: it didn't, whatever is stored. */
export async function signatureHeld(
  tx: Transaction<Database>,
  { act, about, statement, by }: Omit<ToBeSigned, "signature" | "after">,
): Promise<SignatureInLog | undefined> {
  const [own, stored] = [await findDeskKey(tx, by), await readSignature(tx, act, about)];
  const signature = actSignature(stored);
  if (own === undefined || signature === undefined) return undefined;
  const isHeld = await isSignedBy(signing, { key: own.publicKey, statement, signature });
  return isHeld ? stored : undefined;
}

/** Undefined: this key did not sign just this, on this site, today. */
export async function readSigned(
  { publicUrl, now }: SigningPlace,
  signed: {
    readonly key: DeskKey;
    readonly statement: ActStatement;
    readonly signature: DeskSignatureInput;
  },
): Promise<ActSignature | undefined> {
  const signature = actSignature(signed.signature);
  if (signature === undefined || siteOf(signature) !== new URL(publicUrl).origin) return undefined;
  if (!isAbout(signature.day, dayOf(now))) return undefined;
  return (await isSignedBy(signing, { ...signed, signature })) ? signature : undefined;
}
