import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { StartError } from "../config/start-error.ts";
import { Listeners } from "../processes/listeners.ts";
import type { InstanceStore } from "./instance-store.ts";
import { Lease, leaseTimes, sinceBootMs } from "./lease.ts";
import { type PeerRow, Watch } from "./watch.ts";

export interface MembershipParts {
  readonly store: InstanceStore;
  /** Where the others reach this instance. */
  readonly url: string;
  readonly log: Logger;
  /** Whether this peer says that it lacks the database and hasn't taken us for dead. */
  readonly askLacks: (peer: PeerRow, ownId: string) => Promise<boolean>;
  /** Whether nothing listens at this peer's address any more. */
  readonly isGone: (peer: PeerRow) => Promise<boolean>;
  /** Ends the service. */
  readonly evict?: ((why: StartError) => void) | undefined;
  /** Resolves within 2 s: whether every change committed before the call is known here. */
  readonly caughtUp: () => Promise<boolean>;
  /** Monotonic ms that count sleep; {@link sinceBootMs} by default. */
  readonly now?: () => number;
}

/** How long after it had to stop judging an instance gives up its rooms. */
const giveUpMs = leaseTimes.buryMs - leaseTimes.judgeMs;
/** No one judges for longer without the database: a snapshot lives no longer. */
const aloneMs = 15 * 60_000;
/** An attempt may take a second: a busy database is no reason not to start. */
const enterAttempts = 10;

const outdated = (): StartError =>
  new StartError(
    "database",
    "A newer version changed the database, and this version can't go on. Start the newer one.",
  );

/** Rooms that no one comes back to for this long weren't in use. */
const takenOverWithinMs = 60_000;

interface Epoch {
  readonly id: string;
  readonly lease: Lease;
  readonly watch: Watch;
}

/**
 * This process as one of its service's instances: its row, its lease, and what it sees of the
 * others. If it was taken for dead or can't renew its lease, it loses everything it held and begins
 * again under a new id.
 */
export class Membership {
  readonly #parts: MembershipParts;
  readonly #now: () => number;
  readonly #lost = new Listeners<[]>();
  readonly #changed = new Listeners<[]>();
  #epoch: Epoch;
  /** The id of its row before this epoch, if that row may still be there. */
  #former: string | undefined;
  #isRegistered = false;
  #lastAnswered = Number.NEGATIVE_INFINITY;
  /** Whether its last beat had no answer. */
  #isAway = false;
  /** Until it serves, and before it stops. */
  #isDraining = true;
  #isStarting = true;
  #beating: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  /** What those who listen to changes know. */
  #told = "";
  /** Called when others may have everything that this instance held: every room, every role. */
  readonly onLost = this.#lost.add;
  /**
   * Called after a beat when rooms may have other owners than before: an instance came or went, or
   * the database did.
   */
  readonly onChange = this.#changed.add;

  constructor(parts: MembershipParts) {
    this.#parts = parts;
    this.#now = parts.now ?? sinceBootMs;
    this.#epoch = this.#newEpoch();
  }

  /** This instance's id. It has a new one after each `onLost`. */
  get id(): string {
    return this.#epoch.id;
  }

  /** Whether it takes no rooms: it doesn't serve yet, or is about to stop. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Whether it has never served yet. */
  get isStarting(): boolean {
    return this.#isStarting;
  }

  mayJudge(): boolean {
    return this.#epoch.lease.mayJudge();
  }

  /** Whether the database answered the last beat. */
  get hasDatabase(): boolean {
    return this.#isRegistered && !this.#epoch.watch.isBlind;
  }

  peers(): readonly PeerRow[] {
    return this.#epoch.watch.peers();
  }

  find(id: string): PeerRow | undefined {
    return this.#epoch.watch.find(id);
  }

  /** Whether a peer had to stop deciding; before it decides again, it catches up. */
  hasStopped(id: string): boolean {
    return this.#epoch.watch.hasStopped(id, this.#lastAnswered);
  }

  /** How long ago a beat of this peer was seen last. */
  beatMsAgo(id: string): number {
    return this.#epoch.watch.stillMs(id, this.#now());
  }

  /** How long ago the lease of the instance that ended last had run out. Undefined: none in the last minute. */
  sinceLastEndMs(): number | undefined {
    const { lastEndMs } = this.#epoch.watch;
    if (lastEndMs === undefined) return undefined;
    const ms = Math.max(0, this.#now() - lastEndMs);
    return ms <= takenOverWithinMs ? ms : undefined;
  }

  /** Our answer to a peer without the database: see {@link Watch.lacksDatabase}. */
  lacksDatabase(of: string): boolean {
    return this.#epoch.watch.lacksDatabase(of);
  }

  /**
   * Registers and beats once.
   * @throws StartError if this version is too old; the database's error, after several attempts
   */
  async enter(): Promise<void> {
    for (let attempt = 1; !this.#isRegistered; attempt += 1) {
      const answer = await this.#register().catch((error: unknown) => {
        if (attempt === enterAttempts) throw error;
      });
      if (answer === "outdated") throw outdated();
    }
    await this.beat();
  }

  /** {@link enter}; from then on it beats automatically. */
  async start(): Promise<void> {
    await this.enter();
    this.#timer = setInterval(() => void this.beat(), leaseTimes.beatMs);
  }

  /** One beat and everything that follows from it. Never two at a time. */
  beat(): Promise<void> {
    this.#beating ??= this.#beat().finally(() => {
      this.#beating = undefined;
      this.#tellChange();
    });
    return this.#beating;
  }

  /** A beat that begins after this call. Resolves to whether the database answered. */
  async look(): Promise<boolean> {
    await this.#beating;
    await this.beat();
    return this.hasDatabase;
  }

  /** It serves: from now on the others may hand it rooms. */
  async ready(): Promise<void> {
    this.#isDraining = false;
    this.#isStarting = false;
    await this.look();
  }

  /** Before a stop: the others hand it no more rooms. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await this.look();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#beating;
    this.#epoch.lease.lose();
    await this.#parts.store.leave(this.id).catch(() => {});
  }

  #newEpoch(): Epoch {
    const id = randomUUID();
    return { id, lease: new Lease(this.#now), watch: new Watch(id) };
  }

  async #register(): Promise<"registered" | "outdated"> {
    const answer = await this.#parts.store.register(this.id, this.#parts.url, this.#former);
    this.#former = undefined;
    this.#isRegistered = answer === "registered";
    return answer;
  }

  async #beat(): Promise<void> {
    if (!this.#isRegistered) {
      const answer = await this.#register().catch(() => undefined);
      if (answer === "outdated") this.#parts.evict?.(outdated());
      if (answer !== "registered") return;
    }
    const { id, lease, watch } = this.#epoch;
    const sentAt = this.#now();
    // Asks at once instead of waiting for a database that is probably still away.
    const asking = this.#isAway ? this.#askOthers(this.#epoch) : undefined;
    const knows = watch.peers().map((peer) => peer.id);
    const says = { knows, draining: this.#isDraining };
    const seen = await this.#parts.store.beat(id, says).catch(() => undefined);
    if (this.#closed) return;
    if (seen === "buried") return this.#lose("buried");
    if (seen === undefined) {
      watch.failed();
      this.#isAway = true;
      await (asking ?? this.#askOthers(this.#epoch));
    } else {
      this.#isAway = false;
      await this.#saw(this.#epoch, seen, sentAt);
    }
    if (lease.silentMs() >= giveUpMs) this.#lose("silent");
  }

  /** A beat that was sent at `sentAt` has been answered. */
  async #saw({ lease, watch }: Epoch, seen: readonly PeerRow[], sentAt: number): Promise<void> {
    this.#lastAnswered = sentAt;
    watch.saw(seen, this.#now());
    // INVARIANT: after a pause it decides only once it knows what the others did meanwhile.
    if (lease.mayJudge() || (await this.#parts.caughtUp())) lease.extend(sentAt);
    await this.#lookAtSilent(watch);
  }

  /**
   * While no instance has the database, none can take over, and all go on. INVARIANT: the others' word
   * never ends a pause, since what they did meanwhile isn't known here.
   */
  async #askOthers({ id, lease, watch }: Epoch): Promise<void> {
    const askedAt = this.#now();
    if (askedAt - this.#lastAnswered > aloneMs) return;
    if (!lease.mayJudge() && watch.peers().length > 0) return;
    const words = watch.peers().map(async (peer) => {
      if (await this.#parts.askLacks(peer, id)) return true;
      // One that had ended before can't have the database. One that had not must say so itself.
      return watch.wasSilent(peer.id) && (await this.#parts.isGone(peer));
    });
    if ((await Promise.all(words)).every(Boolean)) lease.extend(askedAt);
  }

  async #lookAtSilent(watch: Watch): Promise<void> {
    for (const peer of watch.silent(this.#now())) {
      // Not awaited: an address that never answers takes a while.
      void this.#parts.isGone(peer).then((gone) => gone && watch.gone(peer.id));
    }
    for (const dead of watch.dead(this.#now())) {
      const buried = await this.#parts.store.bury(dead).catch(() => undefined);
      if (buried === undefined) watch.mayHaveBuried(dead);
      if (buried !== true) continue;
      watch.forget(dead.id);
      this.#parts.log.warn({ reason: "silent" }, "an instance is gone; its rooms are free");
    }
  }

  #tellChange(): void {
    const peers = this.peers().map(({ id }) => id);
    const now = [this.id, this.hasDatabase, ...peers].join(" ");
    if (now === this.#told) return;
    this.#told = now;
    this.#changed.tell();
  }

  #lose(reason: "buried" | "silent"): void {
    this.#parts.log.error({ reason }, "this instance lost its rooms and begins again");
    this.#epoch.lease.lose();
    this.#former = this.id;
    this.#isRegistered = false;
    // Others' word lets it go on, and never begin.
    this.#lastAnswered = Number.NEGATIVE_INFINITY;
    this.#epoch = this.#newEpoch();
    this.#lost.tell();
  }
}
