import { type DeskKey, deskKey, deskKeyId } from "@graticule/ledger/act-signature";
import type { HeldKey } from "@graticule/ledger/desk-keys";
import { type Entry, type EntryKind, type EntryOf, readEntry } from "@graticule/ledger/entry";
import type { SignedActs } from "@graticule/ledger/signed-acts";
import { sha256 } from "./node-crypto.ts";

/** Desk keys, and acts whose signatures are still to come, as a reader's file keeps them: entries as the log has them. */
export interface SavedActs {
  readonly begun: boolean;
  readonly keys: readonly (readonly [key: string, tenures: HeldKey["tenures"]])[];
  readonly proposed: readonly unknown[];
  readonly sealed: readonly (readonly [index: number, entry: unknown])[];
  readonly orders: SignedActs["orders"];
}

export function savedActs({ begun, keys, proposed, sealed, orders }: SignedActs): SavedActs {
  return {
    begun,
    keys: [...keys.values()].map(({ key, tenures }) => [key, tenures]),
    proposed: [...proposed.values()],
    sealed: [...sealed.values()].map(({ index, entry }) => [index, entry]),
    orders,
  };
}

/** @throws {TypeError} what {@link savedActs} did not save */
export function actsOf({ begun, keys, proposed, sealed, orders }: SavedActs): SignedActs {
  return {
    begun,
    orders,
    keys: new Map(
      keys.map(([saved, tenures]) => {
        const key = keyOf(saved);
        return [deskKeyId(sha256, key), { key, tenures }];
      }),
    ),
    proposed: new Map(
      proposed.map((saved) => {
        const entry = entryOf(saved, "change-proposed");
        return [entry.change, entry];
      }),
    ),
    sealed: new Map(
      sealed.map(([index, saved]) => {
        const entry = entryOf(saved, "order-approved");
        return [entry.order, { index, entry }];
      }),
    ),
  };
}

function keyOf(saved: unknown): DeskKey {
  const key = deskKey(saved);
  if (key === undefined) throw new TypeError("no desk key");
  return key;
}

function entryOf<K extends EntryKind>(saved: unknown, kind: K): EntryOf<K> {
  const read = readEntry(saved);
  if (read.kind === "refused" || !isOf(read.entry, kind)) throw new TypeError("no such entry");
  return read.entry;
}

function isOf<K extends EntryKind>(entry: Entry, kind: K): entry is Entry & EntryOf<K> {
  return entry.kind === kind;
}
