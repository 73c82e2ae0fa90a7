import type { FrameKeyring } from "@graticule/frames/frame-format";
import type { FromDelivery, LastKeys, ToDelivery } from "./delivery.ts";
import type { SigningKeyPair } from "./ed25519.ts";
import type { HostSeed } from "./host-key.ts";
import { KeyPlaces } from "./key-places.ts";
import { loadMemberParts, type MemberParts } from "./keys.ts";
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
import type { LinkedMeeting, SeatName } from "./occasion.ts";
import { Outbox, type OutboxParts } from "./outbox.ts";
import { ShownKeys } from "./shown-keys.ts";
import { step } from "./step.ts";
import { SwitchWatch } from "./switch-watch.ts";
import { type Later, Timer } from "./timer.ts";
import type { Delegation, KeyedSeat, VouchedSeat, Voucher } from "./voucher.ts";
import { Vouching } from "./vouching.ts";

export interface KeyLineParts {
  readonly meeting: LinkedMeeting;
  readonly seat: SeatName;
  readonly keys: FrameKeyring;
  readonly say: OutboxParts["say"];
  /** Of this visit, if it has one already. */
  readonly signature?: (() => Promise<SigningKeyPair>) | undefined;
  /** In a vouched meeting, on a page that has the host key. */
  readonly hostSeed?: HostSeed | undefined;
  /** Gets a bug of ours before the line starts over. It names no key. */
  readonly onFault?: (fault: unknown) => void;
  readonly later: Later;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Signed by {@link KeyLine.vouch}. */
interface VouchedFor {
  readonly identity: string;
  readonly sitting: string;
  readonly voucher: Voucher;
}

/** How long frames that are on their way when the keys change still open. */
const retireAfterMs = 5_000;
/** How long a page outside any group sends with its last keys where a removed member has them. */
const silentSoonAfterMs = 1_000;
/** How long it does where none was removed. */
const silentAfterMs = 10_000;
const impatientAfterMs = 10_000;
/** After this the service takes another `asks`, and a wrong clock may have been set. */
const asksAgainAfterMs = 60_000;

/** One page's side of the keys: takes the member's steps in order, and acts on their effects. */
export class KeyLine {
  readonly #parts: KeyLineParts;
  readonly #shown = new ShownKeys();
  readonly #outbox: Outbox;
  readonly #inputs: MemberInput[] = [];
  #isWorking = false;
  #isClosed = false;
  /** This browser could make keys. */
  #isAble = false;
  #own: MemberParts | undefined;
  /** In a vouched meeting. */
  #vouching: Vouching | undefined;
  #member: Member = newMember;
  #leftWith: string | undefined;
  /** As the service said last. */
  #sitting: string | undefined;
  readonly #places: KeyPlaces;
  /** Asks again, or starts over, where no answer comes. */
  readonly #impatience: Timer;
  /** Checks again whether the sitting is believed. */
  readonly #sittingLook: Timer;
  readonly #switchWatch: SwitchWatch;
  #openers: readonly string[] = [];

  constructor(parts: KeyLineParts) {
    this.#parts = parts;
    const { keys, later, say } = parts;
    // Other keys would be no better: the service can't use this browser's.
    const onRefused = ({ kind }: ToDelivery): void => {
      if (kind === "hello") this.#end("not-taken");
    };
    this.#outbox = new Outbox({ say, later, onRefused });
    const onEmpty = () => this.#showVouching(this.#member);
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

  /** Identities of all who can open what it seals now: of the epoch that it sends in. */
  get openers(): readonly string[] {
    return this.#openers;
  }

  /** Of its hello; once closed, or between a fault and the next hello, the last one. */
  get keyPackage(): string | undefined {
    return keyPackageOf(this.#member) ?? this.#leftWith;
  }

  /** Signs with the key of this page's leaf. Undefined: it is in no group. */
  async signAsLeaf(data: Uint8Array): Promise<Uint8Array | undefined> {
    if (this.#own === undefined || this.#member.kind !== "inside") return undefined;
    return await signAsLeaf(this.#own.suite, this.#member.group, data);
  }

  /** Call whenever the event stream opens. */
  connected(): void {
    // What could not be said goes out before what this page says of where it stands.
    this.#outbox.now();
  }

  hear(event: FromDelivery): void {
    if (event.kind === "sitting") this.#sitting = event.sitting;
    this.#put({ kind: "heard", event });
  }

  /** What came is not a message. */
  hearNonsense(): void {
    this.#put({ kind: "garbled" });
  }

  /** Of its group. Undefined: it is in none, or the service has named another sitting. */
  get sitting(): string | undefined {
    const member = this.#member;
    return member.kind === "inside" && member.sitting === this.#sitting
      ? member.sitting
      : undefined;
  }

  /** Signs for these in the present sitting. Undefined: this page may not vouch. */
  async vouch(whom: readonly VouchedSeat[]): Promise<readonly VouchedFor[] | undefined> {
    const [sitting, vouching] = [this.#sitting, this.#vouching];
    if (sitting === undefined || vouching === undefined) return undefined;
    this.#showSitting();
    const vouchers: VouchedFor[] = [];
    for (const { identity, name, signatureKey } of whom) {
      const voucher = await vouching.vouch(sitting, { identity, name, signatureKey });
      if (voucher === undefined) return undefined;
      vouchers.push({ identity, sitting, voucher });
    }
    return vouchers;
  }

  /** Lets this seat vouch in the present sitting. Undefined: this page can't. */
  async delegate(
    whom: KeyedSeat,
  ): Promise<{ readonly sitting: string; readonly delegation: Delegation } | undefined> {
    const sitting = this.#sitting;
    this.#showSitting();
    const delegation = sitting && (await this.#vouching?.delegate(sitting, whom));
    return sitting && delegation ? { sitting, delegation } : undefined;
  }

  /** Resolves when it is in the group and can open frames, or never will. */
  entered(): Promise<void> {
    return this.until((state) => !isWaiting(state) || state.authenticator !== undefined);
  }

  /** Resolves when it can seal and open frames, or never will. */
  settled(): Promise<void> {
    return this.until((state) => !isWaiting(state));
  }

  /** Resolves when this identity can open what it seals, or on closing. */
  openedBy(identity: string): Promise<void> {
    return this.until(() => this.#openers.includes(identity));
  }

  /** Resolves when this holds, or on closing. */
  until(holds: (state: KeysState) => boolean): Promise<void> {
    return this.#shown.until(holds);
  }

  /** Hears and says nothing more, and zeroes the group. */
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
      // Closed meanwhile: its secrets were zeroed.
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
      await this.#perform(effect);
      if (this.#isClosed) return;
    }
    this.#showVouching(member);
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

  /** False for a voucher or a delegation that the host key does not vouch for. */
  async #isOfUse(input: MemberInput): Promise<boolean> {
    if (input.kind !== "heard") return true;
    const { event } = input;
    if (event.kind === "refused" && event.because === "unvouched") this.#vouching?.forget();
    if (event.kind !== "voucher" && event.kind !== "delegation") return true;
    return (await this.#vouching?.hear(event)) === "taken";
  }

  /** By the present clock: a sitting ages, and a clock may be set. */
  #showSitting(): void {
    if (this.#sitting === undefined || this.#vouching === undefined) return;
    const sitting = this.#vouching.believes(this.#sitting) ? "believed" : "not-believed";
    if (sitting !== this.state.sitting) this.#shown.set({ sitting });
    if (sitting === "believed") return;
    this.#sittingLook.start(() => this.#showSitting(), asksAgainAfterMs);
  }

  #showVouching(member: Member): void {
    this.#showSitting();
    const power = this.#vouching?.powerIn(this.#sitting) ?? "none";
    if (power !== this.state.power) this.#shown.set({ power });
    const { kind } = this.state;
    // With its last keys it can still be heard and seen for a while.
    const isWithout = member.kind === "unvouched" && this.#places.isEmpty;
    if (isWithout && kind === "agreeing") this.#shown.set({ kind: "unvouched" });
    if (member.kind !== "unvouched" && kind === "unvouched") this.#shown.set({ kind: "agreeing" });
  }

  #watchTheClock({ kind }: Member): void {
    // Before its hello, nothing that it hears puts the timeout off.
    if (kind !== "new") this.#impatience.stop();
    if (kind !== "outside" && kind !== "unvouched") return;
    const afterMs = kind === "outside" ? impatientAfterMs : asksAgainAfterMs;
    this.#impatience.start(() => this.#put({ kind: "impatient" }), afterMs);
  }

  #isOverdue(): void {
    // Outside any group it stops sending.
    if (this.#member.kind !== "inside") this.#places.retireAll();
    // First in the queue: however much a service says, it delays this by one step at most.
    this.#inputs.unshift({ kind: "overdue" });
    this.#begin();
  }

  async #perform(effect: MemberEffect): Promise<void> {
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
        if (effect.because !== "too-often") this.#end(effect.because);
        else this.#shown.set({ delays: this.state.delays + 1 });
    }
  }

  #end(kind: NoKeys): void {
    this.#shown.set({ kind, insiders: [], authenticator: undefined });
  }

  #forget(): void {
    this.#leftWith = this.keyPackage;
    forgetMember(this.#member);
    this.#member = newMember;
  }

  /** Its last keys end, too: they may not serve for ever. */
  #lose(faults: number, lastKeys: LastKeys): void {
    this.#places.endAllBut(undefined, lastKeys === "soon-over" ? silentSoonAfterMs : silentAfterMs);
    const distrusted = this.state.distrusted + faults;
    this.#shown.set({ kind: "agreeing", insiders: [], authenticator: undefined, distrusted });
  }

  /** A fault before any keys is an unsupported browser; any other is a bug, and it starts over. */
  #fail(): void {
    if (!this.#isAble) {
      this.#end("unsupported");
      return;
    }
    this.#forget();
    // It may have been about a removal.
    this.#lose(1, "soon-over");
    this.#impatience.stop();
    this.#impatience.start(() => {
      if (this.#sitting !== undefined) this.hear({ kind: "sitting", sitting: this.#sitting });
    }, impatientAfterMs);
  }
}
