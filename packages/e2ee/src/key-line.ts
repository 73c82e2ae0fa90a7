import type { FrameKeyring } from "@graticule/frames/frame-format";
import type { LinkedMeeting, SeatName } from "./credential.ts";
import type { FromDelivery, LastKeys, ToDelivery } from "./delivery.ts";
import type { HostSeed } from "./host-key.ts";
import { KeyPlaces } from "./key-places.ts";
import { loadMemberParts, type MemberParts, type SignatureKeys } from "./keys.ts";
import { isWaiting, type KeysState, type NoKeys } from "./keys-state.ts";
import { signAsLeaf } from "./leaf-signature.ts";
import { hostHashIn } from "./link-secret.ts";
import {
  forgetMember,
  forgetStep,
  keyPackageOf,
  type Member,
  type MemberEffect,
  type MemberInput,
  newMember,
} from "./member.ts";
import { Outbox } from "./outbox.ts";
import { ShownKeys } from "./shown-keys.ts";
import { step } from "./step.ts";
import { SwitchWatch } from "./switch-watch.ts";
import { Timer } from "./timer.ts";
import type { Delegation, Keyed, Vouched, Voucher } from "./voucher.ts";
import { Vouching } from "./vouching.ts";

export interface KeyLineParts {
  readonly meeting: LinkedMeeting;
  readonly seat: SeatName;
  readonly keys: FrameKeyring;
  /** Says it to the delivery service. `refused`: it was heard, and will never be taken. `unheard`: it may be said again. */
  readonly say: (message: ToDelivery) => Promise<"heard" | "refused" | "unheard">;
  /** Of this visit, where it has one already; else this line makes one of its own. */
  readonly signature?: (() => Promise<SignatureKeys>) | undefined;
  /** Of the host key of a vouched meeting, on a page that has it. */
  readonly hostSeed?: HostSeed | undefined;
  /** Told what it did not expect, one of ours, before it begins anew. It names no key. */
  readonly onFault?: (fault: unknown) => void;
  readonly later: (task: () => void, delayMs: number) => () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Signed by {@link KeyLine.vouch}, for this identity in this sitting. */
interface VouchedFor {
  readonly identity: string;
  readonly sitting: string;
  readonly voucher: Voucher;
}

/** What is on its way when the keys change still opens for this long. */
const retireAfterMs = 5_000;
/** Whoever is in no group any more goes on with the last keys for this long where someone goes who has them: as long as it may be until it switches after a removal. */
const silentSoonAfterMs = 1_000;
/** The same where nobody was, as a call does where the service begins anew. */
const silentAfterMs = 10_000;
const impatientAfterMs = 10_000;
/** After so long the service takes another key to vouch for, and a clock that was wrong may be right. In milliseconds. */
const asksAgainAfterMs = 60_000;

/**
 * One page's side of the keys: takes the member's steps one after the other, says what they ask to say in order, and gives the
 * media client its keys.
 */
export class KeyLine {
  readonly #parts: KeyLineParts;
  readonly #shown = new ShownKeys();
  readonly #outbox: Outbox;
  readonly #inputs: MemberInput[] = [];
  #isWorking = false;
  #isClosed = false;
  /** It has made keys. */
  #isAble = false;
  #own: MemberParts | undefined;
  /** Of a vouched meeting. */
  #vouching: Vouching | undefined;
  #member: Member = newMember;
  #leftWith: string | undefined;
  /** What the service said last. */
  #sitting: string | undefined;
  readonly #places: KeyPlaces;
  /** To ask again, or to begin anew, where nothing is heard. */
  readonly #impatience: Timer;
  /** To look again whether the sitting is believed. */
  readonly #sittingLook: Timer;
  readonly #switchWatch: SwitchWatch;
  #openers: readonly string[] = [];

  constructor(parts: KeyLineParts) {
    this.#parts = parts;
    const { keys, later, say } = parts;
    this.#outbox = new Outbox({ say, later, onRefused: (message) => this.#notTaken(message) });
    const onEmpty = () => this.#tellVouching(this.#member);
    this.#places = new KeyPlaces({ keys, later, onEmpty });
    this.#impatience = new Timer(later);
    this.#sittingLook = new Timer(later);
    this.#switchWatch = new SwitchWatch(later, () => this.#isOverdue());
  }

  get state(): KeysState {
    return this.#shown.state;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#shown.subscribe(listener);

  readonly current = (): KeysState => this.state;

  /** Identities of all who can open what it seals now: of the epoch with whose key it sends, not of the newest. */
  get openers(): readonly string[] {
    return this.#openers;
  }

  /** With which it came in, or wants in; once it is closed, or between a fault and its next hello, with which it was there. */
  get keyPackage(): string | undefined {
    return keyPackageOf(this.#member) ?? this.#leftWith;
  }

  /** Signed with the key of this page's leaf; undefined: it is in no group. */
  async signAsLeaf(data: Uint8Array): Promise<Uint8Array | undefined> {
    if (this.#own === undefined || this.#member.kind !== "inside") return undefined;
    return await signAsLeaf(this.#own.suite, this.#member.group, data);
  }

  /** The event stream is open, for the first time or again. */
  connected(): void {
    // What this page says of where it is stands behind what could not be said.
    this.#outbox.now();
  }

  hear(event: FromDelivery): void {
    if (event.kind === "sitting") this.#sitting = event.sitting;
    this.#put({ kind: "heard", event });
  }

  /** Something came for it that is no message. */
  hearNonsense(): void {
    this.#put({ kind: "garbled" });
  }

  /** In whose group it is. Undefined: in none, or the service named another one meanwhile. */
  get sitting(): string | undefined {
    const member = this.#member;
    return member.kind === "inside" && member.sitting === this.#sitting
      ? member.sitting
      : undefined;
  }

  /** Signs for these in the present sitting. Undefined: this page may vouch for no one. */
  async vouch(whom: readonly Vouched[]): Promise<readonly VouchedFor[] | undefined> {
    const [sitting, vouching] = [this.#sitting, this.#vouching];
    if (sitting === undefined || vouching === undefined) return undefined;
    this.#tellSitting();
    const vouchers: VouchedFor[] = [];
    for (const { identity, name, signatureKey } of whom) {
      const voucher = await vouching.vouch(sitting, { identity, name, signatureKey });
      if (voucher === undefined) return undefined;
      vouchers.push({ identity, sitting, voucher });
    }
    return vouchers;
  }

  /** Lets this one vouch in the present sitting. Undefined: this page can't. */
  async delegate(
    whom: Keyed,
  ): Promise<{ readonly sitting: string; readonly delegation: Delegation } | undefined> {
    const sitting = this.#sitting;
    this.#tellSitting();
    const delegation = sitting && (await this.#vouching?.delegate(sitting, whom));
    return sitting && delegation ? { sitting, delegation } : undefined;
  }

  /** Resolves when it is in the group, so that frames of others can be opened, or never will be. */
  entered(): Promise<void> {
    return this.until((state) => !isWaiting(state) || state.authenticator !== undefined);
  }

  /** Resolves when frames can be sealed and opened, or never will be. */
  settled(): Promise<void> {
    return this.until((state) => !isWaiting(state));
  }

  /** Resolves when this one can open what it seals now, or it is closed. */
  openedBy(identity: string): Promise<void> {
    return this.until(() => this.#openers.includes(identity));
  }

  /** Resolves when this holds of what it can say of its keys, or it is closed. */
  until(holds: (state: KeysState) => boolean): Promise<void> {
    return this.#shown.until(holds);
  }

  /** Nothing is heard or said any more, and nothing of the group is left. */
  close(): void {
    this.#isClosed = true;
    this.#forget();
    this.#places.close();
    this.#impatience.stop();
    this.#sittingLook.stop();
    this.#switchWatch.close();
    this.#outbox.close();
    this.#shown.close();
  }

  #put(input: MemberInput): void {
    this.#inputs.push(input);
    this.#begin();
  }

  #begin(): void {
    if (!this.#isWorking) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    try {
      for (let input = this.#inputs.shift(); input !== undefined; input = this.#inputs.shift()) {
        if (this.#isClosed) return;
        await this.#take(input);
      }
    } catch (fault) {
      // Closed meanwhile: what it worked with was zeroed under it.
      if (this.#isClosed) return;
      this.#parts.onFault?.(fault);
      this.#fail();
    } finally {
      this.#isWorking = false;
    }
  }

  async #take(input: MemberInput): Promise<void> {
    this.#own ??= await this.#load();
    if (!(await this.#isOfUse(input))) return;
    const next = await step(this.#own, this.#member, input);
    if (this.#isClosed) {
      forgetStep(next);
      return;
    }
    const { member, effects } = next;
    this.#isAble ||= keyPackageOf(member) !== undefined;
    this.#member = member;
    for (const effect of effects) {
      await this.#do(effect);
      if (this.#isClosed) return;
    }
    this.#tellVouching(member);
    this.#watchTheClock(member);
    this.#switchWatch.look(member, input);
  }

  async #load(): Promise<MemberParts> {
    const { meeting, seat, signature, hostSeed } = this.#parts;
    const own = await loadMemberParts(meeting, seat, await signature?.());
    const host = hostHashIn(meeting.secret);
    if (host === undefined) return own;
    const { signature: keys, suite } = own;
    const { code } = meeting;
    const vouching = await Vouching.of({
      code,
      host,
      seat,
      hostSeed,
      signature: keys,
      signing: suite.signature,
      now: this.#parts.now,
    });
    this.#vouching = vouching;
    return { ...own, voucherFor: (sitting) => vouching.voucherFor(sitting) };
  }

  /** Of vouching: what the host key did not sign is not looked at. */
  async #isOfUse(input: MemberInput): Promise<boolean> {
    if (input.kind !== "heard") return true;
    const { event } = input;
    if (event.kind === "refused" && event.because === "unvouched") this.#vouching?.forget();
    if (event.kind !== "voucher" && event.kind !== "delegation") return true;
    return (await this.#vouching?.hear(event)) === "taken";
  }

  /** By the clock as it is now: a sitting grows old, and a clock is set right. */
  #tellSitting(): void {
    if (this.#sitting === undefined || this.#vouching === undefined) return;
    const sitting = this.#vouching.believes(this.#sitting) ? "believed" : "not-believed";
    if (sitting !== this.state.sitting) this.#shown.set({ sitting });
    if (sitting === "believed") return;
    this.#sittingLook.start(() => this.#tellSitting(), asksAgainAfterMs);
  }

  #tellVouching(member: Member): void {
    this.#tellSitting();
    const power = this.#vouching?.powerIn(this.#sitting) ?? "none";
    if (power !== this.state.power) this.#shown.set({ power });
    const { kind } = this.state;
    // With the last keys it is heard and seen for a while.
    const isWithout = member.kind === "unvouched" && this.#places.isEmpty;
    if (isWithout && kind === "agreeing") this.#shown.set({ kind: "unvouched" });
    if (member.kind !== "unvouched" && kind === "unvouched") this.#shown.set({ kind: "agreeing" });
  }

  #watchTheClock({ kind }: Member): void {
    // Until it has said hello nothing that is heard is for it: that puts nothing off.
    if (kind !== "new") this.#impatience.stop();
    if (kind !== "outside" && kind !== "unvouched") return;
    const afterMs = kind === "outside" ? impatientAfterMs : asksAgainAfterMs;
    this.#impatience.start(() => this.#put({ kind: "impatient" }), afterMs);
  }

  #isOverdue(): void {
    // In no group any more, it sends with nothing from now on.
    if (this.#member.kind !== "inside") this.#places.retireAll();
    // Before all that was heard and waits: however much a service says, it puts this off by one step at the most.
    this.#inputs.unshift({ kind: "overdue" });
    this.#begin();
  }

  async #do(effect: MemberEffect): Promise<void> {
    const { keys } = this.#parts;
    switch (effect.kind) {
      case "say":
        this.#outbox.put(effect.message);
        break;
      case "receive":
        this.#places.occupy(effect.keys.place);
        await keys.receive(effect.keys);
        break;
      case "send":
        keys.send(effect.place);
        this.#openers = this.state.insiders.map(({ identity }) => identity);
        this.#places.endAllBut(effect.place, retireAfterMs);
        this.#shown.set({ kind: "agreed" });
        break;
      case "show":
        this.#shown.show(effect.insiders, effect.authenticator);
        break;
      case "lost":
        this.#lose(effect.fault === undefined ? 0 : 1, effect.lastKeys);
        break;
      case "refused":
        this.#refuse(effect.because);
    }
  }

  #refuse(because: (MemberEffect & { kind: "refused" })["because"]): void {
    if (because === "too-often") this.#shown.set({ delays: this.state.delays + 1 });
    else this.#end(because);
  }

  #end(kind: NoKeys): void {
    this.#shown.set({ kind, insiders: [], authenticator: undefined });
  }

  /** With other keys it would be no better: the service takes none of this browser's. */
  #notTaken({ kind }: ToDelivery): void {
    if (kind === "hello") this.#end("not-taken");
  }

  #forget(): void {
    this.#leftWith = this.keyPackage;
    forgetMember(this.#member);
    this.#member = newMember;
  }

  /** What it showed holds no more. Nobody may have its keys for ever: outside it seals and opens nothing in the end. */
  #lose(faults: number, lastKeys: LastKeys): void {
    this.#places.endAllBut(undefined, lastKeys === "soon-over" ? silentSoonAfterMs : silentAfterMs);
    const distrusted = this.state.distrusted + faults;
    this.#shown.set({ kind: "agreeing", insiders: [], authenticator: undefined, distrusted });
  }

  /** Where not even keys can be made, this browser can't; any other fault is one of ours, and it begins anew, not at once. */
  #fail(): void {
    if (!this.#isAble) {
      this.#end("unsupported");
      return;
    }
    this.#forget();
    // It may have been over someone's removal.
    this.#lose(1, "soon-over");
    this.#impatience.stop();
    this.#impatience.start(() => {
      if (this.#sitting !== undefined) this.hear({ kind: "sitting", sitting: this.#sitting });
    }, impatientAfterMs);
  }
}
