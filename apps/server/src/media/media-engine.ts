export interface EngineSeat {
  readonly identity: string;
  /** A new one at every full join. */
  readonly sid: string;
  /** `standard`: a person's client; `service`: agent, egress, ingress, SIP. */
  readonly kind: "standard" | "service";
}

/**
 * `done`: the engine confirmed it. `absent`: it knows no such seat. `unheld`: it lists the seat,
 * but nothing in it answers: LiveKit may go on listing a participant that ended while joining,
 * until its room closes. `failed`: no answer, or a refusal.
 */
export type EngineAnswer = "done" | "absent" | "unheld" | "failed";

/** `isWhole`: every engine of the service answered. */
export interface RoomList {
  readonly rooms: readonly string[];
  readonly isWhole: boolean;
}

/**
 * The media engine, which owns who is connected. Lists are asked of it at each call, never cached,
 * and may miss a join or departure under way. Every call has a deadline and never throws for an
 * outage, which is an answer. Calls are not ordered among each other.
 */
export interface MediaEngine {
  /** Rooms with someone in them; undefined: no answer, or another Graticule's engine. */
  listRooms(): Promise<RoomList | undefined>;
  /** Empty for an unknown room; undefined: no answer. */
  listSeats(room: string): Promise<readonly EngineSeat[] | undefined>;
  /** By identity alone: the engine knows no finer way. */
  removeSeat(room: string, identity: string): Promise<EngineAnswer>;
  /**
   * Leaves for someone who has no signalling connection, so that others see an ordinary departure. False: the
   * engine didn't take it, or there is nobody to leave for.
   */
  leaveFor(room: string, identity: string): Promise<boolean>;
  /** Sends a reliable data packet to one participant. */
  tell(room: string, identity: string, topic: string, data: Uint8Array): Promise<EngineAnswer>;
  /** Turns a participant's microphones off; they can turn them on again. */
  mute(room: string, identity: string): Promise<EngineAnswer>;
  endRoom(room: string): Promise<EngineAnswer>;
  healthy(): Promise<boolean>;
}
