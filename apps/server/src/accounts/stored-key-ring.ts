import type { KeyScope } from "@graticule/api/account";
import type { Seal } from "../config/seal.ts";
import type { ChangeFeed } from "../db/change-feed.ts";
import { latestOnly } from "../db/latest-only.ts";
import type { Engines } from "../media/engines.ts";
import { isSignedTerms, type ReadSigners, type Signers } from "../rooms/order-signers.ts";
import type { KeyRing, RegisteredKey } from "./key-ring.ts";
import type { AccountStore } from "./store.ts";

/** A registered key with what it may do. */
export interface ScopedKey extends RegisteredKey {
  readonly scopes: readonly KeyScope[];
}

export type StoredKeyRing = Awaited<ReturnType<typeof createKeyRing>>;

export interface KeyRingParts {
  readonly store: AccountStore;
  readonly feed: ChangeFeed;
  readonly signers: ReadSigners;
  readonly seal: Seal;
  readonly operatorAccountId: string;
  /** The database's present time, by which keys run out. */
  readonly now: () => number;
  /** The engines' own keys: never stored, always there. */
  readonly engines: Pick<Engines, "findKey">;
}

interface HeldKey extends ScopedKey {
  readonly expiresAt: number;
}

const nothingSigned: Pick<Signers, "signedTerms"> = { signedTerms: new Map() };

/** Reads the keys before it answers. */
export async function createKeyRing(parts: KeyRingParts) {
  const { store, seal, engines, now } = parts;
  const owner = { kind: "service", accountId: parts.operatorAccountId } as const;
  let keys = new Map<string, HeldKey>();
  let unreadable = 0;

  const read = async () => {
    const stored = await store.keys();
    const isAnySuspended = stored.some(({ suspendedBy }) => suspendedBy !== null);
    return { stored, signed: isAnySuspended ? await parts.signers.read() : nothingSigned };
  };

  const refresh = latestOnly(read, ({ stored, signed }) => {
    const next = new Map<string, HeldKey>();
    for (const { id, accountId, sealed, scopes, expiresAt, suspendedBy } of stored) {
      const secret = seal.open(sealed, id);
      if (secret === undefined) continue;
      next.set(id, {
        id,
        secret,
        scopes,
        owner: { kind: "account", accountId },
        // INVARIANT: a row closes no account that not all signed whom it takes.
        suspended: isSignedTerms(signed, suspendedBy),
        expiresAt: expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
      });
    }
    unreadable = stored.length - next.size;
    keys = next;
  });

  await refresh();
  const stop = parts.feed.onChange((change) => {
    // An account may have been suspended.
    const concerns = change.kind === "keys" || change.kind === "account" || change.kind === "all";
    return concerns ? refresh() : undefined;
  });
  /** Undefined: not registered, or run out. */
  const find = (keyId: string): ScopedKey | undefined => {
    // INVARIANT: no registered key takes the place of an engine's own.
    const own = engines.findKey(keyId);
    if (own !== undefined) return { ...own, owner, scopes: ["join"] };
    const key = keys.get(keyId);
    return key !== undefined && key.expiresAt > now() ? key : undefined;
  };
  return {
    find,
    /** The keys that may do this, and no others. */
    withScope: (scope: KeyScope): KeyRing => ({
      find(keyId) {
        const key = find(keyId);
        return key?.scopes.includes(scope) === true ? key : undefined;
      },
    }),
    /** Reads all keys again. Rejects when the database can't be reached; the last ones stay. */
    refresh,
    /** How many stored keys can't be opened with this instance's key file. */
    unreadable: (): number => unreadable,
    close: stop,
  };
}
