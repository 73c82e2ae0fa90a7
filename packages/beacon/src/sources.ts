import type { Endpoint } from "./stun.ts";

/** Where a datagram came from, and the number of the socket that received it. */
export interface PacketArrival extends Endpoint {
  readonly socket: number;
}

/** One path of the page's packets. The address is in memory only, never logged. */
export interface MediaPath {
  /** IPv4-mapped IPv6 as IPv4; without a zone. */
  readonly address: string;
  /** The shortest so far. */
  readonly roundTripMs: number;
  /** When it last answered, on the beacon's clock. */
  readonly answeredAt: number;
}

/** Milliseconds, except for `most`. */
export interface PacketSourceLimits {
  /** How many sources one session has, verified or not. */
  readonly most: number;
  /** How many pings go to a source that has answered none. */
  readonly pingsUnverified: number;
  /** A source that has not answered for so long is gone; an answer that takes longer comes too late. */
  readonly silentMs: number;
  /** How long a source that answered no ping is ignored. */
  readonly restMs: number;
}

/** `unverified`: sent a signed request, which anyone can replay. `verified`: answered a ping. */
export interface PacketSource {
  readonly from: PacketArrival;
  readonly address: string;
  state:
    | { readonly kind: "unverified"; readonly pings: number; readonly pingedAt: number }
    | { readonly kind: "verified"; readonly answeredAt: number; readonly roundTripMs: number };
}

/**
 * The sources of one session's packets. INVARIANT: a source that never answers gets
 * `pingsUnverified` pings in `silentMs + restMs`, and there are at most `most` sources, so that
 * requests with a forged sender flood nobody.
 */
export class PacketSources {
  readonly #limits: PacketSourceLimits;
  readonly #known = new Map<string, PacketSource>();

  constructor(limits: PacketSourceLimits) {
    this.#limits = limits;
  }

  /** Notes a signed request. `new`: its source is to be pinged at once. `rests`: not to be answered. */
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

  /** The sources to ping in this round. */
  askable(): readonly PacketSource[] {
    return [...this.#known.values()].filter(
      ({ state }) => state.kind === "verified" || state.pings < this.#limits.pingsUnverified,
    );
  }

  pinged(source: PacketSource, now: number): void {
    if (source.state.kind === "verified") return;
    source.state = { kind: "unverified", pings: source.state.pings + 1, pingedAt: now };
  }

  /** Notes an answer in time, which also brings back a source that fell silent. */
  answered(source: PacketSource, roundTripMs: number, now: number): void {
    const { state } = source;
    const before = state.kind === "verified" ? state.roundTripMs : roundTripMs;
    const least = Math.min(before, roundTripMs);
    source.state = { kind: "verified", answeredAt: now, roundTripMs: least };
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

  /** Drops sources that fell silent, and those that have rested. A verified one may return at once. */
  forget(now: number): void {
    for (const [key, source] of this.#known) {
      if (this.#endOf(source) <= now) this.#known.delete(key);
    }
  }

  /** When the first source is to be dropped. */
  nextEnd(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const source of this.#known.values()) first = Math.min(first, this.#endOf(source));
    return first;
  }

  /** Shifts all times by a period in which nothing could be received. */
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

/** Without a zone; IPv4-mapped IPv6 as IPv4. */
export function shownAddress(address: string): string {
  const [bare = ""] = address.split("%");
  return /^::ffff:([0-9.]+)$/i.exec(bare)?.[1] ?? bare;
}

function keyOf({ socket, address, port }: PacketArrival): string {
  return `${socket} ${port} ${address}`;
}
