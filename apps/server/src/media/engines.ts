import { Listeners } from "../processes/listeners.ts";
import type { EngineEntry } from "./engine-list.ts";
import { EnginePulse } from "./engine-pulse.ts";
import type { EngineKey } from "./engine-token.ts";
import type { LiveKit } from "./livekit.ts";

/**
 * `open`: takes new rooms. `draining`: takes none, and its rooms move, as the operator wishes.
 * `silent`: it doesn't answer, belongs to another Graticule, or is off the list.
 */
export type EngineState = "open" | "draining" | "silent";

/** One engine of the list. When its address or key changes, a new object replaces it. */
export interface Engine {
  readonly id: string;
  /** Private; without a trailing slash. */
  readonly url: string;
  readonly key: EngineKey;
  readonly region: string | undefined;
  readonly state: EngineState;
  /** Whether it belongs to another Graticule. If so, no call may reach it. */
  readonly isOthers: boolean;
  /** Whether it may be gone. People who come to it now wait until that is known. */
  readonly isInDoubt: boolean;
  readonly calls: LiveKit;
  /** Call it when the engine refused a connection: checks at once whether it answers. */
  suspect(): void;
}

/** How an engine is reached: for its rooms, and on a separate connection for checks. */
export interface EngineLinks {
  readonly calls: LiveKit;
  readonly checks: Pick<LiveKit, "healthy" | "close">;
}

export interface EnginesOptions {
  readonly list: readonly EngineEntry[];
  readonly connect: (entry: EngineEntry) => EngineLinks;
  /** Whether engines are checked every second. If not, each is open unless it drains. */
  readonly watched: boolean;
}

/** How often each engine is checked, and how long it has to answer. */
export const checkEveryMs = 1_000;

class ListedEngine implements Engine {
  entry: EngineEntry;
  readonly calls: LiveKit;
  readonly checks: EngineLinks["checks"];
  readonly pulse: EnginePulse | undefined;
  readonly #check: (engine: ListedEngine) => Promise<void>;
  /** The state that listeners know. */
  told: EngineState;
  /** For its next check; undefined while one runs. */
  timer: NodeJS.Timeout | undefined;
  isClaimed = false;
  isGone = false;
  isOthers = false;

  constructor(
    entry: EngineEntry,
    { calls, checks }: EngineLinks,
    pulse: EnginePulse | undefined,
    check: (engine: ListedEngine) => Promise<void>,
  ) {
    this.entry = entry;
    this.calls = calls;
    this.checks = checks;
    this.pulse = pulse;
    this.#check = check;
    this.told = this.state;
  }

  get id(): string {
    return this.entry.id;
  }

  get url(): string {
    return this.entry.url;
  }

  get key(): EngineKey {
    return this.entry.key;
  }

  get region(): string | undefined {
    return this.entry.region;
  }

  get state(): EngineState {
    if (this.isGone || this.isOthers || this.pulse?.isSilent === true) return "silent";
    return this.entry.draining ? "draining" : "open";
  }

  get isInDoubt(): boolean {
    return this.pulse?.isInDoubt === true;
  }

  suspect(): void {
    // Once in doubt, it is checked at the usual pace: a short pause mustn't make it silent.
    if (this.isInDoubt || this.timer === undefined) return;
    clearTimeout(this.timer);
    void this.#check(this);
  }

  end(): void {
    this.isGone = true;
    clearTimeout(this.timer);
    this.calls.close();
    this.checks.close();
  }
}

/** The list of media engines, and the state of each. */
export class Engines {
  readonly #options: EnginesOptions;
  readonly #listeners: Readonly<Record<EngineState, Listeners<[id: string]>>> = {
    open: new Listeners(),
    draining: new Listeners(),
    silent: new Listeners(),
  };
  #engines: ReadonlyMap<string, ListedEngine>;
  /** Called when an engine becomes open. */
  readonly onOpen = this.#listeners.open.add;
  /** Called when an engine starts to drain. */
  readonly onDraining = this.#listeners.draining.add;
  /** Called when an engine falls silent. */
  readonly onSilent = this.#listeners.silent.add;

  constructor(options: EnginesOptions) {
    this.#options = options;
    this.#engines = new Map(options.list.map((entry) => [entry.id, this.#made(entry)]));
  }

  /** Checks each for the first time. Resolves to the ids of those that are another Graticule's. */
  async begin(): Promise<readonly string[]> {
    const engines = [...this.#engines.values()];
    await Promise.all(engines.map((engine) => this.#check(engine)));
    return engines.filter(({ isOthers }) => isOthers).map(({ id }) => id);
  }

  all(): readonly Engine[] {
    return [...this.#engines.values()];
  }

  /** The regions that the list names, sorted. */
  regions(): readonly string[] {
    const named = [...this.#engines.values()].flatMap(({ region }) => region ?? []);
    return [...new Set(named)].sort();
  }

  /** The best state of a region's engines. Undefined: the list doesn't name it. */
  stateOf(region: string): EngineState | undefined {
    const states = [...this.#engines.values()].filter((engine) => engine.region === region);
    const best = ["open", "draining", "silent"] as const;
    return best.find((state) => states.some((engine) => engine.state === state));
  }

  find(id: string): Engine | undefined {
    return this.#engines.get(id);
  }

  /** The key with this id, whichever engine it belongs to. */
  findKey(keyId: string): EngineKey | undefined {
    for (const { key } of this.#engines.values()) if (key.id === keyId) return key;
    return undefined;
  }

  /**
   * The engine for a new room: the open one with the fewest rooms, of this region if one is given.
   * @param load number of rooms by engine id; an engine that isn't named has none
   * @returns undefined: no engine is open
   */
  choose(load: ReadonlyMap<string, number>, region?: string): Engine | undefined {
    let [best, fewest]: [Engine | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
    for (const engine of this.#engines.values()) {
      if (engine.state !== "open") continue;
      if (region !== undefined && engine.region !== region) continue;
      const rooms = load.get(engine.id) ?? 0;
      if (rooms < fewest) [best, fewest] = [engine, rooms];
    }
    return best;
  }

  /** Takes a new list. An engine that left it, or has a new address or key, is reported silent. */
  update(list: readonly EngineEntry[]): void {
    const before = [...this.#engines.values()];
    this.#engines = new Map(
      list.map((entry) => [entry.id, this.#kept(entry) ?? this.#made(entry)]),
    );
    for (const engine of before) {
      if (this.#engines.get(engine.id) === engine) continue;
      engine.end();
      this.#tellChange(engine);
    }
    for (const engine of this.#engines.values()) {
      this.#tellChange(engine);
      if (!before.includes(engine)) void this.#check(engine);
    }
  }

  /** Notes that an engine has another Graticule's mark. Each check looks whether it still has. */
  refuse(id: string): void {
    const engine = this.#engines.get(id);
    if (engine === undefined) return;
    engine.isOthers = true;
    engine.isClaimed = false;
    this.#tellChange(engine);
  }

  close(): void {
    for (const engine of this.#engines.values()) engine.end();
    for (const listeners of Object.values(this.#listeners)) listeners.clear();
  }

  #kept(entry: EngineEntry): ListedEngine | undefined {
    const known = this.#engines.get(entry.id);
    if (known === undefined || !isSameEngine(known.entry, entry)) return undefined;
    known.entry = entry;
    return known;
  }

  #made(entry: EngineEntry): ListedEngine {
    const pulse = this.#options.watched ? new EnginePulse() : undefined;
    return new ListedEngine(entry, this.#options.connect(entry), pulse, (one) => this.#check(one));
  }

  async #check(engine: ListedEngine): Promise<void> {
    const askedAt = performance.now();
    engine.timer = undefined;
    const answered = await answers(engine);
    if (engine.isGone) return;
    const tookMs = performance.now() - askedAt;
    // Without an answer after so long, this process slept, which says nothing about the engine.
    if (answered || tookMs < 2 * checkEveryMs) engine.pulse?.note(answered);
    this.#tellChange(engine);
    if (engine.pulse === undefined) return;
    const wait = Math.max(0, checkEveryMs - tookMs);
    engine.timer = setTimeout(() => void this.#check(engine), wait).unref();
  }

  #tellChange(engine: ListedEngine): void {
    const { id, state } = engine;
    if (state === engine.told) return;
    engine.told = state;
    this.#listeners[state].tell(id);
  }
}

/** Whether the engine answers. No answer counts until it is known whose engine it is. */
async function answers(engine: ListedEngine): Promise<boolean> {
  if (engine.isClaimed) return engine.checks.healthy();
  const claim = await engine.calls.claim();
  if (claim !== "no answer") engine.isOthers = claim === "other";
  engine.isClaimed = claim === "ours";
  return engine.isClaimed;
}

const isSameEngine = (one: EngineEntry, other: EngineEntry): boolean =>
  one.url === other.url && one.key.id === other.key.id && one.key.secret === other.key.secret;
