import type { Endpoint } from "./stun.ts";

/** Where a datagram came from, and the number of the socket on which it came. */
export interface PacketArrival extends Endpoint {
  readonly socket: number;
}

/** One way on which the page's packets come. The address is in memory only, never logged. */
export interface MediaPath {
  /** IPv4 also where it came as IPv4-mapped IPv6; without a zone. */
  readonly address: string;
  /** The smallest so far, milliseconds. */
  readonly roundTripMs: number;
  /** When it answered last, on the clock of the beacon. */
  readonly answeredAt: number;
}

/** Milliseconds, except for `most`. */
export interface PacketSourceLimits {
  /** How many sources one session has, verified or not. */
  readonly most: number;
  /** How many pings go to a source that has answered none. */
  readonly pingsUnverified: number;
  /** Whoever has not answered for so long is absent; an answer that takes longer comes too late. */
  readonly silentMs: number;
  /** How long a source that answered none is not heard. */
  readonly restMs: number;
}

/** `unverified`: has sent a signed request, which anyone can replay. `verified`: has answered a ping. */
export interface PacketSource {
  readonly from: PacketArrival;
  readonly address: string;
  state:
    | { readonly kind: "unverified"; readonly pings: number; readonly pingedAt: number }
    | { readonly kind: "verified"; readonly answeredAt: number; readonly roundTripMs: number };
}

/**
 * The sources of one session's packets. INVARIANT: a source that never answers gets `pingsUnverified` pings in
 * `silentMs + restMs`, and there are at most `most` of them, so that nobody is flooded by requests with a false sender.
 */
export class PacketSources {
  readonly #limits: PacketSourceLimits;
  readonly #known = new Map<string, PacketSource>();

  constructor(limits: PacketSourceLimits) {
    this.#limits = limits;
  }

  /** Of a signed request: its source, where it is to be answered. `new`: and to be pinged at once. */
  hear(
    from: PacketArrival,
    now: number,
  ): { readonly kind: "new"; readonly source: PacketSource } | "known" | "rests" {
    const key = keyOf(from);
    const known = this.#known.get(key);
    if (known !== undefined) return this.#rests(known, now) ? "rests" : "known";
    if (this.#known.size >= this.#limits.most) return "rests";
    const source: PacketSource = {
      from,
      address: shownAddress(from.address),
      state: { kind: "unverified", pings: 0, pingedAt: now },
    };
    this.#known.set(key, source);
    return { kind: "new", source };
  }

  /** Whom to ping in this round. */
  askable(): readonly PacketSource[] {
    return [...this.#known.values()].filter(
      ({ state }) => state.kind === "verified" || state.pings < this.#limits.pingsUnverified,
    );
  }

  pinged(source: PacketSource, now: number): void {
    if (source.state.kind === "verified") return;
    source.state = { kind: "unverified", pings: source.state.pings + 1, pingedAt: now };
  }

  /** Of an answer in time. One that fell silent meanwhile is back by it. */
  answered(source: PacketSource, roundTripMs: number, now: number): void {
    const { state } = source;
    const before = state.kind === "verified" ? state.roundTripMs : roundTripMs;
    source.state = {
      kind: "verified",
      answeredAt: now,
      roundTripMs: Math.min(before, roundTripMs),
    };
    const key = keyOf(source.from);
    if (this.#known.has(key) || this.#known.size < this.#limits.most) this.#known.set(key, source);
  }

  /** All that answered within `silentMs`, each address once. */
  paths(now: number): readonly MediaPath[] {
    const paths = new Map<string, MediaPath>();
    for (const { address, state } of this.#known.values()) {
      if (state.kind === "unverified" || state.answeredAt + this.#limits.silentMs <= now) continue;
      const other = paths.get(address) ?? { address, ...state };
      paths.set(address, {
        address,
        roundTripMs: Math.min(state.roundTripMs, other.roundTripMs),
        answeredAt: Math.max(state.answeredAt, other.answeredAt),
      });
    }
    return [...paths.values()];
  }

  /** Lets go of whoever fell silent, and of whoever has rested. A verified one may be heard again at once. */
  forget(now: number): void {
    for (const [key, source] of this.#known) {
      if (this.#endOf(source) <= now) this.#known.delete(key);
    }
  }

  /** When the first of them is to be forgotten. */
  nextEnd(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const source of this.#known.values()) first = Math.min(first, this.#endOf(source));
    return first;
  }

  /** Sets all times later: for so long nothing could be heard. */
  postpone(ms: number): void {
    for (const source of this.#known.values()) {
      const { state } = source;
      source.state =
        state.kind === "verified"
          ? { ...state, answeredAt: state.answeredAt + ms }
          : { ...state, pingedAt: state.pingedAt + ms };
    }
  }

  get size(): number {
    return this.#known.size;
  }

  #endOf({ state }: PacketSource): number {
    const { silentMs, restMs } = this.#limits;
    return state.kind === "verified"
      ? state.answeredAt + silentMs
      : state.pingedAt + silentMs + restMs;
  }

  #rests({ state }: PacketSource, now: number): boolean {
    const { pingsUnverified, silentMs } = this.#limits;
    return (
      state.kind === "unverified" &&
      state.pings >= pingsUnverified &&
      state.pingedAt + silentMs <= now
    );
  }
}

/** Without a zone, and IPv4 where it is mapped. */
export function shownAddress(address: string): string {
  const [bare = ""] = address.split("%");
  return /^::ffff:([0-9.]+)$/i.exec(bare)?.[1] ?? bare;
}

function keyOf({ socket, address, port }: PacketArrival): string {
  return `${socket} ${port} ${address}`;
}
