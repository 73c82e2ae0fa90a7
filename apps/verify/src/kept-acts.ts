import { type DeskKey, deskKey, deskKeyId } from "@graticule/ledger/act-signature";
import type { HeldKey } from "@graticule/ledger/desk-keys";
import { type Entry, type EntryKind, type EntryOf, readEntry } from "@graticule/ledger/entry";
import type { Commitment, RecordId } from "@graticule/ledger/field";
import type { SignedActs } from "@graticule/ledger/signed-acts";
import { sha256 } from "./node-crypto.ts";

/** Desk keys, and acts whose signatures are still to come, as a reader's file keeps them: entries as the log has them. */
export interface SavedActs {
  readonly begun: boolean;
  readonly keys: readonly (readonly [key: string, tenures: HeldKey["tenures"]])[];
  readonly proposed: readonly unknown[];
  readonly terms: readonly string[];
  readonly sealed: readonly (readonly [
    index: number,
    entry: unknown,
    confirmed: readonly (readonly [index: number, entry: unknown])[],
  ])[];
  readonly standing: readonly (readonly [entry: unknown, confirmedBy: readonly string[]])[];
  readonly restored?: { readonly index: number; readonly given: readonly string[] };
  readonly orders: SignedActs["orders"];
}

export function savedActs(acts: SignedActs): SavedActs {
  const { begun, keys, proposed, terms, sealed, standing, restored, orders } = acts;
  return {
    begun,
    keys: [...keys.values()].map(({ key, tenures }) => [key, tenures]),
    proposed: [...proposed.values()],
    terms: [...terms],
    sealed: [...sealed.values()].map(({ index, entry, confirmed }) => [
      index,
      entry,
      confirmed.map((one) => [one.index, one.entry]),
    ]),
    standing: [...standing.values()].map(({ entry, confirmedBy }) => [entry, confirmedBy]),
    ...(restored === undefined
      ? {}
      : { restored: { index: restored.index, given: [...restored.given] } }),
    orders,
  };
}

/** @throws {TypeError} what {@link savedActs} did not save */
export function actsOf(saved: SavedActs): SignedActs {
  const { begun, keys, proposed, terms, sealed, standing, restored, orders } = saved;
  return {
    begun,
    orders,
    terms: new Set(terms as readonly RecordId[]),
    restored: restored && {
      index: restored.index,
      given: new Set(restored.given as readonly Commitment[]),
    },
    standing: new Map(
      standing.map(([one, by]) => {
        const entry = entryOf(one, "order-approved");
        return [entry.order, { entry, confirmedBy: by as readonly Commitment[] }];
      }),
    ),
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
      sealed.map(([index, one, confirmed]) => {
        const entry = entryOf(one, "order-approved");
        const waiting = confirmed.map(([at, other]) => ({
          index: at,
          entry: entryOf(other, "order-confirmed"),
        }));
        return [entry.order, { index, entry, confirmed: waiting }];
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
