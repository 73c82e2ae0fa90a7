import type { CompiledLimits } from "@graticule/admission/limits";
import type { HostDecisions } from "@graticule/admission/standing";
import type { MeetingDoor } from "@graticule/api/hosting";
import type { Encryption } from "@graticule/api/meetings";
import type { LimitInForce } from "@graticule/api/rules";

/** Limits that go on for those who were inside before they were replaced. Compiled when first asked. */
export interface EarlierLimits {
  /** They hold for seats taken before `takenBefore`, until `until` (exclusive). */
  readonly takenBefore: number;
  readonly until: number;
  readonly limits: CompiledLimits;
  /** The same without the meeting's own rule. */
  readonly passLimits: CompiledLimits;
}

/** What a seat is judged by, as far as its room says it; see `limitsFor`. */
export interface SeatLimits {
  /**
   * All limits of the room: its own rule (a drop-in room without one has its account's default),
   * its account's locked rule, the platform's rules, orders.
   */
  readonly limits: CompiledLimits;
  /** The same without the meeting's own rule, for whoever has a traveller's pass. */
  readonly passLimits: CompiledLimits;
  /** Oldest first. */
  readonly earlier: readonly EarlierLimits[];
}

/**
 * The same for those who were inside when orders took effect that give private notice: such an order
 * begins for them only when their notice is over.
 */
export interface LimitsUnderNotice extends SeatLimits {
  /** In the database's time: for seats taken before. */
  readonly takenBefore: number;
}

/** A rule in words, and when it holds: see `toldAt`. */
export interface DisclosedLimit {
  /** Milliseconds since the epoch, `until` exclusive; infinite where no such moment is set. */
  readonly from: number;
  readonly until: number;
  readonly limit: LimitInForce;
}

/** What the gate and the enforcement must know of a room, ready in memory. */
export interface RoomPolicy extends SeatLimits {
  /** The room's name at the engine: unguessable for our meetings, the backend's own for drop-in. */
  readonly room: string;
  readonly accountId: string;
  /** Present for our own meetings. */
  readonly meetingCode?: string;
  /** The first that fits a seat holds for it; the earliest `takenBefore` first. */
  readonly underNotice: readonly LimitsUnderNotice[];
  /** The rules in `limits` as they were written, the widest tier first, for the pages' sentences. */
  readonly told: readonly DisclosedLimit[];
  /** Of the last change of the room's own rule; 0: it never had one. */
  readonly ruleVersion: number;
  /** When the room's own rule ends by itself, in milliseconds since the epoch. */
  readonly ruleUntil: number | undefined;
  /** Who comes in without being asked; always open for drop-in rooms. */
  readonly door: MeetingDoor;
  /** Always `off` for drop-in rooms, whose clients do as they wish. */
  readonly encryption: Encryption;
  /** Whether an encrypted meeting's frames are sealed as LiveKit's native clients seal theirs. */
  readonly nativeClients: boolean;
  /** The public key of an encrypted meeting's link, base64url; undefined: it has none, and nobody gets keys there. */
  readonly linkKey: string | undefined;
  /** Who vouches in a vouched meeting, as its link names it; undefined: it is not vouched. */
  readonly hostHash: string | undefined;
  /** Those about whom a host decided something. */
  readonly hostDecisions: HostDecisions;
  /** An ended meeting lets nobody in; nor does any room of a suspended account. */
  readonly ended: boolean;
  /** … by this service under its terms, not by its host. */
  readonly endedUnderTerms: boolean;
  /** Agents, egress, ingress and SIP: refused in our own meetings, else as the account says. */
  readonly serviceSeats: "allowed" | "refused";
}

/**
 * All rooms with their compiled limits, as of the last snapshot from the database. Reads are
 * synchronous and never wait for the database: while it is down, joins are judged by the last
 * snapshot up to its maximum age (15 min by the monotonic clock), then `isExpired` says so.
 */
export interface RoomDirectory {
  find(room: string): RoomPolicy | undefined;
  isExpired(): boolean;
  /** The database's present time, carried on by the monotonic clock between snapshots. */
  now(): number;
  /**
   * First use binds a room to the account whose key came with it. Durable before it answers.
   * `taken`: another account has it. `full`: the account has all the rooms that it may have.
   * `outage`: the database can't be reached. Nothing was bound then.
   */
  bind(room: string, accountId: string): Promise<RoomPolicy | "taken" | "full" | "outage">;
  /** Called after each change of a room's policy with the rooms concerned. Returns the way to stop. */
  onChange(listener: (rooms: readonly string[] | "all") => void): () => void;
}
