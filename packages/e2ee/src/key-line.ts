import type { FrameKeyring } from "@graticule/frames/frame-format";
import { toBase64Url } from "./base64url.ts";
import type { Meeting, Seat } from "./credential.ts";
import type { FromDelivery, LastKeys, ToDelivery } from "./delivery.ts";
import type { Insider } from "./group.ts";
import type { HostSeed } from "./host-key.ts";
import { KeyPlaces } from "./key-places.ts";
import { loadMemberParts, type MemberParts, type SignatureKeys } from "./keys.ts";
import { signAsLeaf } from "./leaf-signature.ts";
import { hostHashIn } from "./link-secret.ts";
import {
  type Effect,
  forgetMember,
  forgetStep,
  keyPackageOf,
  type Member,
  type MemberInput,
  newMember,
  step,
} from "./member.ts";
import { areSameInsiders } from "./same-insiders.ts";
import { SayAgain } from "./say-again.ts";
import type { Delegation, Keyed, Vouched, Voucher } from "./voucher.ts";
import { Vouching } from "./vouching.ts";

/**
 * Why there will be no keys here. `another-link`: the link is not this meeting's. `full`: so many are there that nobody more can be. `not-taken`:
 * the service can make nothing of what this browser says. `unsupported`: this browser can't encrypt.
 */
export type NoKeys = "another-link" | "full" | "not-taken" | "unsupported";

/** What the page can say of its keys. */
export interface KeysState {
  /**
   * `agreeing`: with nobody yet. `agreed`: it sends and receives with the group's keys. `unvouched`: the meeting is vouched, no one has vouched
   * for this page, and it has no keys, nor the last ones of a group; it comes in by itself once someone does.
   */
  readonly kind: "agreeing" | "agreed" | "unvouched" | NoKeys;
  /** Of a vouched meeting: what this page may vouch with now. `host` also lets others vouch. */
  readonly power: "host" | "delegate" | "none";
  /**
   * Of a vouched meeting, whether the sitting that the service names is the present one by this page's clock, as of when it last looked. In one that is
   * not believed this page gets no keys and signs for no one.
   */
  readonly sitting: "believed" | "not-believed";
  readonly insiders: readonly Insider[];
  /** 32 bytes that everybody inside has alike now. */
  readonly authenticator: Uint8Array | undefined;
  /** How often who has the keys changed since this page is inside; that keys were only renewed does not count. */
  readonly changes: number;
  /** Something that came was not to be trusted; the page began anew. */
  readonly distrusted: number;
  /** It asked for keys more often than the service answers, and waits. */
  readonly delays: number;
  /** Who signs with another key than before in this call: their page was loaded anew, or it is someone else. The last one of each stands. */
  readonly rekeyed: ReadonlyMap<string, number>;
}

export interface KeyLineParts {
  readonly meeting: Meeting;
  readonly seat: Seat;
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
  /** Milliseconds since 1970; the clock of this machine where it is absent. */
  readonly now?: () => number;
}

/** Signed by {@link KeyLine.vouch}, for this identity in this sitting. */
interface VouchedFor {
  readonly identity: string;
  readonly sitting: string;
  readonly voucher: Voucher;
}

/** What is on its way when the keys change still opens for this long. */
const retireAfterMs = 5_000;
/** Longer than the service waits at the most. Whoever runs it can't make a page go on with keys that somebody took along. */
const overdueAfterMs = 2_000;
/** The same where somebody was removed. */
const overdueAfterRemovalMs = 1_000;
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
  state: KeysState = {
    kind: "agreeing",
    power: "none",
    sitting: "believed",
    insiders: [],
    authenticator: undefined,
    changes: 0,
    distrusted: 0,
    delays: 0,
    rekeyed: new Map(),
  };
  readonly #parts: KeyLineParts;
  readonly #sayAgain: SayAgain;
  readonly #listeners = new Set<() => void>();
  readonly #inputs: MemberInput[] = [];
  readonly #said: ToDelivery[] = [];
  #isWorking = false;
  #isSaying = false;
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
  /** With which each signed last. */
  readonly #signatureKeys = new Map<string, string>();
  readonly #places: KeyPlaces;
  #cancelImpatience: (() => void) | undefined;
  #cancelLook: (() => void) | undefined;
  #openers: readonly string[] = [];
  /** By how long it waits, what calls that off. Empty: it sends as it should. */
  readonly #overdue = new Map<number, () => void>();

  constructor(parts: KeyLineParts) {
    this.#parts = parts;
    this.#sayAgain = new SayAgain(parts.later);
    const { keys, later } = parts;
    this.#places = new KeyPlaces({
      ...{ keys, later },
      onEmpty: () => this.#tellVouching(this.#member),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

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
    // What could not be said may be heard now, and what this page says of where it is stands behind it.
    this.#sayAgain.now();
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
    return this.until(({ kind, authenticator }) => !isWaiting(kind) || authenticator !== undefined);
  }

  /** Resolves when frames can be sealed and opened, or never will be. */
  settled(): Promise<void> {
    return this.until(({ kind }) => !isWaiting(kind));
  }

  /** Resolves when this one can open what it seals now, or it is closed. */
  openedBy(identity: string): Promise<void> {
    return this.until(() => this.#openers.includes(identity));
  }

  /** Resolves when this holds of what it can say of its keys, or it is closed. */
  async until(holds: (state: KeysState) => boolean): Promise<void> {
    while (!holds(this.state) && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        const stop = this.subscribe(() => {
          stop();
          resolve();
        });
      });
    }
  }

  /** Nothing is heard or said any more, and nothing of the group is left. */
  close(): void {
    this.#isClosed = true;
    this.#forget();
    this.#places.close();
    this.#cancelImpatience?.();
    this.#cancelLook?.();
    for (const cancel of this.#overdue.values()) cancel();
    this.#sayAgain.now();
    this.#tell();
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
    this.#watchTheSwitch(member, isRemoval(input) ? overdueAfterRemovalMs : overdueAfterMs);
  }

  async #load(): Promise<MemberParts> {
    const { meeting, seat, signature, hostSeed } = this.#parts;
    const own = await loadMemberParts(meeting, seat, await signature?.());
    const host = hostHashIn(meeting.secret);
    if (host === undefined) return own;
    const { signature: keys, suite } = own;
    const { code } = meeting;
    const vouching = await Vouching.of({
      ...{ code, host, seat, hostSeed },
      ...{ signature: keys, signing: suite.signature, now: this.#parts.now ?? Date.now },
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
    if (sitting !== this.state.sitting) this.#set({ sitting });
    if (sitting === "believed") return;
    this.#cancelLook ??= this.#parts.later(() => {
      this.#cancelLook = undefined;
      this.#tellSitting();
    }, asksAgainAfterMs);
  }

  #tellVouching(member: Member): void {
    this.#tellSitting();
    const power = this.#vouching?.powerIn(this.#sitting) ?? "none";
    if (power !== this.state.power) this.#set({ power });
    const { kind } = this.state;
    // With the last keys it is heard and seen for a while.
    const isWithout = member.kind === "unvouched" && this.#places.isEmpty;
    if (isWithout && kind === "agreeing") this.#set({ kind: "unvouched" });
    if (member.kind !== "unvouched" && kind === "unvouched") this.#set({ kind: "agreeing" });
  }

  #watchTheClock(member: Member): void {
    const { later } = this.#parts;
    // Until it has said hello nothing that is heard is for it: that puts nothing off.
    if (member.kind !== "new") this.#stopImpatience();
    if (member.kind !== "outside" && member.kind !== "unvouched") return;
    this.#cancelImpatience ??= later(
      () => {
        this.#cancelImpatience = undefined;
        this.#put({ kind: "impatient" });
      },
      member.kind === "outside" ? impatientAfterMs : asksAgainAfterMs,
    );
  }

  /** From the first keys on with which it does not send: others that follow don't put it off, nor that it is to begin anew. */
  #watchTheSwitch(member: Member, afterMs: number): void {
    if (member.kind !== "inside") return;
    if (member.sends) {
      for (const cancel of this.#overdue.values()) cancel();
      this.#overdue.clear();
    } else if (!this.#overdue.has(afterMs)) {
      const cancel = this.#parts.later(() => this.#isOverdue(afterMs), afterMs);
      this.#overdue.set(afterMs, cancel);
    }
  }

  #isOverdue(afterMs: number): void {
    this.#overdue.delete(afterMs);
    // In no group any more, it sends with nothing from now on.
    if (this.#member.kind !== "inside") this.#places.retireAll();
    // Before all that was heard and waits: however much a service says, it puts this off by one step at the most.
    this.#inputs.unshift({ kind: "overdue" });
    this.#begin();
  }

  #stopImpatience(): void {
    this.#cancelImpatience?.();
    this.#cancelImpatience = undefined;
  }

  async #do(effect: Effect): Promise<void> {
    const { keys } = this.#parts;
    switch (effect.kind) {
      case "say":
        this.#said.push(effect.message);
        if (!this.#isSaying) void this.#say();
        break;
      case "receive":
        this.#places.occupy(effect.keys.place);
        await keys.receive(effect.keys);
        break;
      case "send":
        keys.send(effect.place);
        this.#openers = this.state.insiders.map(({ identity }) => identity);
        this.#places.endAllBut(effect.place, retireAfterMs);
        this.#set({ kind: "agreed" });
        break;
      case "show": {
        const { insiders, authenticator } = effect;
        const { changes } = this.state;
        if (areSameInsiders(this.state.insiders, insiders)) this.#set({ authenticator });
        else {
          const rekeyed = this.#rekeyed(insiders);
          this.#set({ insiders, authenticator, changes: changes + 1, rekeyed });
        }
        break;
      }
      case "lost":
        this.#lose(effect.fault === undefined ? 0 : 1, effect.lastKeys);
        break;
      case "refused":
        this.#refuse(effect.because);
    }
  }

  #refuse(because: (Effect & { kind: "refused" })["because"]): void {
    if (because === "too-often") this.#set({ delays: this.state.delays + 1 });
    else this.#end(because);
  }

  #end(kind: NoKeys): void {
    this.#set({ kind, insiders: [], authenticator: undefined });
  }

  /** Whose key is another one than when they were seen last. */
  #rekeyed(insiders: readonly Insider[]): ReadonlyMap<string, number> {
    let { rekeyed } = this.state;
    for (const { identity, signatureKey } of insiders) {
      const key = toBase64Url(signatureKey);
      const before = this.#signatureKeys.get(identity) ?? key;
      this.#signatureKeys.set(identity, key);
      if (before !== key)
        rekeyed = new Map([...rekeyed, [identity, (rekeyed.get(identity) ?? 0) + 1]]);
    }
    return rekeyed;
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
    this.#set({ kind: "agreeing", insiders: [], authenticator: undefined, distrusted });
  }

  /** Where not even keys can be made, this browser can't; any other fault is one of ours, and it begins anew, not at once. */
  #fail(): void {
    if (!this.#isAble) {
      this.#end("unsupported");
      return;
    }
    this.#forget();
    // It may have been over somebody's removal.
    this.#lose(1, "soon-over");
    this.#stopImpatience();
    this.#cancelImpatience = this.#parts.later(() => {
      this.#cancelImpatience = undefined;
      if (this.#sitting !== undefined) this.hear({ kind: "sitting", sitting: this.#sitting });
    }, impatientAfterMs);
  }

  async #say(): Promise<void> {
    this.#isSaying = true;
    for (let next = this.#said[0]; next !== undefined && !this.#isClosed; next = this.#said[0]) {
      const outcome = await this.#parts.say(next);
      if (outcome === "unheard") {
        await this.#sayAgain.pause();
        continue;
      }
      this.#said.shift();
      this.#sayAgain.heard();
      // With other keys it would be no better: the service takes none of this browser's.
      if (outcome === "refused" && next.kind === "hello") this.#end("not-taken");
    }
    this.#isSaying = false;
  }

  #set(change: Partial<KeysState>): void {
    this.state = { ...this.state, ...change };
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** It has no keys, and may still get some. */
function isWaiting(kind: KeysState["kind"]): boolean {
  return kind === "agreeing" || kind === "unvouched";
}

function isRemoval(input: MemberInput): boolean {
  if (input.kind !== "heard" || input.event.kind !== "change") return false;
  return input.event.changes.some(({ kind }) => kind === "remove");
}
