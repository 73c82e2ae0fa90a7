import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import type { RealMember } from "./real-member.ts";
import type { Client, Standing } from "./simulation.ts";

export const realTricks = [
  ...(["stalls", "starts over", "spoils commits", "spoils welcomes"] as const),
  "welcomes others",
] as const;
type Trick = (typeof realTricks)[number];

/** Has the link and real keys, and does one of these instead of the commit it is asked for. */
export class HostileMember implements Client {
  readonly isHonest = false;
  tricks = 0;
  readonly #real: RealMember;
  readonly #does: Trick;

  constructor(real: RealMember, does: Trick) {
    this.#real = real;
    this.#does = does;
  }

  get keyPackage(): string {
    return this.#real.keyPackage;
  }

  get lastKeys(): Client["lastKeys"] {
    return this.#real.lastKeys;
  }

  connected(): Promise<readonly KeysMessage[]> {
    return this.#real.connected();
  }

  impatient(): Promise<readonly KeysMessage[]> {
    return this.#real.impatient();
  }

  overdue(): Promise<readonly KeysMessage[]> {
    return this.#real.overdue();
  }

  standing(): Standing | undefined {
    return this.#real.standing();
  }

  async hear(event: KeysEvent): Promise<readonly KeysMessage[]> {
    const said = await this.#real.hear(event);
    if (event.kind !== "please" || said.length === 0) return said;
    this.tricks += 1;
    switch (this.#does) {
      case "stalls":
        return [];
      case "starts over":
        return await this.#real.hear({ kind: "start-over", lastKeys: "go-on" });
      case "spoils commits":
      case "spoils welcomes":
      case "welcomes others":
        return said.map((message) => spoilt(message, this.#does));
    }
  }
}

/** Changes the commit's tag or the welcome's sealed part: what the service reads stays intact. */
function spoilt(message: KeysMessage, does: Trick): KeysMessage {
  if (message.kind !== "commit") return message;
  const { commit, welcome } = message;
  if (does === "spoils commits") return { ...message, commit: withBitTurned(commit, -1) };
  if (welcome === undefined) return message;
  const at = does === "spoils welcomes" ? -1 : firstRefIn(Buffer.from(welcome, "base64url"));
  return { ...message, welcome: withBitTurned(welcome, at) };
}

/** After version, kind and suite, and the lengths of the list and of the reference. */
function firstRefIn(welcome: Buffer): number {
  const bytesOfLength = 1 << (welcome.readUInt8(6) >> 6);
  return 6 + bytesOfLength + 1;
}

function withBitTurned(text: string, at: number): string {
  const bytes = Buffer.from(text, "base64url");
  const place = at < 0 ? bytes.length + at : at;
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
  return bytes.toString("base64url");
}
