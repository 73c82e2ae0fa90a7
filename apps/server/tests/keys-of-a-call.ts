import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { KeyLine, type KeyLineParts } from "@graticule/e2ee/key-line";
import { type GroupParts, loadMemberParts, makeKeyPackage } from "@graticule/e2ee/keys";
import type { KeysState } from "@graticule/e2ee/keys-state";
import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import type { LinkedMeeting, SeatName } from "@graticule/e2ee/occasion";
import type { Answered } from "./api-service.ts";
import { service, type TestMeeting, type Visitor } from "./meeting-service.ts";

/** Someone's page in an encrypted meeting: agrees on keys, and records all it said and heard. */
export class KeyedPage {
  readonly visitor: Visitor;
  readonly said: string[] = [];
  readonly heard: string[] = [];
  /** How many of its messages were taken. */
  #taken = 0;
  readonly line: KeyLine;
  readonly #waiting: (() => void)[] = [];

  constructor(
    visitor: Visitor,
    { code, secret, name }: Pick<TestMeeting, "code"> & { secret: LinkSecret; name: string },
    own: Pick<KeyLineParts, "signature" | "hostSeed"> = {},
  ) {
    this.visitor = visitor;
    const nothing = async (): Promise<void> => undefined;
    this.line = new KeyLine({
      meeting: { code, secret },
      seat: { identity: visitor.identity, name },
      ...own,
      keys: { receive: nothing, send: nothing, retire: nothing },
      say: async (message) => {
        this.said.push(JSON.stringify(message));
        const { status } = await saysKeys(visitor, message);
        this.#taken += 1;
        this.#wake();
        return status === 204 ? "heard" : "refused";
      },
      now: Date.now,
      later: (task, delayMs) => {
        const timer = setTimeout(task, delayMs).unref();
        return () => clearTimeout(timer);
      },
    });
    void this.#listen();
  }

  /** Waits until this holds of the state of its keys. */
  sees(holds: (state: KeysState) => boolean): Promise<void> {
    return this.line.until(holds);
  }

  hears(kind: string): Promise<void> {
    return this.#until(() => this.kinds().includes(kind));
  }

  /** Waits until it may send with this epoch's keys; resolves with the key events it heard. */
  async sendsIn(epoch: number): Promise<readonly KeysEvent[]> {
    const heard = () => {
      const events = this.heard.map((text) => JSON.parse(text));
      return events.flatMap((event) => (event.kind === "keys" ? [event.keys as KeysEvent] : []));
    };
    await this.#until(() => heard().some((one) => one.kind === "execute" && one.epoch === epoch));
    return heard();
  }

  async isTaken(): Promise<void> {
    await this.#until(() => this.#taken > 0);
  }

  async hearsUntil(holds: () => boolean): Promise<void> {
    await this.#until(holds);
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  kinds(): readonly string[] {
    return this.heard.map((text) => JSON.parse(text).kind);
  }

  /** Says that it leaves. Its stream stays open. */
  async saysBye(): Promise<number> {
    const { keyPackage } = this.line;
    this.line.close();
    return (await saysKeys(this.visitor, { kind: "bye", keyPackage })).status;
  }

  close(): void {
    this.line.close();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #listen(): Promise<void> {
    for (;;) {
      const event = await this.visitor.page.next();
      this.heard.push(JSON.stringify(event));
      this.#wake();
      if (event.kind === "keys") this.line.hear(event.keys);
    }
  }
}

/** A new link, and what the service learns of it when the meeting is created. */
export async function encryptedBy(
  secret: LinkSecret,
): Promise<{ readonly encryption: "end-to-end"; readonly linkKey: string }> {
  return { encryption: "end-to-end", linkKey: await linkPublicKeyOf(secret) };
}

/** The sitting for which a page is to say hello. */
export async function sittingToldTo({ page }: Visitor): Promise<string> {
  for (;;) {
    const event = await page.next();
    if (event.kind === "keys" && event.keys.kind === "sitting") return event.keys.sitting;
  }
}

/** From someone with this link, who may claim to be someone else. */
export async function helloOf(
  { code, secret }: LinkedMeeting,
  { sitting, identity, name }: { readonly sitting: string } & SeatName,
  vouched: Pick<GroupParts, "voucher"> & Partial<Pick<GroupParts, "signature">> = {},
): Promise<KeysMessage & { kind: "hello" }> {
  const parts = await loadMemberParts({ code, secret }, { identity, name });
  const { keyPackage } = await makeKeyPackage({ ...parts, sitting, ...vouched });
  return { kind: "hello", keyPackage, sitting };
}

/** A message of someone's page to the delivery service. */
export function saysKeys(
  { joinId, key, address }: Pick<Visitor, "joinId" | "key" | "address">,
  body: object,
): Promise<Answered> {
  const headers = { authorization: `Bearer ${key}` };
  return service.ask("POST", `/api/joins/${joinId}/keys`, { from: address, headers, body });
}
