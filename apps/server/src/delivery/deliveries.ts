import { randomBytes, randomInt } from "node:crypto";
import { addressPrefix } from "@graticule/admission/location/address";
import type { KeysEvent, KeysMessage } from "@graticule/api/keys";
import { Conversation } from "@graticule/delivery/conversation";
import { HelloLimit } from "@graticule/delivery/hello-limit";
import { keyRingSize } from "@graticule/delivery/known-group";
import type { KeysInput, Outgoing } from "@graticule/delivery/ports";
import { timeouts } from "@graticule/delivery/timeouts";
import type { Owners } from "../cluster/owners.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Join, JoinKey, JoinKeys, Joins, OpenStream } from "../presence/joins.ts";
import type { LiveRooms, RoomState } from "../presence/live-room.ts";
import type { Seats } from "../presence/seats.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { isProvenByLink } from "./link-proof.ts";
import { createProposer, type KeyPackageHead, readCommit, readKeyPackage } from "./mls-wire.ts";
import { isVouchedFor } from "./voucher-proof.ts";

export interface DeliveriesParts {
  readonly live: LiveRooms;
  readonly joins: Pick<Joins, "prove" | "ofSeat" | "inRoom" | "changed" | "onChange">;
  readonly directory: Pick<RoomDirectory, "find" | "now">;
  readonly seats: Pick<Seats, "find" | "isInside" | "onChange">;
  readonly owners: Pick<Owners, "since" | "tookOver">;
  readonly engine: Pick<MediaEngine, "listSeats">;
}

/** How long after a restart or a take-over a call's first hello may be that of someone who was in it. */
const mayReturnMs = 15_000;

/** A page that has keys takes its seat within a second or two. Someone without one begins a call's keys again this often at most. */
const beginsAgainMs = 15_000;

/** Of one network, of the thousand whom a conversation holds: no stranger with the link takes every place. */
const mostOfNetwork = 500;

type Hello = KeysMessage & { readonly kind: "hello" };

interface Keys {
  /** Undefined: nobody has said hello yet, or all have left. */
  conversation: Conversation | undefined;
  /** By which link people prove themselves in it. */
  link: string;
  endWait: () => void;
  /** When the first was let in, ISO 8601; undefined: nobody is in. */
  sitting: string | undefined;
  /** How often seats named a key to vouch for: hosts are told of each. */
  readonly asked: HelloLimit;
  /** How often seats said hello in vain: checking one costs more than making it. */
  readonly refusals: HelloLimit;
}

const kind: RoomState<Keys> = {
  make: () => ({
    conversation: undefined,
    link: "",
    endWait: () => undefined,
    sitting: undefined,
    asked: new HelloLimit(),
    refusals: new HelloLimit(),
  }),
  isIdle: ({ conversation, sitting, asked, refusals }) =>
    conversation === undefined &&
    sitting === undefined &&
    asked.isIdle(performance.now()) &&
    refusals.isIdle(performance.now()),
};

export function createDeliveries(parts: DeliveriesParts): Deliveries {
  return new Deliveries(parts);
}

/**
 * Passes on what the pages of encrypted meetings need to agree on their keys, in order and unread.
 * Process memory alone.
 */
export class Deliveries {
  readonly #parts: DeliveriesParts;
  readonly #proposer = createProposer();
  /** The sitting that each open stream was told. */
  readonly #lastSentSitting = new WeakMap<OpenStream, string>();
  /** The vouchers and delegations that each open stream was sent. */
  readonly #sentSigned = new WeakMap<OpenStream, Set<KeysEvent>>();
  /** Whom members didn't let in, who couldn't use what they made, or who waited as someone began again. */
  readonly #turnedAway = new WeakSet<Join>();
  /** Monotonic: when someone last began the keys again. */
  readonly #beganAgainAt = new WeakMap<Join, number>();
  readonly #stops: readonly (() => void)[];

  constructor(parts: DeliveriesParts) {
    this.#parts = parts;
    this.#stops = [
      parts.joins.onChange((room) => this.#look(room)),
      parts.seats.onChange((room) => this.#lookForAwaited(room)),
    ];
  }

  /**
   * `conflict`: the meeting is not encrypted, or not vouched where that is asked, or someone who
   * says hello is not inside. `invalid`: no key package of this join.
   */
  say(key: JoinKey, message: KeysMessage): "done" | "absent" | "conflict" | "invalid" {
    const join = this.#parts.joins.prove(key);
    if (join === undefined) return "absent";
    const { room, identity } = join;
    if (!this.#isEncrypted(room)) return "conflict";
    if (message.kind === "asks") return this.#asks(join, message.signatureKey);
    // From someone just removed it comes too late.
    if (!isIn(join)) return message.kind === "hello" ? "conflict" : "done";
    if (message.kind === "hello") {
      const answer = this.#answerTo(join, message);
      if (answer === "invalid") return "invalid";
      if (answer !== undefined) {
        join.open?.sink.send({ kind: "keys", keys: answer });
        return "done";
      }
      this.#makeWay(join);
    }
    const head =
      message.kind === "commit" ? readCommit(message.commit, message.welcome) : undefined;
    this.#take(room, identity, { kind: "says", message, head, listens: join.open !== undefined });
    return "done";
  }

  /** The immediate answer to a hello; undefined: none, members may add this key package. */
  #answerTo(join: Join, hello: Hello): KeysEvent | "invalid" | undefined {
    const { room, identity, code } = join;
    const { refusals } = this.#keysOf(room);
    const nowMs = performance.now();
    if (refusals.isSpent(identity, nowMs)) return { kind: "refused", because: "too-often" };
    const refuse = (because: "another-link" | "unvouched"): KeysEvent => {
      refusals.admits(identity, nowMs);
      return { kind: "refused", because };
    };
    const sitting = this.#sittingOf(room);
    // Its sitting is over, or from before this process. Not counted: nothing is checked for this answer.
    if (hello.sitting !== sitting) return { kind: "sitting", sitting };
    const head = readKeyPackage(hello.keyPackage);
    const { linkKey, hostHash } = this.#parts.directory.find(room) ?? {};
    if (head === undefined || !isOf(head, join)) {
      refusals.admits(identity, nowMs);
      return "invalid";
    }
    if (linkKey === undefined || !isProvenByLink(head, { code, sitting, linkKey, hostHash })) {
      return refuse("another-link");
    }
    if (!this.#isVouched(join, head, { sitting, hostHash })) return refuse("unvouched");
    return this.#isCrowdedBy(join) ? { kind: "refused", because: "full" } : undefined;
  }

  /** Whether as many as may have keys from the network of someone who has none yet. Those whose page doesn't listen are of one. */
  #isCrowdedBy({ room, identity, open }: Join): boolean {
    const people = this.#peek(room)?.people() ?? [];
    if (people.length < mostOfNetwork || people.some(([one]) => one === identity)) return false;
    const network = networkOf(open);
    const near = people.filter(
      ([one]) => networkOf(this.#parts.joins.ofSeat(room, one)?.open) === network,
    );
    return near.length >= mostOfNetwork;
  }

  /** A key package has a voucher only in a vouched meeting. Hosts see whether it holds. */
  #isVouched(
    join: Join,
    { identity, name, signatureKey, voucher }: KeyPackageHead,
    { sitting, hostHash }: { readonly sitting: string; readonly hostHash: string | undefined },
  ): boolean {
    if (hostHash === undefined) return voucher === undefined;
    const occasion = { code: join.code, sitting, hostHash };
    if (
      voucher === undefined ||
      !isVouchedFor(occasion, { identity, name, signatureKey }, voucher)
    ) {
      join.keys = join.keys && { ...join.keys, voucher: undefined };
      this.#parts.joins.changed(join);
      return false;
    }
    const event = { kind: "voucher", sitting, voucher } as const;
    const { delegation } = join.keys?.signatureKey === signatureKey ? join.keys : {};
    // Its page has it already.
    if (join.open !== undefined) this.#sentTo(join.open).add(event);
    join.keys = { signatureKey, voucher: event, delegation };
    this.#parts.joins.changed(join);
    return true;
  }

  /** Another key than before is another page: what was signed for the earlier one is void. */
  #asks(join: Join, signatureKey: string): "done" | "conflict" {
    const { room, identity } = join;
    if (this.#parts.directory.find(room)?.hostHash === undefined) return "conflict";
    if (join.keys?.signatureKey === signatureKey) return "done";
    if (!this.#keysOf(room).asked.admits(identity, performance.now())) {
      join.open?.sink.send({ kind: "keys", keys: { kind: "refused", because: "too-often" } });
      return "done";
    }
    join.keys = { signatureKey };
    this.#parts.joins.changed(join);
    return "done";
  }

  #sentTo(open: OpenStream): Set<KeysEvent> {
    const sent = this.#sentSigned.get(open) ?? new Set();
    this.#sentSigned.set(open, sent);
    return sent;
  }

  /** It lasts from the first who is let in until all have left. */
  #sittingOf(room: string): string {
    const keys = this.#keysOf(room);
    keys.sitting ??= new Date(this.#parts.directory.now()).toISOString();
    return keys.sitting;
  }

  /**
   * INVARIANT: who has keys, or makes them for others, has proved the meeting's present link. With another one all begin again,
   * or a page that came by the earlier one and took no seat would turn everyone away.
   */
  #keysOf(room: string): Keys {
    const keys = this.#parts.live.of(room).get(kind);
    const policy = this.#parts.directory.find(room);
    const link = policy && JSON.stringify([policy.encryption, policy.linkKey, policy.hostHash]);
    if (link !== undefined && keys.link !== link) {
      this.#end(room, keys);
      keys.sitting = undefined;
      keys.link = link;
    }
    return keys;
  }

  /**
   * INVARIANT: pages that took no seat, which no host sees, don't decide who gets keys: someone whom they turned away begins
   * again, and lets the others in. That doesn't end with their group, or they would leave it and come back each time.
   */
  #makeWay(join: Join): void {
    const { room, identity } = join;
    const keys = this.#keysOf(room);
    const { conversation } = keys;
    if (conversation === undefined || conversation.isReturning) return;
    if (!this.#turnedAway.has(join)) return;
    const people = conversation.people().map(([one]) => one);
    const { members } = conversation;
    // Of a group that nobody has begun, all who want in.
    const others = (members.length > 0 ? members : people).filter((one) => one !== identity);
    const hasSeat = (one: string) => this.#parts.seats.isInside(room, one);
    if (others.length === 0 || others.some(hasSeat)) return;
    const now = performance.now();
    const hasJustBegun = now - (this.#beganAgainAt.get(join) ?? -beginsAgainMs) < beginsAgainMs;
    if (hasJustBegun && !hasSeat(identity)) return;
    this.#beganAgainAt.set(join, now);
    this.#turnedAway.delete(join);
    this.#end(room, keys, identity);
    const sitting = this.#sittingOf(room);
    for (const one of people.filter((other) => other !== identity && !members.includes(other))) {
      this.#turnAway(room, one);
      // It has said hello, and does so again when told the sitting.
      const { open } = this.#parts.joins.ofSeat(room, one) ?? {};
      open?.sink.send({ kind: "keys", keys: { kind: "sitting", sitting } });
    }
  }

  #turnAway(room: string, identity: string): void {
    const join = this.#parts.joins.ofSeat(room, identity);
    if (join !== undefined) this.#turnedAway.add(join);
  }

  /** All say hello again. @param but who just did */
  #end(room: string, keys: Keys, but?: string): void {
    for (const [identity] of keys.conversation?.people() ?? []) {
      if (identity === but) continue;
      const { open } = this.#parts.joins.ofSeat(room, identity) ?? {};
      open?.sink.send({ kind: "keys", keys: { kind: "start-over", lastKeys: "soon-over" } });
    }
    keys.endWait();
    keys.conversation = undefined;
  }

  #tellSitting(room: string): void {
    const inside = [...this.#parts.joins.inRoom(room)].filter(isIn);
    if (inside.length === 0) {
      const keys = this.#parts.live.peek(room, kind);
      if (keys !== undefined) keys.sitting = undefined;
      return;
    }
    if (!this.#isEncrypted(room)) return;
    const sitting = this.#sittingOf(room);
    for (const join of this.#parts.joins.inRoom(room)) forgetOthers(join, sitting);
    for (const { open, keys } of inside) {
      if (open === undefined) continue;
      // Before the sitting, so that it says hello with it.
      this.#tellSigned(open, keys, sitting);
      if (this.#lastSentSitting.get(open) === sitting) continue;
      this.#lastSentSitting.set(open, sitting);
      open.sink.send({ kind: "keys", keys: { kind: "sitting", sitting } });
    }
  }

  /** What hosts' pages signed for it in this sitting, each once. */
  #tellSigned(open: OpenStream, keys: JoinKeys | undefined, sitting: string): void {
    if (keys === undefined) return;
    const sent = this.#sentTo(open);
    for (const signed of [keys.voucher, keys.delegation]) {
      if (signed?.sitting !== sitting || sent.has(signed)) continue;
      sent.add(signed);
      open.sink.send({ kind: "keys", keys: signed });
    }
  }

  #isEncrypted(room: string): boolean {
    return this.#parts.directory.find(room)?.encryption === "end-to-end";
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const [, keys] of this.#parts.live.with(kind)) keys.endWait();
  }

  /** Tells the conversation who is no longer inside and whose page listens, for whatever reason. */
  #look(room: string): void {
    this.#tellSitting(room);
    const conversation = this.#peek(room);
    if (conversation === undefined) return;
    for (const [identity, listened] of conversation.people()) {
      const join = this.#parts.joins.ofSeat(room, identity);
      const listens = join?.open !== undefined;
      if (join === undefined || !isIn(join)) this.#take(room, identity, { kind: "left" });
      else if (listens !== listened) {
        this.#take(room, identity, { kind: listens ? "listens" : "silent" });
      }
    }
    this.#lookForAwaited(room);
  }

  /** Tells the conversation which of those who were in the call before may not come back into it. */
  #lookForAwaited(room: string): void {
    for (const identity of this.#peek(room)?.awaited ?? []) {
      const join = this.#parts.joins.ofSeat(room, identity);
      const isKeptOut = join !== undefined && join.state.kind !== "new" && !isIn(join);
      const isRemoved = this.#parts.seats.find(room, identity)?.removal !== undefined;
      const isOver = this.#peek(room) === undefined;
      if ((isKeptOut || isRemoved) && !isOver) this.#take(room, identity, { kind: "left" });
    }
  }

  #peek(room: string): Conversation | undefined {
    return this.#parts.live.peek(room, kind)?.conversation;
  }

  #take(room: string, identity: string, input: KeysInput): void {
    const keys = this.#keysOf(room);
    keys.conversation ??= this.#begin(room);
    if (input.kind === "says" && input.message.kind === "broken") this.#turnAway(room, identity);
    this.#send(room, keys, keys.conversation.take(identity, input, performance.now()));
  }

  #begin(room: string): Conversation {
    const newGroup = () => randomBytes(16).toString("base64url");
    const { owners } = this.#parts;
    const now = performance.now();
    const mayReturn = owners.tookOver(room) && now - owners.since(room) < mayReturnMs;
    const conversation = new Conversation(this.#proposer, newGroup, {
      keyIndex: randomInt(keyRingSize),
      chance: Math.random,
      returnUntilMs: mayReturn ? now + timeouts.returnMs : undefined,
    });
    if (mayReturn) void this.#expectThoseListed(room, conversation);
    return conversation;
  }

  /** Those whom the engine lists send with the keys from before. */
  async #expectThoseListed(room: string, conversation: Conversation): Promise<void> {
    const listed = await this.#parts.engine.listSeats(room);
    // Without an answer the group waits for as long as it may: anyone could be in the call.
    if (listed === undefined) return;
    const keys = this.#parts.live.peek(room, kind);
    if (keys === undefined || keys.conversation !== conversation) return;
    const people = listed.flatMap((seat) => (seat.kind === "standard" ? [seat.identity] : []));
    this.#send(room, keys, conversation.expect(people, performance.now()));
    this.#lookForAwaited(room);
  }

  #send(room: string, keys: Keys, outgoing: readonly Outgoing[]): void {
    for (const { to, event } of outgoing) {
      if (event.kind === "refused" && event.because === "doubted") this.#turnAway(room, to);
      const join = this.#parts.joins.ofSeat(room, to);
      // The conversation knows by now who is out. This holds whatever it knows.
      const isOfKeys = event.kind === "welcome" || event.kind === "change";
      if (join === undefined || (isOfKeys && !isIn(join))) continue;
      join.open?.sink.send({ kind: "keys", keys: event });
    }
    keys.endWait();
    const { conversation } = keys;
    if (conversation?.isOver === true) keys.conversation = undefined;
    const dueAtMs = keys.conversation?.dueAtMs;
    if (conversation === undefined || dueAtMs === undefined) return;
    const wait = Math.max(1, Math.ceil(dueAtMs - performance.now()));
    keys.endWait = this.#parts.live.of(room).after(wait, () => {
      this.#send(room, keys, conversation.tick(performance.now()));
    });
  }
}

function networkOf(open: OpenStream | undefined): string | undefined {
  return open && addressPrefix(open.address);
}

function isIn({ state }: Join): boolean {
  return state.kind === "admitted";
}

/** What was signed for another sitting is void, and hosts see that it is missing. */
function forgetOthers(join: Join, sitting: string): void {
  const { keys } = join;
  if (keys === undefined) return;
  const { signatureKey, voucher, delegation } = keys;
  if ([voucher, delegation].every((one) => one === undefined || one.sitting === sitting)) return;
  const now = <T extends { readonly sitting: string }>(one: T | undefined): T | undefined =>
    one?.sitting === sitting ? one : undefined;
  join.keys = { signatureKey, voucher: now(voucher), delegation: now(delegation) };
}

/** INVARIANT: a key package names the join that brings it, as the engine names its seat. */
function isOf(head: KeyPackageHead, { identity, name }: Join): boolean {
  return head.identity === identity && head.name === name;
}
