import { createHmac } from "node:crypto";
import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { fromBase64Url } from "@graticule/e2ee/base64url";
import { makeCredential, readSeat } from "@graticule/e2ee/credential";
import { type LinkKey, linkKeyOf } from "@graticule/e2ee/link-key";
import { loadSuite, type Suite } from "@graticule/e2ee/suite";
import type { OpenMls, TwinAnswer } from "./openmls.ts";
import { type RealWorld, secretOf } from "./real-member.ts";
import type { Client, Standing } from "./simulation.ts";

type Of<Kind> = KeysEvent & { readonly kind: Kind };

/** RFC 9605 section 5.2: repeated here, not taken from what is compared. */
export const frameLabel = "SFrame 1.0 Base Key";

const honest = { label: frameLabel, chance: () => 0 };

let members = 0;

/**
 * An honest member whose MLS (key packages, commits, state) is OpenMLS. The link key and credential
 * are ours; what a page says and when is written here a second time.
 */
export class TwinMember implements Client {
  readonly isHonest = true;
  lastKeys: Client["lastKeys"] = "go-on";
  keyPackage = "";
  readonly faults: string[] = [];
  readonly #openMls: OpenMls;
  readonly #parts: TwinParts;
  readonly #member: number;
  readonly #signatureKey: Uint8Array;
  #inside: Standing | undefined;
  #made: { readonly asked: string; readonly said: KeysMessage } | undefined;

  private constructor(openMls: OpenMls, parts: TwinParts, member: number, signatureKey: string) {
    this.#openMls = openMls;
    this.#parts = parts;
    this.#member = member;
    this.#signatureKey = fromBase64Url(signatureKey);
  }

  /** `label`: its exporter label. `chance`: from 0 to 1, of a path where none is needed. */
  static async come(
    openMls: OpenMls,
    world: RealWorld,
    identity: string,
    how: { readonly label: string; readonly chance: () => number } = honest,
  ): Promise<TwinMember> {
    members += 1;
    const { signatureKey } = await openMls.ask({ does: "come", member: members });
    const [link, suite] = [await linkKeyOf(world.secret), await loadSuite()];
    const parts = { world, identity, link, suite, ...how };
    return new TwinMember(openMls, parts, members, String(signatureKey));
  }

  standing(): Standing | undefined {
    return this.#inside;
  }

  async connected(): Promise<readonly KeysMessage[]> {
    if (this.#inside === undefined) return await this.#hello();
    const { group, epoch } = this.#inside;
    return [{ kind: "resume", group, epoch }];
  }

  async impatient(): Promise<readonly KeysMessage[]> {
    return this.#inside === undefined ? await this.#hello() : [];
  }

  async overdue(): Promise<readonly KeysMessage[]> {
    this.#send();
    return [];
  }

  async hear(event: KeysEvent): Promise<readonly KeysMessage[]> {
    try {
      return await this.#hear(event);
    } catch (error) {
      this.faults.push(`${this.#parts.identity}, ${event.kind}: ${error}`);
      const { group = "", epoch = 0 } = this.#inside ?? {};
      return [{ kind: "broken", group, epoch }, ...(await this.#hello())];
    }
  }

  async #hear(event: KeysEvent): Promise<readonly KeysMessage[]> {
    switch (event.kind) {
      case "begin":
        return await this.#begin(event);
      case "please":
        return await this.#commit(event);
      case "change":
        return await this.#change(event);
      case "welcome":
        return await this.#enter(event);
      case "execute":
        if (this.#isNow(event)) this.#send();
        return [];
      case "start-over":
        this.lastKeys = event.lastKeys;
        return this.#inside === undefined ? [] : await this.#hello();
      case "refused":
        return event.because === "doubted" && this.#inside === undefined ? await this.#hello() : [];
      case "sitting":
      // These meetings are not vouched.
      case "voucher":
      case "delegation":
        return [];
    }
  }

  async #begin({ group, sender }: Of<"begin">): Promise<readonly KeysMessage[]> {
    if (this.#inside !== undefined) return await this.#elsewhere(group);
    await this.#ask("begin", { group, sender });
    await this.#stand();
    return [{ kind: "begun", group }];
  }

  async #commit(event: Of<"please">): Promise<readonly KeysMessage[]> {
    if (!this.#isNow(event)) return [];
    const proposals = event.changes.map(({ proposal }) => proposal);
    const asked = proposals.join();
    if (this.#made?.asked === asked) return [this.#made.said];
    const path = this.#parts.chance() < 0.5;
    const { commit, welcome } = await this.#ask("commit", { proposals, path });
    const said: KeysMessage = {
      kind: "commit",
      group: event.group,
      epoch: event.epoch,
      commit: String(commit),
      ...(typeof welcome === "string" ? { welcome } : {}),
    };
    this.#made = { asked, said };
    return [said];
  }

  async #change(event: Of<"change">): Promise<readonly KeysMessage[]> {
    if (!this.#isNow(event)) return [];
    const proposals = event.changes.map(({ proposal }) => proposal);
    await this.#ask("apply", { proposals, commit: event.commit });
    await this.#stand();
    return [this.#ready()];
  }

  async #enter({ group, epoch, welcome }: Of<"welcome">): Promise<readonly KeysMessage[]> {
    if (this.#inside !== undefined) return await this.#elsewhere(group);
    const { isFor } = await this.#ask("enter", { welcome });
    if (isFor !== true) return [];
    const inside = await this.#stand();
    if (inside.group !== group || inside.epoch !== epoch) throw new Error("it is another group");
    return [this.#ready()];
  }

  async #elsewhere(group: string): Promise<readonly KeysMessage[]> {
    return this.#inside?.group === group ? [] : await this.#hello();
  }

  #ready(): KeysMessage {
    const { group = "", epoch = 0 } = this.#inside ?? {};
    return { kind: "ready", group, epoch };
  }

  #send(): void {
    if (this.#inside !== undefined) this.#inside = { ...this.#inside, sends: true };
  }

  #isNow({ group, epoch }: { readonly group: string; readonly epoch: number }): boolean {
    return this.#inside?.group === group && this.#inside.epoch === epoch;
  }

  /** Outside, with new keys. */
  async #hello(): Promise<readonly KeysMessage[]> {
    const { world, identity, link, suite } = this.#parts;
    this.#inside = undefined;
    this.#made = undefined;
    const credential = await makeCredential(
      world,
      { identity, name: `Name of ${identity}` },
      { signatureKey: this.#signatureKey, link, signing: suite.signature },
    );
    const bytes = Buffer.from(credential).toString("base64url");
    const { keyPackage } = await this.#ask("keys", { credential: bytes });
    this.keyPackage = String(keyPackage);
    return [{ kind: "hello", keyPackage: this.keyPackage, sitting: world.sitting }];
  }

  async #stand(): Promise<Standing> {
    const answer = await this.#ask("stand", { label: this.#parts.label });
    const exported = fromBase64Url(String(answer["exported"]));
    const baseKey = createHmac("sha256", this.#parts.link.frameSalt).update(exported).digest();
    const people = (answer["people"] as readonly { readonly credential: string }[]).map(
      ({ credential }) => readSeat(fromBase64Url(credential))?.identity ?? "",
    );
    this.lastKeys = "go-on";
    this.#made = undefined;
    this.#inside = {
      group: String(answer["group"]),
      epoch: Number(answer["epoch"]),
      people,
      sends: false,
      secret: secretOf(fromBase64Url(String(answer["authenticator"])), baseKey),
    };
    return this.#inside;
  }

  async #ask(does: string, what: TwinAnswer): Promise<TwinAnswer> {
    return await this.#openMls.ask({ does, member: this.#member, ...what });
  }
}

interface TwinParts {
  readonly world: RealWorld;
  readonly identity: string;
  readonly link: LinkKey;
  readonly suite: Suite;
  readonly label: string;
  readonly chance: () => number;
}
