import { createHash } from "node:crypto";
import type { KeyChange, KeysEvent, KeysMessage } from "@graticule/api/keys";
import type { CommitHead, Proposer } from "@graticule/server/delivery/ports";
import type { Client, Standing } from "./simulation.ts";

/** Signs nothing: a reference is the proposal itself. */
export const actedProposer: Proposer = {
  sender: "sender",
  propose(at, what) {
    const message = JSON.stringify({ ...at, ...what });
    return { message, ref: message };
  },
};

export function readActedCommit(text: string): CommitHead | undefined {
  return JSON.parse(text);
}

interface ActedGroup {
  readonly group: string;
  readonly epoch: number;
  readonly leaves: readonly (string | undefined)[];
  readonly secret: string;
}

interface Proposed {
  readonly kind: "add" | "remove";
  readonly leaf?: number;
  readonly keyPackage?: string;
}

/** Those who act prove nothing. */
export const actedSitting = "2026-11-28T03:00:00.000Z";

let packages = 0;

/** Acts a member without any cryptography: what it must know to follow, it knows from what it was sent alone. */
export class Actor implements Client {
  readonly #identity: string;
  #keyPackage = "";
  #inside: ActedGroup | undefined;
  #sends = false;

  constructor(identity: string) {
    this.#identity = identity;
  }

  get keyPackage(): string {
    return this.#keyPackage;
  }

  async connected(): Promise<readonly KeysMessage[]> {
    if (this.#inside === undefined) return this.#hello();
    const { group, epoch } = this.#inside;
    return [{ kind: "resume", group, epoch }];
  }

  async impatient(): Promise<readonly KeysMessage[]> {
    return this.#inside === undefined ? this.#hello() : [];
  }

  standing(): Standing | undefined {
    const inside = this.#inside;
    if (inside === undefined) return undefined;
    const { group, epoch, secret, leaves } = inside;
    const people = leaves.flatMap((one) => (one === undefined ? [] : [one.split("/")[0] ?? ""]));
    return { group, epoch, secret, people, sends: this.#sends };
  }

  async hear(event: KeysEvent): Promise<readonly KeysMessage[]> {
    switch (event.kind) {
      case "begin": {
        if (this.#inside?.group === event.group) return [];
        const secret = hash(event.group, this.#keyPackage);
        this.#enter({ group: event.group, epoch: 0, leaves: [this.#keyPackage], secret });
        return [{ kind: "begun", group: event.group }];
      }
      case "please":
        return this.#please(event);
      case "change":
        return this.#change(event);
      case "welcome": {
        if (this.#inside?.group === event.group) return [];
        const welcome: ActedGroup & { readonly sealedFor: readonly string[] } = JSON.parse(
          event.welcome,
        );
        if (!welcome.sealedFor.includes(this.#keyPackage)) return [];
        this.#enter({ ...welcome, leaves: welcome.leaves.map((one) => one ?? undefined) });
        return [this.#ready()];
      }
      case "execute":
        if (event.group === this.#inside?.group && event.epoch === this.#inside.epoch)
          this.#sends = true;
        return [];
      case "start-over":
        this.#leave();
        return this.#hello();
      case "refused":
        return event.because === "doubted" ? this.#hello() : [];
      case "sitting":
        return [];
    }
  }

  #please(event: KeysEvent & { kind: "please" }): readonly KeysMessage[] {
    const inside = this.#inside;
    const { group, epoch, changes } = event;
    if (inside?.group !== group || inside.epoch !== epoch) return [];
    const commit = JSON.stringify({
      ...{ group, epoch },
      leaf: inside.leaves.indexOf(this.#keyPackage),
      refs: changes.map(({ proposal }) => proposal),
      hasPath: true,
      // No two commits are alike.
      by: this.#identity,
    });
    const sealedFor = changes.flatMap((one) => keyPackageOf(one) ?? []);
    const after = applied(inside, changes, commit);
    const welcome =
      sealedFor.length === 0 ? {} : { welcome: JSON.stringify({ ...after, sealedFor }) };
    return [{ kind: "commit", group, epoch, commit, ...welcome }];
  }

  #change(event: KeysEvent & { kind: "change" }): readonly KeysMessage[] {
    const inside = this.#inside;
    if (inside?.group !== event.group || event.epoch !== inside.epoch) return [];
    const isNamed = event.changes.every(
      ({ kind, identity, proposal }) =>
        kind === "add" || inside.leaves[JSON.parse(proposal).leaf]?.split("/")[0] === identity,
    );
    const after = applied(inside, event.changes, event.commit);
    const isIn = after.leaves.includes(this.#keyPackage);
    if (!isNamed || !isIn) return this.#broken(event);
    this.#enter(after);
    return [this.#ready()];
  }

  #enter(group: ActedGroup): void {
    this.#inside = group;
    this.#sends = false;
  }

  #ready(): KeysMessage {
    const { group = "", epoch = 0 } = this.#inside ?? {};
    return { kind: "ready", group, epoch };
  }

  #broken({ group, epoch }: { group: string; epoch: number }): readonly KeysMessage[] {
    this.#leave();
    return [{ kind: "broken", group, epoch }, ...this.#hello()];
  }

  #leave(): void {
    this.#inside = undefined;
  }

  #renew(): void {
    packages += 1;
    this.#keyPackage = `${this.#identity}/${packages}`;
  }

  #hello(): KeysMessage[] {
    this.#renew();
    return [{ kind: "hello", keyPackage: this.#keyPackage, sitting: actedSitting }];
  }
}

function keyPackageOf({ kind, proposal }: KeyChange): string | undefined {
  const { keyPackage }: Proposed = JSON.parse(proposal);
  return kind === "add" ? keyPackage : undefined;
}

function applied(inside: ActedGroup, changes: readonly KeyChange[], commit: string): ActedGroup {
  const leaves = [...inside.leaves];
  for (const { proposal } of changes) {
    const { kind, leaf }: Proposed = JSON.parse(proposal);
    if (kind === "remove" && leaf !== undefined) leaves[leaf] = undefined;
  }
  for (const change of changes) {
    const keyPackage = keyPackageOf(change);
    if (keyPackage === undefined) continue;
    const blank = leaves.indexOf(undefined);
    leaves[blank === -1 ? leaves.length : blank] = keyPackage;
  }
  while (leaves.length > 0 && leaves.at(-1) === undefined) leaves.pop();
  const { group, epoch, secret } = inside;
  return { group, epoch: epoch + 1, leaves, secret: hash(secret, commit) };
}

function hash(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}
