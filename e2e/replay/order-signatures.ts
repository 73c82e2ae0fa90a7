import { deskKeyId } from "@graticule/ledger/act-signature";
import { unpackBundle } from "@graticule/ledger/bundle";
import { keyCode } from "@graticule/ledger/desk-keys";
import type { EntryOf } from "@graticule/ledger/entry";
import { readLeaf } from "@graticule/ledger/leaf";
import { parseResourcePath, tileWidth } from "@graticule/ledger/tile";
import { deskKeyOf } from "@graticule/server/tests/desk-keys";
import { sha256 } from "@graticule/verify/node-crypto";
import type { LogFiles } from "@graticule/verify/tests/signed-log";
import type { Person } from "./person.ts";

/** Who signed an order, as its entry in the public log says it. */
export interface OrderSignatures {
  readonly order: string;
  /** The names of desk keys; undefined: the entry has no such signature. */
  readonly proposedWith: string | undefined;
  readonly approvedWith: string | undefined;
  /** Whether the verifier accepts both. */
  readonly hold: boolean;
}

/** @param refused the indexes of entries whose signatures the verifier doesn't accept */
export function signaturesIn(
  files: LogFiles,
  refused: ReadonlySet<number>,
): readonly OrderSignatures[] {
  return ordersIn(files).map(({ index, entry: { order, proposal, approval } }) => ({
    order,
    proposedWith: proposal && keyCode(proposal.key),
    approvedWith: approval && keyCode(approval.key),
    hold: !refused.has(index),
  }));
}

/** By what people call it. */
export function keyCodeOf({ deskId }: Person): string {
  return keyCode(deskKeyId(sha256, deskKeyOf(deskId).key));
}

interface LoggedOrder {
  readonly index: number;
  readonly entry: EntryOf<"order-approved">;
}

function ordersIn(files: LogFiles): readonly LoggedOrder[] {
  return [...files].flatMap(([path, bytes]) => {
    const resource = parseResourcePath(path);
    if (resource?.kind !== "entries") return [];
    const { index: bundle, width } = resource;
    return unpackBundle(bytes, width).entries.flatMap((leaf, at) => {
      const read = readLeaf(leaf);
      const isOrder = read.kind === "entry" && read.entry.kind === "order-approved";
      return isOrder ? [{ index: bundle * tileWidth + at, entry: read.entry }] : [];
    });
  });
}
