import { randomBytes } from "node:crypto";
import { markRoom } from "../db/database-mark.ts";

/** The name of a new meeting's room at the engine, which no one can guess. */
export const newMeetingRoom = (): string => `m-${randomBytes(18).toString("base64url")}`;

/** Whether only the service makes rooms of such a name: a meeting's, or the mark of its engine. */
export const isServiceRoom = (room: string): boolean =>
  room === markRoom || /^m-[\w-]{24}$/.test(room);
