/** A key that signs tokens and API calls. Secrets stay in memory and are never logged. */
export interface RegisteredKey {
  readonly id: string;
  readonly secret: string;
  /** `service`: an engine's own key. It binds new rooms to the operator's account. */
  readonly owner:
    | { readonly kind: "account"; readonly accountId: string }
    | { readonly kind: "service"; readonly accountId: string };
  /** Its account is suspended: the key is known, and opens nothing. */
  readonly suspended?: boolean;
}

/** A key to be stored. */
export interface SealedKey {
  readonly id: string;
  readonly accountId: string;
  /** Its secret. */
  readonly sealed: Buffer;
}

/** Looks a key up, synchronously, from memory. */
export interface KeyRing {
  find(keyId: string): RegisteredKey | undefined;
}
