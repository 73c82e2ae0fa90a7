import { setImmediate } from "node:timers/promises";
import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { KeyLine } from "@graticule/e2ee/key-line";
import type { MemberParts } from "@graticule/e2ee/keys";
import type { Member } from "@graticule/e2ee/member";
import type { EpochKeys } from "@graticule/frames/frame-format";
import { SFrameFormat } from "@graticule/frames/sframe-format";
import { KeptSecrets } from "./kept-secrets.ts";
import { privateFieldsOf } from "./private-fields.ts";
import type { RealWorld } from "./real-member.ts";

/** A page's key line and its frame keys, on a clock that moves only when the test says so. */
export class LinePage {
  readonly frames = new SFrameFormat();
  readonly line: KeyLine;
  /** What its frames got, as copies taken before; and the bytes themselves. */
  readonly received: { readonly keys: EpochKeys; readonly given: Uint8Array }[] = [];
  readonly retired: number[] = [];
  readonly kept = new KeptSecrets();
  /** All that its line ever derived or made, the bytes themselves: what was zeroed is zero here. */
  readonly derived: Uint8Array[] = [];
  /** The page closes in the middle of the step that the next event of this kind starts. */
  closesAt: KeysEvent["kind"] | undefined;
  /** What its frames throw on the next keys. */
  breaks: Error | undefined;
  readonly #world: RealWorld;
  readonly #said: KeysMessage[] = [];
  readonly #tasks = new Set<{ readonly atMs: number; readonly task: () => void }>();
  #nowMs = 0;
  #isToClose = false;

  constructor(world: RealWorld, identity: string) {
    this.#world = world;
    const { code, secret } = world;
    this.line = new KeyLine({
      meeting: { code, secret },
      seat: { identity, name: `Name of ${identity}` },
      keys: {
        receive: async (keys) => {
          if (this.breaks !== undefined) throw this.breaks;
          const copy = { ...keys, baseKey: Uint8Array.from(keys.baseKey) };
          this.received.push({ keys: copy, given: keys.baseKey });
          this.kept.gaveAway(copy.baseKey);
          await this.frames.receive(keys);
        },
        send: (place) => this.frames.send(place),
        retire: (place) => {
          this.retired.push(place);
          this.frames.retire(place);
        },
      },
      say: async (message) => {
        this.#said.push(message);
        return "heard";
      },
      now: Date.now,
      later: (task, delayMs) => {
        const entry = { atMs: this.#nowMs + delayMs, task };
        this.#tasks.add(entry);
        return () => this.#tasks.delete(entry);
      },
    });
  }

  get member(): Member {
    return privateFieldsOf(this.line).get("#member") as Member;
  }

  async connected(): Promise<readonly KeysMessage[]> {
    this.line.connected();
    const said = await this.hear({ kind: "sitting", sitting: this.#world.sitting });
    const { suite } = privateFieldsOf(this.line).get("#own") as MemberParts;
    const watched = this.kept.watched({ ...suite });
    const { kdf, hpke } = watched;
    const noted = async (made: Promise<Uint8Array>): Promise<Uint8Array> => {
      const bytes = await made;
      this.derived.push(bytes);
      if (this.#isToClose) this.line.close();
      return bytes;
    };
    Object.assign(suite, {
      ...watched,
      kdf: {
        ...kdf,
        expand: (...what: Parameters<typeof kdf.expand>) => noted(kdf.expand(...what)),
      },
      hpke: {
        ...hpke,
        exportPrivateKey: (...what: Parameters<typeof hpke.exportPrivateKey>) =>
          noted(hpke.exportPrivateKey(...what)),
      },
    });
    return said;
  }

  async hear(event: KeysEvent): Promise<readonly KeysMessage[]> {
    this.line.hear(event);
    this.#isToClose = event.kind === this.closesAt;
    await this.#rests();
    return this.#said.splice(0);
  }

  async passes(ms: number): Promise<void> {
    this.#nowMs += ms;
    for (const entry of [...this.#tasks].sort((one, other) => one.atMs - other.atMs)) {
      if (entry.atMs <= this.#nowMs && this.#tasks.delete(entry)) entry.task();
    }
    await this.#rests();
  }

  async #rests(): Promise<void> {
    for (;;) {
      const fields = privateFieldsOf(this.line);
      const outbox = privateFieldsOf(fields.get("#outbox") as object);
      if (fields.get("#isWorking") === false && outbox.get("#isSaying") === false) break;
      await setImmediate();
    }
    this.kept.look(this.member, [this.line, this.frames]);
  }
}
