import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { toBase64Url } from "@graticule/e2ee/base64url";
import { type GroupParts, loadMemberParts } from "@graticule/e2ee/keys";
import { type LinkSecret, makeLinkSecret } from "@graticule/e2ee/link-secret";
import { keyPackageOf, type Member, type MemberEffect, newMember } from "@graticule/e2ee/member";
import { step } from "@graticule/e2ee/step";
import { KeptSecrets } from "./kept-secrets.ts";
import type { Client, Standing } from "./simulation.ts";

/** What all members of a meeting share. */
export interface RealWorld {
  readonly code: string;
  readonly secret: LinkSecret;
  readonly sitting: string;
}

export async function realWorld(): Promise<RealWorld> {
  const secret = makeLinkSecret(crypto.getRandomValues(new Uint8Array(32)));
  return { code: "abc-defg-hij", secret, sitting: "2026-11-28T03:00:00.000Z" };
}

const keepsSecret = "it keeps a secret of before";

/** A member with real cryptography. */
export class RealMember implements Client {
  readonly isHonest = true;
  lastKeys: Client["lastKeys"] = "go-on";
  readonly parts: GroupParts;
  readonly identity: string;
  #member: Member = newMember;
  #effects: readonly MemberEffect[] = [];
  readonly #kept: KeptSecrets;
  /** All faults it found, of others' and its own. */
  readonly faults: string[] = [];
  /** The kinds of events it heard; `removal`: a change that removes someone. */
  readonly heard = new Set<KeysEvent["kind"] | "removal">();

  private constructor(parts: GroupParts, kept: KeptSecrets) {
    this.#kept = kept;
    this.parts = parts;
    this.identity = parts.seat.identity;
  }

  static async come(world: RealWorld, identity: string): Promise<RealMember> {
    const { code, secret, sitting } = world;
    const seat = { identity, name: `Name of ${identity}` };
    const parts = await loadMemberParts({ code, secret }, seat);
    const kept = new KeptSecrets();
    return new RealMember({ ...parts, suite: kept.watched(parts.suite), sitting }, kept);
  }

  get member(): Member {
    return this.#member;
  }

  /** What its last step asked of its page. */
  get effects(): readonly MemberEffect[] {
    return this.#effects;
  }

  get keyPackage(): string {
    return keyPackageOf(this.#member) ?? "";
  }

  connected(): Promise<readonly KeysMessage[]> {
    return this.hear({ kind: "sitting", sitting: this.parts.sitting });
  }

  impatient(): Promise<readonly KeysMessage[]> {
    return this.#step({ kind: "impatient" });
  }

  overdue(): Promise<readonly KeysMessage[]> {
    return this.#step({ kind: "overdue" });
  }

  get kept(): readonly string[] {
    return this.faults.filter((fault) => fault === keepsSecret);
  }

  hear(event: KeysEvent): Promise<readonly KeysMessage[]> {
    this.heard.add(event.kind);
    const isRemoval =
      event.kind === "change" && event.changes.some(({ kind }) => kind === "remove");
    if (isRemoval) this.heard.add("removal");
    return this.#step({ kind: "heard", event });
  }

  standing(): Standing | undefined {
    const member = this.#member;
    if (member.kind !== "inside") return undefined;
    const { id, epoch, mls } = member.group;
    return {
      group: id,
      epoch,
      secret: secretOf(mls.keySchedule.epochAuthenticator, this.#baseKey),
      people: this.#people,
      sends: member.sends,
    };
  }

  #people: readonly string[] = [];
  #baseKey: Uint8Array = new Uint8Array();

  async #step(input: Parameters<typeof step>[2]): Promise<readonly KeysMessage[]> {
    const { member, effects } = await step(this.parts, this.#member, input);
    this.#member = member;
    this.#effects = effects;
    const said: KeysMessage[] = [];
    for (const effect of effects) {
      if (effect.kind === "say") said.push(effect.message);
      if (effect.kind === "receive") this.#baseKey = effect.keys.baseKey;
      if (effect.kind === "show") this.#people = effect.insiders.map(({ identity }) => identity);
      if (effect.kind !== "lost") continue;
      this.lastKeys = effect.lastKeys;
      if (effect.fault !== undefined) this.faults.push(effect.fault);
    }
    this.#kept.gaveAway(this.#baseKey);
    this.#kept.look(member);
    if (this.#kept.found > 0) this.faults.push(keepsSecret);
    return said;
  }
}

/** An epoch's secret: what its members compare, and what their frame keys are made of. */
export function secretOf(authenticator: Uint8Array, baseKey: Uint8Array): string {
  return `${toBase64Url(authenticator)} ${toBase64Url(baseKey)}`;
}
