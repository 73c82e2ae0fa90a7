import { randomBytes } from "node:crypto";
import { markRoom } from "../db/database-mark.ts";

/** The name of a new meeting's room at the engine, which no one can guess. */
export const newMeetingRoom = (): string => `m-${randomBytes(18).toString("base64url")}`;

/**
 * Whether a name is one that no backend's room has: a meeting's, or the room's that marks an engine.
 * INVARIANT: no one joins the latter. It would end with them, and the next one to join could mark the
 * engine as another Graticule's, which ends this one.
 */
export const isReserved = (room: string): boolean =>
  room === markRoom || /^m-[\w-]{24}$/.test(room);
