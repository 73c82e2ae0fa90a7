import type { ChangeFeed } from "../rooms/change-feed.ts";
import type { KeyRing, RegisteredKey } from "./key-ring.ts";
import type { Seal } from "./seal.ts";
import type { AccountStore } from "./store.ts";

export interface StoredKeyRing extends KeyRing {
  /** Reads all keys again. Rejects when the database can't be reached; the last ones go on. */
  refresh(): Promise<void>;
  /** Keys that are stored but can't be opened with this instance's key file. */
  unreadable(): number;
  close(): void;
}

export interface KeyRingParts {
  readonly store: AccountStore;
  readonly feed: ChangeFeed;
  readonly seal: Seal;
  readonly operatorAccountId: string;
  /** The engine's own key: never stored, always there. */
  readonly engine: { readonly key: string; readonly secret: string };
}

/** Reads the keys before it answers. */
export async function createKeyRing(parts: KeyRingParts): Promise<StoredKeyRing> {
  const { store, seal, engine } = parts;
  const own: RegisteredKey = {
    id: engine.key,
    secret: engine.secret,
    owner: { kind: "service", accountId: parts.operatorAccountId },
  };
  let keys = new Map<string, RegisteredKey>();
  let unreadable = 0;
  let started = 0;
  let applied = 0;

  const refresh = async (): Promise<void> => {
    started += 1;
    const turn = started;
    const stored = await store.keys();
    if (turn < applied) return;
    applied = turn;
    const next = new Map<string, RegisteredKey>();
    for (const { id, accountId, sealed } of stored) {
      const secret = seal.open(sealed, id);
      if (secret !== undefined) next.set(id, { id, secret, owner: { kind: "account", accountId } });
    }
    unreadable = stored.length - next.size;
    // INVARIANT: no registered key takes the place of the engine's own.
    next.set(own.id, own);
    keys = next;
  };

  await refresh();
  const stop = parts.feed.onChange((change) => {
    if (change.kind === "keys" || change.kind === "all") refresh().catch(() => undefined);
  });
  return {
    find: (keyId) => keys.get(keyId),
    refresh,
    unreadable: () => unreadable,
    close: () => {
      stop();
    },
  };
}
