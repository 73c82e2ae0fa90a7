import type { ApiKey, ApiKeyCreated, ApiKeyInput } from "@graticule/api/account";
import type { Seal } from "../accounts/seal.ts";
import { newSecret } from "../http/secret.ts";
import type { AccountKey, KeyStore, NewKey } from "./store.ts";

export type NewKeyOutcome =
  | { readonly kind: "created"; readonly key: ApiKeyCreated }
  | { readonly kind: "full" | "absent" | "rotated" };

/** The API keys of accounts. A change is known to every decision of this process when it answers. */
export interface ApiKeys {
  list(accountId: string): Promise<readonly ApiKey[]>;
  create(accountId: string, input: ApiKeyInput): Promise<NewKeyOutcome>;
  /** A new key in place of this one, which works for 7 more days. */
  rotate(accountId: string, id: string): Promise<NewKeyOutcome>;
  remove(accountId: string, id: string): Promise<"removed" | "absent">;
}

export interface KeysParts {
  readonly store: KeyStore;
  readonly seal: Seal;
  /** Reads the key ring again. */
  readonly refresh: () => Promise<void>;
}

export function createKeys({ store, seal, refresh }: KeysParts): ApiKeys {
  const refreshed = async (): Promise<void> => {
    // The change is durable; should the database fail only now, the feed brings it later.
    await refresh().catch(() => undefined);
  };

  const make = async (
    accountId: string,
    put: (key: NewKey) => Promise<AccountKey | "full" | "absent" | "rotated">,
  ): Promise<NewKeyOutcome> => {
    const id = `key-${newSecret().slice(0, 12)}`;
    const secret = newSecret();
    const made = await put({ id, accountId, sealed: seal.seal(secret, id) });
    if (typeof made === "string") return { kind: made };
    await refreshed();
    return { kind: "created", key: { ...describe(made), secret } };
  };

  return {
    list: async (accountId) => (await store.list(accountId)).map(describe),
    create(accountId, { name, scopes }) {
      const wanted = [...new Set(scopes)];
      return make(accountId, (key) => store.add({ ...key, name, scopes: wanted }));
    },
    rotate: (accountId, id) => make(accountId, (key) => store.rotate(id, key)),
    async remove(accountId, id) {
      const removed = await store.remove(accountId, id);
      await refreshed();
      return removed;
    },
  };
}

function describe({ id, name, scopes, createdAt, lastUsedOn, expiresAt }: AccountKey): ApiKey {
  return {
    id,
    name,
    scopes: [...scopes],
    createdAt: createdAt.toISOString(),
    ...(lastUsedOn === undefined ? {} : { lastUsedOn }),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }),
  };
}
