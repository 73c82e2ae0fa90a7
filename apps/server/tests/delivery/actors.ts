import { hash as digest } from "node:crypto";
import type { KeyChange, KeysEvent, KeysMessage } from "@graticule/api/keys";
import type { CommitHead } from "@graticule/delivery/ports";
import { actedSitting } from "@graticule/delivery/tests/acted-proposer";
import type { Client, Standing } from "./simulation.ts";

export function readActedCommit(text: string, welcome?: string): CommitHead | undefined {
  const { sealedFor = [] } = welcome === undefined ? {} : JSON.parse(welcome);
  return { ...JSON.parse(text), welcomed: sealedFor };
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

let packages = 0;

/** Plays a member without cryptography: all it knows, it knows from what it was sent. */
export class Actor implements Client {
  readonly isHonest: boolean = true;
  lastKeys: Client["lastKeys"] = "go-on";
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

  async overdue(): Promise<readonly KeysMessage[]> {
    this.#sends = this.#inside !== undefined;
    return [];
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
      case "welcome":
        return this.#welcome(event);
      case "execute":
        if (event.group === this.#inside?.group && event.epoch === this.#inside.epoch)
          this.#sends = true;
        return [];
      case "start-over":
        this.lastKeys = event.lastKeys;
        return this.#inside === undefined ? [] : this.startOver();
      case "refused":
        return this.#refused(event);
      case "sitting":
      case "voucher":
      case "delegation":
        return [];
    }
  }

  #welcome(event: KeysEvent & { kind: "welcome" }): readonly KeysMessage[] {
    if (this.#inside?.group === event.group) return [];
    const welcome: ActedGroup & { readonly sealedFor: readonly string[] } = JSON.parse(
      event.welcome,
    );
    if (!welcome.sealedFor.includes(this.#keyPackage)) return [];
    this.#enter({ ...welcome, leaves: welcome.leaves.map((one) => one ?? undefined) });
    return [this.#ready()];
  }

  #refused({ because }: KeysEvent & { kind: "refused" }): readonly KeysMessage[] {
    return because === "doubted" && this.#inside === undefined ? this.#hello() : [];
  }

  #please(event: KeysEvent & { kind: "please" }): readonly KeysMessage[] {
    const inside = this.#inside;
    const { group, epoch, changes } = event;
    if (inside?.group !== group || inside.epoch !== epoch) return [];
    const doubted = changes.find((one) => keyPackageOf(one)?.startsWith(ghostly));
    if (doubted !== undefined) {
      return [{ kind: "bad-change", group, epoch, identity: doubted.identity }];
    }
    const commit = JSON.stringify({
      group,
      epoch,
      leaf: inside.leaves.indexOf(this.#keyPackage),
      refs: changes.map(({ proposal }) => proposal),
      // Pure additions have none.
      hasPath: changes.length === 0 || changes.some(({ kind }) => kind === "remove"),
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
    if (!isNamed || !isIn || JSON.parse(event.commit).isSpoilt) {
      this.lastKeys = event.changes.some(({ kind }) => kind === "remove") ? "soon-over" : "go-on";
      return this.#broken(event);
    }
    this.#enter(after);
    return [this.#ready()];
  }

  #enter(group: ActedGroup): void {
    this.lastKeys = "go-on";
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

  async startsOver(): Promise<readonly KeysMessage[]> {
    return this.startOver();
  }

  protected startOver(): KeysMessage[] {
    this.#leave();
    return this.#hello();
  }

  #hello(): KeysMessage[] {
    this.#renew();
    return [{ kind: "hello", keyPackage: this.#keyPackage, sitting: actedSitting }];
  }
}

/** Prefix of key packages that members doubt: the conversation can't, and this test has no door. */
const ghostly = "ghost";

/** Has no link: says hello with a key package that no one believes, and again on every message. */
export class Ghost implements Client {
  readonly isHonest = false;
  readonly lastKeys = "go-on";
  keyPackage = "";

  async connected(): Promise<readonly KeysMessage[]> {
    packages += 1;
    this.keyPackage = `${ghostly}/${packages}`;
    return [{ kind: "hello", keyPackage: this.keyPackage, sitting: actedSitting }];
  }

  hear(): Promise<readonly KeysMessage[]> {
    return this.connected();
  }

  impatient(): Promise<readonly KeysMessage[]> {
    return this.connected();
  }

  async overdue(): Promise<readonly KeysMessage[]> {
    return [];
  }

  standing(): undefined {
    return undefined;
  }
}

type ActedTrick = "stalls" | "starts over" | "says broken" | "is dumb" | "spoils commits";

/** Has the link, and delays others by one of these tricks. */
export class Hostile extends Actor {
  override readonly isHonest = false;
  readonly #does: ActedTrick;

  constructor(identity: string, does: ActedTrick) {
    super(identity);
    this.#does = does;
  }

  override async hear(event: KeysEvent): Promise<readonly KeysMessage[]> {
    const said = await super.hear(event);
    switch (this.#does) {
      case "stalls":
        return event.kind === "please" ? [] : said;
      case "spoils commits":
        return said.map(spoilt);
      case "starts over":
        return event.kind === "please" ? this.startOver() : said;
      case "says broken":
        if (event.kind !== "change") return said;
        return [{ kind: "broken", group: event.group, epoch: event.epoch }, ...this.startOver()];
      case "is dumb":
        return event.kind === "begin" ? said : [];
    }
  }
}

/** A commit that no member can use; what the service can read of it is intact. */
export function spoilt(message: KeysMessage): KeysMessage {
  if (message.kind !== "commit") return message;
  return { ...message, commit: JSON.stringify({ ...JSON.parse(message.commit), isSpoilt: true }) };
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
  return digest("sha256", parts.join("\0"), "hex");
}
