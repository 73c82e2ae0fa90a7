import { toBase64Url } from "./base64url.ts";
import type { Insider } from "./group.ts";
import { firstKeysState, type KeysState } from "./keys-state.ts";
import { areSameInsiders } from "./same-insiders.ts";

/** The state of a page's keys, with listeners for each change. */
export class ShownKeys {
  #state = firstKeysState;
  #isClosed = false;
  readonly #listeners = new Set<() => void>();
  /** By identity, the last one. */
  readonly #signatureKeys = new Map<string, string>();

  get state(): KeysState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(change: Partial<KeysState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  show(insiders: readonly Insider[], authenticator: Uint8Array): void {
    if (areSameInsiders(this.#state.insiders, insiders)) {
      this.set({ authenticator });
      return;
    }
    const changes = this.#state.changes + 1;
    this.set({ insiders, authenticator, changes, rekeyed: this.#rekeyed(insiders) });
  }

  #rekeyed(insiders: readonly Insider[]): ReadonlyMap<string, number> {
    let { rekeyed } = this.#state;
    for (const { identity, signatureKey } of insiders) {
      const key = toBase64Url(signatureKey);
      const before = this.#signatureKeys.get(identity) ?? key;
      this.#signatureKeys.set(identity, key);
      if (before === key) continue;
      rekeyed = new Map(rekeyed).set(identity, (rekeyed.get(identity) ?? 0) + 1);
    }
    return rekeyed;
  }

  /** Resolves when this holds, or it is closed. */
  async until(holds: (state: KeysState) => boolean): Promise<void> {
    while (!holds(this.#state) && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        const stop = this.subscribe(() => {
          stop();
          resolve();
        });
      });
    }
  }

  close(): void {
    this.#isClosed = true;
    this.set({ authenticator: undefined });
  }
}
