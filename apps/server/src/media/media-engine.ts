/** A participant as the engine lists it. `sid` names one seat: a new one is given at every full join. */
export interface EngineSeat {
  readonly identity: string;
  readonly sid: string;
  /** `standard`: a person's client; everything else is a service seat (agent, egress, ingress, SIP). */
  readonly kind: "standard" | "service";
  readonly joinedAt: number;
}

/**
 * `done`: the engine confirmed it. `absent`: it knows no such seat. `unheld`: it lists such a seat,
 * but nothing in it answers for it: LiveKit sometimes goes on listing a participant that ended while
 * joining, until its room closes. `failed`: it could not be asked, or said no.
 */
export type EngineAnswer = "done" | "absent" | "unheld" | "failed";

/**
 * The media engine as the rest of the server sees it. Every call has a deadline of its own and
 * never throws for an outage: an outage is an answer.
 */
export interface MediaEngine {
  /** Names of the rooms that have someone in them; undefined: the engine did not answer, or is another Graticule's. */
  listRooms(): Promise<readonly string[] | undefined>;
  /** Seats of one room, an empty list for a room that is not there; undefined: no answer. */
  listSeats(room: string): Promise<readonly EngineSeat[] | undefined>;
  /** By identity alone: the engine knows no finer way. */
  removeSeat(room: string, identity: string): Promise<EngineAnswer>;
  /** Sends a data packet to one participant on a topic, reliable. */
  tell(room: string, identity: string, topic: string, data: Uint8Array): Promise<EngineAnswer>;
  /** Turns a participant's microphone off; they can turn it on again. */
  mute(room: string, identity: string): Promise<EngineAnswer>;
  /** Ends a room: everyone leaves. Only a host's own "end for all" and a meeting's end call it. */
  endRoom(room: string): Promise<EngineAnswer>;
  healthy(): Promise<boolean>;
}
