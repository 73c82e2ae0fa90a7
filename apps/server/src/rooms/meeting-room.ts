import { randomBytes } from "node:crypto";

/** The name of a new meeting's room at the engine, which no one can guess. */
export const newMeetingRoom = (): string => `m-${randomBytes(18).toString("base64url")}`;

/** Whether a name is one that only a meeting's room has. */
export const isMeetingRoom = (room: string): boolean => /^m-[\w-]{24}$/.test(room);
