import type { CompiledLimits } from "@graticule/admission/limits";
import type { HostDecisions } from "@graticule/admission/standing";
import type { MeetingDoor } from "@graticule/api/hosting";
import type { Encryption } from "@graticule/api/meetings";
import type { LimitInForce } from "@graticule/api/rules";

interface LimitsByPass {
  /**
   * All limits of the room: its own rule (a drop-in room without one has its account's default),
   * its account's locked rule, the platform's rules, orders.
   */
  readonly limits: CompiledLimits;
  /** Without the meeting's own rule, for a traveller's pass. */
  readonly passLimits: CompiledLimits;
}

/** For those who were inside before these limits were replaced. Compiled on first use. */
export interface EarlierLimits extends LimitsByPass {
  /** In the database's time: for seats taken before `takenBefore`, until `until` (exclusive). */
  readonly takenBefore: number;
  readonly until: number;
}

/** What a seat is judged by; see `limitsFor`. */
export interface SeatLimits extends LimitsByPass {
  /** Oldest first. */
  readonly earlier: readonly EarlierLimits[];
}

/** For those inside when orders with a private notice took effect: these begin for them later. */
export interface LimitsUnderNotice extends SeatLimits {
  /** In the database's time: for seats taken before. */
  readonly takenBefore: number;
}

export interface DisclosedLimit {
  /** Milliseconds since the epoch, `until` exclusive; infinite where no such moment is set. */
  readonly from: number;
  readonly until: number;
  readonly limit: LimitInForce;
  /** Of a rule of the whole service: its id, which is that of its change in the log. */
  readonly change?: string;
}

/** What decisions need to know of a room, ready in memory. */
export interface RoomPolicy extends SeatLimits {
  /** The room's name at the engine: unguessable for our meetings, the backend's own for drop-in. */
  readonly room: string;
  readonly accountId: string;
  /** Present for our own meetings. */
  readonly meetingCode?: string;
  /** The first that fits a seat holds for it; the earliest `takenBefore` first. */
  readonly underNotice: readonly LimitsUnderNotice[];
  /** The rules in `limits` in words, the widest tier first. */
  readonly told: readonly DisclosedLimit[];
  /** Of the last change of the room's own rule; 0: it never had one. */
  readonly ruleVersion: number;
  /** When the room's own rule ends by itself, in milliseconds since the epoch. */
  readonly ruleUntil: number | undefined;
  /** Who comes in without being asked; always open for drop-in rooms. */
  readonly door: MeetingDoor;
  /** Always `off` for drop-in rooms. */
  readonly encryption: Encryption;
  /** Whether an encrypted meeting's frames are sealed as LiveKit's native clients seal theirs. */
  readonly nativeClients: boolean;
  /** The region in which its media server has to be; undefined: any. */
  readonly mediaRegion: string | undefined;
  /** The public key of an encrypted meeting's link, base64url; without one nobody gets keys. */
  readonly linkKey: string | undefined;
  /** The host key's hash in a vouched meeting's link; undefined: it is not vouched. */
  readonly hostHash: string | undefined;
  readonly hostDecisions: HostDecisions;
  /** Nobody is let in; also for any room of a suspended account. */
  readonly ended: boolean;
  /** By this service, not by its host. */
  readonly endedUnderTerms: boolean;
  /** Agents, egress, ingress and SIP: refused in our own meetings, else as the account says. */
  readonly serviceSeats: "allowed" | "refused";
}

/** `outage`: the room couldn't be read. It may exist, and nothing is decided about it. */
export type Loaded = "loaded" | "outage";

/**
 * Rooms with their compiled limits. The database owns them; here are those that are live or were used
 * in the last minutes, as of the last change. Reads are synchronous and never wait: while the database
 * is away, the rooms that are here serve up to a maximum age (15 min by the monotonic clock), then
 * `isExpired`.
 */
export interface RoomDirectory {
  /** Undefined: it isn't here, or there is no such room; after a `load` that answered `loaded`, only the latter. */
  find(room: string): RoomPolicy | undefined;
  /** Whether `find` knows about this room. False: `load` it first. */
  isLoaded(room: string): boolean;
  /** Reads the room unless it is here. Every change of it is known from then on. Never rejects. */
  load(room: string): Promise<Loaded>;
  isExpired(): boolean;
  /** The database's present time, carried on by the monotonic clock between snapshots. */
  now(): number;
  /**
   * First use binds a room to the account whose key came with it, durable before it answers.
   * `taken`: another account has it. `full`: the account has as many rooms as it may. `outage`: the
   * database is away. Nothing was bound then.
   */
  bind(room: string, accountId: string): Promise<RoomPolicy | "taken" | "full" | "outage">;
  /** Called with the rooms whose policy has changed. Returns the way to stop. */
  onChange(listener: (rooms: readonly string[]) => void): () => void;
}
