import type { FrameKeyring } from "@graticule/frames/frame-format";
import { toBase64Url } from "./base64url.ts";
import type { Meeting, Seat } from "./credential.ts";
import type { FromDelivery, ToDelivery } from "./delivery.ts";
import type { Insider } from "./group.ts";
import { loadMemberParts, type MemberParts } from "./keys.ts";
import {
  type Effect,
  keyPackageOf,
  type Member,
  type MemberInput,
  newMember,
  step,
} from "./member.ts";

/**
 * Why there will be no keys here. `another-link`: the link is not this meeting's. `full`: so many are there that nobody more can be. `not-taken`:
 * the service can make nothing of what this browser says. `unsupported`: this browser can't encrypt.
 */
export type NoKeys = "another-link" | "full" | "not-taken" | "unsupported";

/** What the page can say of its keys. */
export interface KeysState {
  /** `agreeing`: with nobody yet. `agreed`: it sends and receives with the group's keys. */
  readonly kind: "agreeing" | "agreed" | NoKeys;
  readonly insiders: readonly Insider[];
  /** 32 bytes that everybody inside has alike now. */
  readonly authenticator: Uint8Array | undefined;
  /** How often the keys changed since this page is inside. */
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
  /** Told what it did not expect, one of ours, before it begins anew. It names no key. */
  readonly onFault?: (fault: unknown) => void;
  readonly later: (task: () => void, delayMs: number) => () => void;
}

/** What is on its way when the keys change still opens for this long. */
const retireAfterMs = 5_000;
/** Longer than the service waits at the most. Whoever runs it can't make a page go on with keys that somebody took along. */
const overdueAfterMs = 2_000;
/** Whoever is in no group any more goes on with the last keys for this long, as a call does where the service begins anew. */
const silentAfterMs = 10_000;
const impatientAfterMs = 10_000;
/** Between two attempts to say something; twice as long after each that fails, up to the second. */
const sayAgainMs = 500;
const sayAgainAtMostMs = 8_000;

/**
 * One page's side of the keys: takes the member's steps one after the other, says what they ask to say in order, and gives the
 * media client its keys.
 */
export class KeyLine {
  state: KeysState = {
    kind: "agreeing",
    insiders: [],
    authenticator: undefined,
    changes: 0,
    distrusted: 0,
    delays: 0,
    rekeyed: new Map(),
  };
  readonly #parts: KeyLineParts;
  readonly #listeners = new Set<() => void>();
  readonly #inputs: MemberInput[] = [];
  readonly #said: ToDelivery[] = [];
  #isWorking = false;
  #isSaying = false;
  #isClosed = false;
  /** It has made keys. */
  #isAble = false;
  #own: MemberParts | undefined;
  #member: Member = newMember;
  /** What the service said last. */
  #sitting: string | undefined;
  /** With which each signed last. */
  readonly #signatureKeys = new Map<string, string>();
  /** The places of the ring at which there are keys. */
  readonly #places = new Set<number>();
  /** Those at which they will soon be over, and what calls that off. */
  readonly #ending = new Map<number, () => void>();
  #cancelImpatience: (() => void) | undefined;
  /** Ends the pause before something is said again. */
  #endPause = nothing;
  #sayAgainMs = sayAgainMs;
  #openers: readonly string[] = [];
  /** Undefined: it sends as it should. */
  #cancelOverdue: (() => void) | undefined;

  constructor(parts: KeyLineParts) {
    this.#parts = parts;
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

  /** With which it came in, or wants in. */
  get keyPackage(): string | undefined {
    return keyPackageOf(this.#member);
  }

  /** The event stream is open, for the first time or again. */
  connected(): void {
    // What could not be said may be heard now, and what this page says of where it is stands behind it.
    this.#sayAgainMs = sayAgainMs;
    this.#endPause();
  }

  hear(event: FromDelivery): void {
    if (event.kind === "sitting") this.#sitting = event.sitting;
    this.#put({ kind: "heard", event });
  }

  /** Something came for it that is no message. */
  hearNonsense(): void {
    this.#put({ kind: "garbled" });
  }

  /** Resolves when it is in the group, so that frames of others can be opened, or never will be. */
  entered(): Promise<void> {
    return this.until(
      ({ kind, authenticator }) => kind !== "agreeing" || authenticator !== undefined,
    );
  }

  /** Resolves when frames can be sealed and opened, or never will be. */
  settled(): Promise<void> {
    return this.until(({ kind }) => kind !== "agreeing");
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

  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#ending.values()) cancel();
    this.#cancelImpatience?.();
    this.#cancelOverdue?.();
    this.#endPause();
    this.#tell();
  }

  #put(input: MemberInput): void {
    this.#inputs.push(input);
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
      this.#parts.onFault?.(fault);
      this.#fail();
    } finally {
      this.#isWorking = false;
    }
  }

  async #take(input: MemberInput): Promise<void> {
    const { meeting, seat } = this.#parts;
    this.#own ??= await loadMemberParts(meeting, seat);
    const { member, effects } = await step(this.#own, this.#member, input);
    this.#isAble ||= keyPackageOf(member) !== undefined;
    this.#member = member;
    for (const effect of effects) await this.#do(effect);
    if (!this.#isClosed) this.#watchTheClock(member);
  }

  #watchTheClock(member: Member): void {
    const { later } = this.#parts;
    // Until it has said hello nothing that is heard is for it: that puts nothing off.
    if (member.kind !== "new") this.#stopImpatience();
    if (member.kind === "outside") {
      this.#cancelImpatience ??= later(() => {
        this.#cancelImpatience = undefined;
        this.#put({ kind: "impatient" });
      }, impatientAfterMs);
    }
    if (member.kind !== "inside" || member.sends) {
      this.#cancelOverdue?.();
      this.#cancelOverdue = undefined;
    } else {
      // From the first keys on with which it does not send: others that follow don't put it off.
      this.#cancelOverdue ??= later(() => this.#put({ kind: "overdue" }), overdueAfterMs);
    }
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
        this.#occupy(effect.keys.place);
        await keys.receive(effect.keys);
        break;
      case "send":
        keys.send(effect.place);
        this.#openers = this.state.insiders.map(({ identity }) => identity);
        this.#endAllBut(effect.place, retireAfterMs);
        this.#set({ kind: "agreed" });
        break;
      case "show": {
        const { insiders, authenticator } = effect;
        const rekeyed = this.#rekeyed(insiders);
        this.#set({ insiders, authenticator, changes: this.state.changes + 1, rekeyed });
        break;
      }
      case "lost":
        this.#lose(effect.fault === undefined ? 0 : 1);
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

  /** Keys come to this place, and take that of any that stood there before. */
  #occupy(place: number): void {
    this.#ending.get(place)?.();
    this.#ending.delete(place);
    this.#places.add(place);
  }

  /** What is to end already is not put off. */
  #endAllBut(kept: number | undefined, afterMs: number): void {
    for (const place of this.#places) {
      if (place === kept || this.#ending.has(place)) continue;
      const end = (): void => {
        this.#ending.delete(place);
        this.#places.delete(place);
        this.#parts.keys.retire(place);
      };
      this.#ending.set(place, this.#parts.later(end, afterMs));
    }
  }

  /** What it showed holds no more. Nobody may have its keys for ever: outside it seals and opens nothing in the end. */
  #lose(faults: number): void {
    // A change is under way, by which somebody may have gone: what it was to end by ends by then.
    const isOverdueSoon = this.#cancelOverdue !== undefined;
    this.#endAllBut(undefined, isOverdueSoon ? overdueAfterMs : silentAfterMs);
    const distrusted = this.state.distrusted + faults;
    this.#set({ kind: "agreeing", insiders: [], authenticator: undefined, distrusted });
  }

  /** Where not even keys can be made, this browser can't; any other fault is one of ours, and it begins anew, not at once. */
  #fail(): void {
    if (!this.#isAble) {
      this.#end("unsupported");
      return;
    }
    this.#member = newMember;
    this.#lose(1);
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
        await this.#pause();
        continue;
      }
      this.#said.shift();
      this.#sayAgainMs = sayAgainMs;
      // With other keys it would be no better: the service takes none of this browser's.
      if (outcome === "refused" && next.kind === "hello") this.#end("not-taken");
    }
    this.#isSaying = false;
  }

  async #pause(): Promise<void> {
    const pauseMs = this.#sayAgainMs;
    this.#sayAgainMs = Math.min(2 * pauseMs, sayAgainAtMostMs);
    await new Promise<void>((resolve) => {
      const cancel = this.#parts.later(resolve, pauseMs);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
    this.#endPause = nothing;
  }

  #set(change: Partial<KeysState>): void {
    this.state = { ...this.state, ...change };
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function nothing(): void {}
