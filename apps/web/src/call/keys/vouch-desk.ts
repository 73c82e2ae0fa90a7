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

/** A person as shown to the host, with their signature key (base64url). */
interface Asked {
  readonly joinId: string;
  readonly identity: string;
  readonly name: string;
  readonly signatureKey: string;
}

/** To be called once the service has taken a click, which has no effect before. */
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
 * The outcome of an act. `not-now`: unknown, or the service does not see this page as a host's, as
 * just after both came back; it may be sent again.
 */
export type Acted = "taken" | "refused" | "not-now";

export function actedOf(answer: Answer<unknown>): Acted {
  if (answer.kind === "ok") return "taken";
  const isForbidden = answer.kind === "problem" && answer.code === "forbidden";
  return isForbidden || isOutage(answer) ? "not-now" : "refused";
}

/** Something to sign and send without a click. `of`: for whom, in which sitting. */
interface Due {
  readonly of: readonly string[];
  readonly say: () => Promise<Acted>;
}

/** How long a leaving host waits for the service's answer, in milliseconds. */
const letWithinMs = 5_000;
/** The most vouchers that the service takes in one act. */
const mostAtOnce = 500;

/**
 * Signs for others on a page that may vouch, always for the name, identity and key shown when its
 * person clicked. In another sitting it signs again without a click, but only for the same three,
 * and for no one taken out of the group meanwhile. Co-hosts and successors may vouch only with the
 * key that they had in the group when a click made them so.
 */
export class VouchDesk {
  readonly #ports: VouchDeskPorts;
  readonly #vouched: VouchMemory["vouched"];
  readonly #delegates: VouchMemory["delegates"];
  readonly #gone: VouchMemory["gone"];
  /** Answers to what was signed without a click; keys include the sitting. */
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

  /** Lets one person in, with a voucher for what was shown. */
  async admitting({ joinId, name, asks }: Waiting): Promise<HostAct> {
    const act = { kind: "admit", joinId } as const;
    const [signed] = asks === undefined ? [] : await this.#sign([{ joinId, name, ...asks }]);
    if (signed === undefined) return act;
    const { sitting, voucher } = signed;
    return { ...act, vouched: { sitting, voucher } };
  }

  /**
   * Lets in all at once, with vouchers for what was shown. Those without a key yet appear in the
   * next list.
   */
  async admittingAll(shown: readonly Waiting[]): Promise<HostAct> {
    if (this.#ports.line.current().power === "none") return { kind: "admit-all" };
    const asked = shown.flatMap((one) =>
      one.asks === undefined || isOneByOne(one)
        ? []
        : [{ joinId: one.joinId, name: one.name, ...one.asks }],
    );
    return { kind: "admit-all", vouchers: await this.#sign(asked.slice(0, mostAtOnce)) };
  }

  /** Gives keys to those inside without. Those beyond what one act holds stay in the list. */
  async vouching(shown: readonly Unvouched[]): Promise<HostAct> {
    return { kind: "vouch", vouchers: await this.#sign(shown.slice(0, mostAtOnce)) };
  }

  /**
   * For each act that the host clicks. From here on, people taken out or demoted are not signed
   * for, even if the service refuses.
   */
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

  /** Also covers people whose admission did not arrive. */
  #turnDown(joinId: string): void {
    for (const one of this.#vouched.keys()) {
      if (joinIdOf(one) === joinId) this.#vouched.delete(one);
    }
  }

  /** The whole person, whichever tab was clicked: as the service does. */
  #takeDown(identity: string): void {
    this.#clickOf.delete(personIn(identity));
    for (const one of tabsOf(identity, this.#delegates)) this.#delegates.delete(one);
  }

  /**
   * INVARIANT: a click lets vouch only keys in the group at that moment, and a later click about
   * the same person overrides it, however late the service answers.
   */
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
      // A leaving host does not wait for the pause.
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
   * Whether the service took this person's delegation; waits {@link letWithinMs} at most.
   * `not-ours`: this page cannot delegate.
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

  /** Sends nothing more: its person left the call. */
  close(): void {
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    this.#sayAgain.now();
  }

  /** In another sitting's group, signs for the same people and keys. */
  #look(): void {
    const { line } = this.#ports;
    const { power, insiders } = line.current();
    if (line.sitting === undefined || power === "none") return;
    this.#follow(line.sitting, new Set(insiders.map(({ identity }) => identity)));
    if (!this.#isSaying) void this.#say();
  }

  /** One at a time: waits for each answer, and sends only what is still right. */
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

  /** What to send next without a click. */
  #due(): Due | undefined {
    const { line, feed } = this.#ports;
    const { sitting } = line;
    const { power, insiders, sitting: is } = line.current();
    const hosting = feed.current()?.hosting;
    if (this.#isClosed || sitting === undefined || power === "none" || hosting === undefined) {
      return undefined;
    }
    // Nothing would be signed; once the sitting is believed, this is called again.
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

  /**
   * Another sitting's group begins with one member, so absence from it means nothing. In the same
   * sitting, those missing have left, even between calls.
   */
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
    // Signing looks at the clock, and may only now have found the sitting outdated.
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

/** The person's identities among these. */
const tabsOf = (identity: string, all: ReadonlyMap<string, unknown>): readonly string[] =>
  [...all.keys()].filter((one) => personIn(one) === personIn(identity));

const delegationOf = (sitting: string | undefined, identity: string, key: string): string =>
  `delegate ${sitting} ${identity} ${key}`;

function nothing(): void {}
