import type { ApiKey, ApiKeyCreated, ApiKeyInput } from "@graticule/api/account";
import type { SealedKey } from "../accounts/key-ring.ts";
import type { Seal } from "../config/seal.ts";
import { newSecret } from "../http/secret.ts";
import type { AccountKey, KeyStore } from "./store.ts";

export type NewKeyOutcome =
  | { readonly kind: "created"; readonly key: ApiKeyCreated }
  | { readonly kind: "full" | "absent" | "rotated" };

/** The API keys of accounts. When a change is answered, every decision of this process knows it. */
export type ApiKeys = ReturnType<typeof createKeys>;

export interface KeysParts {
  readonly store: KeyStore;
  readonly seal: Seal;
  /** Reads the key ring again. */
  readonly refresh: () => Promise<void>;
}

export function createKeys({ store, seal, refresh }: KeysParts) {
  const refreshed = async (): Promise<void> => {
    // Durable already: if the database fails now, the feed brings it later.
    await refresh().catch(() => undefined);
  };

  const make = async (
    accountId: string,
    put: (key: SealedKey) => Promise<AccountKey | "full" | "absent" | "rotated">,
  ): Promise<NewKeyOutcome> => {
    const id = `key-${newSecret().slice(0, 12)}`;
    const secret = newSecret();
    const made = await put({ id, accountId, sealed: seal.seal(secret, id) });
    if (typeof made === "string") return { kind: made };
    await refreshed();
    return { kind: "created", key: { ...describe(made), secret } };
  };

  return {
    list: async (accountId: string): Promise<readonly ApiKey[]> =>
      (await store.list(accountId)).map(describe),
    create(accountId: string, { name, scopes }: ApiKeyInput): Promise<NewKeyOutcome> {
      const wanted = [...new Set(scopes)];
      return make(accountId, (key) => store.add({ ...key, name, scopes: wanted }));
    },
    /** A new key in place of this one, which works for 7 more days. */
    rotate: (accountId: string, id: string): Promise<NewKeyOutcome> =>
      make(accountId, (key) => store.rotate(id, key)),
    async remove(accountId: string, id: string): Promise<"removed" | "absent"> {
      const removed = await store.remove(accountId, id);
      await refreshed();
      return removed;
    },
  };
}

function describe({ createdAt, expiresAt, scopes, ...key }: AccountKey): ApiKey {
  return {
    ...key,
    scopes: [...scopes],
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString(),
  };
}
