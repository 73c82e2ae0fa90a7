import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { toBase64Url } from "@graticule/e2ee/base64url";
import { authenticatorOf, insidersOf } from "@graticule/e2ee/group";
import { type GroupParts, loadMemberParts } from "@graticule/e2ee/keys";
import { type LinkSecret, linkSecretBytes, makeLinkSecret } from "@graticule/e2ee/link-secret";
import { keyPackageOf, type Member, newMember } from "@graticule/e2ee/member";
import { step } from "@graticule/e2ee/step";
import type { Client, Standing } from "@graticule/server/tests/delivery/simulation";

const sitting = "2026-11-28T03:00:00.000Z";

export function newSecret(): LinkSecret {
  return makeLinkSecret(crypto.getRandomValues(new Uint8Array(linkSecretBytes)));
}

/** A member with real keys in the simulator's calls. */
export class RealClient implements Client {
  readonly isHonest = true;
  lastKeys: Client["lastKeys"] = "go-on";
  readonly #parts: GroupParts;
  #member: Member = newMember;

  private constructor(parts: GroupParts) {
    this.#parts = parts;
  }

  static async come(secret: LinkSecret, identity: string): Promise<RealClient> {
    const meeting = { code: "abc-defg-hij", secret };
    const parts = await loadMemberParts(meeting, { identity, name: identity });
    return new RealClient({ ...parts, sitting });
  }

  get keyPackage(): string {
    return keyPackageOf(this.#member) ?? "";
  }

  connected = () => this.hear({ kind: "sitting", sitting });
  impatient = () => this.#step({ kind: "impatient" });
  overdue = () => this.#step({ kind: "overdue" });
  hear = (event: KeysEvent) => this.#step({ kind: "heard", event });

  standing(): Standing | undefined {
    if (this.#member.kind !== "inside") return undefined;
    const { group, sends } = this.#member;
    const people = insidersOf(group).map(({ identity }) => identity);
    const secret = toBase64Url(authenticatorOf(group));
    return { group: group.id, epoch: group.epoch, secret, people, sends };
  }

  async #step(input: Parameters<typeof step>[2]): Promise<readonly KeysMessage[]> {
    const { member, effects } = await step(this.#parts, this.#member, input);
    this.#member = member;
    for (const effect of effects) if (effect.kind === "lost") this.lastKeys = effect.lastKeys;
    return effects.flatMap((effect) => (effect.kind === "say" ? [effect.message] : []));
  }
}
