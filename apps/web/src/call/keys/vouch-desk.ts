import type { HostAct, RoomView, Unvouched, VouchedJoin, Waiting } from "@graticule/api/hosting";
import { fromBase64Url, toBase64Url } from "@graticule/e2ee/base64url";
import type { KeyLine } from "@graticule/e2ee/key-line";
import { Resender } from "@graticule/e2ee/resender";
import type { Answer } from "../../api/client.ts";
import { isOutage } from "../../hosting/use-managed.ts";
import { isOneByOne } from "../../hosting/who-waits.ts";
import { Listeners } from "../../signals/listeners.ts";
import { joinIdOf, personIn } from "../hosting/powers.ts";
import type { VouchMemory } from "./vouch-memory.ts";

/** Someone as they were shown, with the key that they sign with (base64url). */
interface Asked {
  readonly joinId: string;
  readonly identity: string;
  readonly name: string;
  readonly signatureKey: string;
}

/** What becomes of a click once the service took it; before, or where it did not, nothing does. */
type Taken = () => void;

export interface VouchDeskPorts {
  readonly line: Pick<KeyLine, "current" | "subscribe" | "vouch" | "delegate" | "sitting">;
  readonly feed: {
    readonly current: () => RoomView | undefined;
    readonly subscribe: (listener: () => void) => () => void;
  };
  readonly act: (act: HostAct) => Promise<Acted>;
  readonly later: (task: () => void, delayMs: number) => () => void;
  readonly memory: VouchMemory;
}

/**
 * What became of an act. `not-now`: no one knows, or the service does not see this page as a host's, as in the moment after both came back; it may be
 * said again.
 */
export type Acted = "taken" | "refused" | "not-now";

export function actedOf(answer: Answer<unknown>): Acted {
  if (answer.kind === "ok") return "taken";
  const isForbidden = answer.kind === "problem" && answer.code === "forbidden";
  return isForbidden || isOutage(answer) ? "not-now" : "refused";
}

/** Something to be signed and said without a click. `of`: what for, in which sitting. */
interface Due {
  readonly of: readonly string[];
  readonly say: () => Promise<Acted>;
}

/** How long who leaves waits for the service to take whom they let vouch. */
const letWithinMs = 5_000;
/** Vouchers in one act, as the service takes them. */
const mostAtOnce = 500;

/**
 * What a page that may vouch signs for others, always for the name, identity and key that it showed when its person clicked. It remembers them: in
 * another sitting it signs again without a click, for the same name, identity and key alone, and for no one who was taken out of the group meanwhile.
 * Those whom its person makes co-host or successor are let vouch with the key that they had in the group at that click, and with no other.
 */
export class VouchDesk {
  readonly #ports: VouchDeskPorts;
  readonly #vouched: VouchMemory["vouched"];
  readonly #delegates: VouchMemory["delegates"];
  readonly #gone: VouchMemory["gone"];
  /** What the service answered to what was signed without a click, by sitting. */
  readonly #answered = new Map<string, Exclude<Acted, "not-now">>();
  readonly #onAnswer = new Listeners();
  /** By person, the last click that lets them vouch. */
  readonly #clickOf = new Map<string, symbol>();
  readonly #sayAgain: Resender;
  #isSaying = false;
  #isClosed = false;
  readonly #stops: readonly (() => void)[];

  constructor(ports: VouchDeskPorts) {
    this.#ports = ports;
    this.#sayAgain = new Resender(ports.later);
    ({ vouched: this.#vouched, delegates: this.#delegates, gone: this.#gone } = ports.memory);
    const look = (): void => this.#look();
    this.#stops = [ports.feed.subscribe(look), ports.line.subscribe(look)];
  }

  /** Whether this page vouched for another key of theirs before. */
  isOther({ identity, signatureKey }: Pick<Asked, "identity" | "signatureKey">): boolean {
    return (this.#vouched.get(identity)?.signatureKey ?? signatureKey) !== signatureKey;
  }

  /** Lets someone in, with a voucher for them as they were shown. */
  async admitting({ joinId, name, asks }: Waiting): Promise<HostAct> {
    const act = { kind: "admit", joinId } as const;
    const [signed] = asks === undefined ? [] : await this.#sign([{ joinId, name, ...asks }]);
    if (signed === undefined) return act;
    const { sitting, voucher } = signed;
    return { ...act, vouched: { sitting, voucher } };
  }

  /** Lets in all of these who are let in together, as they were shown; who has named no key yet is in the next list. */
  async admittingAll(shown: readonly Waiting[]): Promise<HostAct> {
    if (this.#ports.line.current().power === "none") return { kind: "admit-all" };
    const asked = shown.flatMap((one) =>
      one.asks === undefined || isOneByOne(one)
        ? []
        : [{ joinId: one.joinId, name: one.name, ...one.asks }],
    );
    return { kind: "admit-all", vouchers: await this.#sign(asked.slice(0, mostAtOnce)) };
  }

  /** Gives keys to those inside who have none; beyond what one act holds the others stay in the list. */
  async vouching(shown: readonly Unvouched[]): Promise<HostAct> {
    return { kind: "vouch", vouchers: await this.#sign(shown.slice(0, mostAtOnce)) };
  }

  /** What its person clicks as host. Who is taken out or down is signed for no more from here on, whatever the service makes of it. */
  clicked(act: HostAct): Taken {
    switch (act.kind) {
      case "role":
        this.#takeDown(act.identity);
        return act.role === "co-host" ? this.#letting([act.identity]) : nothing;
      case "successors":
        return this.#succession(act.identities);
      case "remove":
      case "ban":
      case "send-back":
        this.#takeOut(act.identity);
        return nothing;
      case "decline":
        this.#turnDown(act.joinId);
        return nothing;
      default:
        return nothing;
    }
  }

  #succession(identities: readonly string[]): Taken {
    const before = this.#ports.feed.current()?.hosting?.successors ?? [];
    const [were, are] = [before.map(personIn), identities.map(personIn)];
    for (const one of before) if (!are.includes(personIn(one))) this.#takeDown(one);
    return this.#letting(identities.filter((one) => !were.includes(personIn(one))));
  }

  #takeOut(identity: string): void {
    this.#takeDown(identity);
    for (const one of tabsOf(identity, this.#vouched)) this.#vouched.delete(one);
  }

  /** Whom a click let in that did not arrive, too. */
  #turnDown(joinId: string): void {
    for (const one of this.#vouched.keys()) {
      if (joinIdOf(one) === joinId) this.#vouched.delete(one);
    }
  }

  /** A person, whatever tab the click was on: as the service takes it. */
  #takeDown(identity: string): void {
    this.#clickOf.delete(personIn(identity));
    for (const one of tabsOf(identity, this.#delegates)) this.#delegates.delete(one);
  }

  /** INVARIANT: who is not in the group at this click is let vouch by no later key; nor anyone whom a later click was about, however late the service answers. */
  #letting(identities: readonly string[]): Taken {
    const { insiders } = this.#ports.line.current();
    const those = insiders.filter(({ identity }) => identities.includes(identity));
    const click = Symbol();
    for (const one of identities) this.#clickOf.set(personIn(one), click);
    return () => {
      for (const { identity, signatureKey } of those) {
        if (this.#clickOf.get(personIn(identity)) !== click) continue;
        this.#delegates.set(identity, toBase64Url(signatureKey));
      }
      // Who is about to leave waits for no pause.
      this.#sayAgain.now();
      this.#look();
    };
  }

  async #sign(asked: readonly Asked[]): Promise<VouchedJoin[]> {
    if (this.#ports.line.current().power === "none") return [];
    for (const { identity, name, signatureKey } of asked) {
      this.#vouched.set(identity, { name, signatureKey });
      this.#gone.delete(identity);
    }
    const vouchers = await this.#ports.line.vouch(
      asked.map(({ identity, name, signatureKey }) => ({
        ...{ identity, name },
        signatureKey: fromBase64Url(signatureKey),
      })),
    );
    return (vouchers ?? []).flatMap(({ sitting, voucher }, at) => {
      const one = asked[at];
      // Taken out meanwhile.
      if (one === undefined || !this.#vouched.has(one.identity)) return [];
      return [{ joinId: one.joinId, sitting, voucher }];
    });
  }

  /**
   * Whether the service took that this one may vouch, whom its person lets do so; waits for that for some seconds. `not-ours`: that is not for this
   * page to say.
   */
  async lets(identity: string): Promise<"taken" | "not-taken" | "not-ours"> {
    const { line, later } = this.#ports;
    if (line.current().power !== "host") return "not-ours";
    const key = this.#delegates.get(identity);
    if (key === undefined) return "not-taken";
    const answer = () => this.#answered.get(delegationOf(line.sitting, identity, key));
    return await new Promise((resolve) => {
      const end = (): void => {
        stop();
        cancel();
        resolve(answer() === "taken" ? "taken" : "not-taken");
      };
      const look = (): void => {
        if (answer() !== undefined) end();
      };
      const stop = this.#onAnswer.subscribe(look);
      const cancel = later(end, letWithinMs);
      look();
    });
  }

  /** Its person left the call: nothing is said any more. */
  close(): void {
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    this.#sayAgain.now();
  }

  /** In another sitting, once this page is in its group: for the same people with the same keys. */
  #look(): void {
    const { line } = this.#ports;
    const { power, insiders } = line.current();
    if (line.sitting === undefined || power === "none") return;
    this.#follow(line.sitting, new Set(insiders.map(({ identity }) => identity)));
    if (!this.#isSaying) void this.#say();
  }

  /** One after the other, each until the service has answered, and for as long as it is still right. */
  async #say(): Promise<void> {
    this.#isSaying = true;
    for (let due = this.#due(); due !== undefined; due = this.#due()) {
      const answer = await due.say();
      if (answer === "not-now") {
        await this.#sayAgain.pause();
        continue;
      }
      for (const what of due.of) this.#answered.set(what, answer);
      this.#sayAgain.heard();
      this.#onAnswer.tell();
    }
    this.#isSaying = false;
  }

  /** What is to be said next without a click. */
  #due(): Due | undefined {
    const { line, feed } = this.#ports;
    const { sitting } = line;
    const { power, insiders, sitting: is } = line.current();
    const hosting = feed.current()?.hosting;
    if (this.#isClosed || sitting === undefined || power === "none" || hosting === undefined) {
      return undefined;
    }
    // It would sign nothing; once it believes this sitting, it looks again.
    if (is === "not-believed") return undefined;
    const what = (one: Unvouched) => `${sitting} ${one.identity} ${one.signatureKey}`;
    const again = (hosting.unvouched ?? []).filter(
      (one) =>
        this.#isAsBefore(one) && !this.#gone.has(one.identity) && !this.#answered.has(what(one)),
    );
    if (again.length > 0) {
      const those = again.slice(0, mostAtOnce);
      return { of: those.map(what), say: () => this.#again(those) };
    }
    if (power !== "host") return undefined;
    for (const { identity, signatureKey } of insiders) {
      const key = toBase64Url(signatureKey);
      const delegation = delegationOf(sitting, identity, key);
      if (this.#delegates.get(identity) !== key || this.#answered.has(delegation)) continue;
      return { of: [delegation], say: () => this.#letVouch({ identity, signatureKey }) };
    }
    return undefined;
  }

  /** Another sitting's group begins with one; of who isn't in it yet nothing is known. In the same one, who is missing went, also between two calls. */
  #follow(sitting: string, identities: ReadonlySet<string>): void {
    const { memory } = this.#ports;
    const before =
      memory.inside?.sitting === sitting ? memory.inside.identities : new Set<string>();
    for (const one of before) if (!identities.has(one)) this.#gone.add(one);
    for (const one of identities) this.#gone.delete(one);
    memory.inside = { sitting, identities };
  }

  #isAsBefore({ identity, name, signatureKey }: Unvouched): boolean {
    const before = this.#vouched.get(identity);
    return before?.name === name && before.signatureKey === signatureKey;
  }

  async #again(those: readonly Unvouched[]): Promise<Acted> {
    const { line, act } = this.#ports;
    const signed = await this.vouching(those);
    // What signs looks at the clock, and may have found out only now.
    return line.current().sitting === "not-believed" ? "not-now" : await act(signed);
  }

  async #letVouch(whom: {
    readonly identity: string;
    readonly signatureKey: Uint8Array;
  }): Promise<Acted> {
    const { line, act } = this.#ports;
    const made = await line.delegate(whom);
    if (made === undefined) {
      return line.current().sitting === "not-believed" ? "not-now" : "refused";
    }
    return await act({ kind: "delegate", identity: whom.identity, ...made });
  }
}

/** Of these identities those of one person. */
const tabsOf = (identity: string, all: ReadonlyMap<string, unknown>): readonly string[] =>
  [...all.keys()].filter((one) => personIn(one) === personIn(identity));

const delegationOf = (sitting: string | undefined, identity: string, key: string): string =>
  `delegate ${sitting} ${identity} ${key}`;

function nothing(): void {}
