import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { toBase64Url } from "@graticule/e2ee/base64url";
import { type GroupParts, loadMemberParts } from "@graticule/e2ee/keys";
import { type LinkSecret, makeLinkSecret } from "@graticule/e2ee/link-secret";
import { type Effect, keyPackageOf, type Member, newMember, step } from "@graticule/e2ee/member";
import type { Client, Standing } from "./simulation.ts";

/** What all members of one meeting share. */
export interface RealWorld {
  readonly code: string;
  readonly secret: LinkSecret;
  readonly sitting: string;
}

export async function realWorld(): Promise<RealWorld> {
  const secret = makeLinkSecret(crypto.getRandomValues(new Uint8Array(32)));
  return { code: "abc-defg-hij", secret, sitting: "2026-11-28T03:00:00.000Z" };
}

/** A member with real cryptography. */
export class RealMember implements Client {
  readonly parts: GroupParts;
  readonly identity: string;
  #member: Member = newMember;
  #effects: readonly Effect[] = [];
  /** All faults it found. */
  readonly faults: string[] = [];

  private constructor(parts: GroupParts) {
    this.parts = parts;
    this.identity = parts.seat.identity;
  }

  static async come(world: RealWorld, identity: string): Promise<RealMember> {
    const { code, secret, sitting } = world;
    const seat = { identity, name: `Name of ${identity}` };
    return new RealMember({ ...(await loadMemberParts({ code, secret }, seat)), sitting });
  }

  get member(): Member {
    return this.#member;
  }

  /** What its last step asked of its page. */
  get effects(): readonly Effect[] {
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

  hear(event: KeysEvent): Promise<readonly KeysMessage[]> {
    return this.#step({ kind: "heard", event });
  }

  standing(): Standing | undefined {
    const member = this.#member;
    if (member.kind !== "inside") return undefined;
    const { id, epoch, mls } = member.group;
    return {
      group: id,
      epoch,
      secret: toBase64Url(mls.keySchedule.epochAuthenticator),
      people: this.#people,
      sends: member.sends,
    };
  }

  #people: readonly string[] = [];

  async #step(input: Parameters<typeof step>[2]): Promise<readonly KeysMessage[]> {
    const { member, effects } = await step(this.parts, this.#member, input);
    this.#member = member;
    this.#effects = effects;
    const said: KeysMessage[] = [];
    for (const effect of effects) {
      if (effect.kind === "say") said.push(effect.message);
      if (effect.kind === "show") this.#people = effect.insiders.map(({ identity }) => identity);
      if (effect.kind === "lost" && effect.fault !== undefined) this.faults.push(effect.fault);
    }
    return said;
  }
}
