import { getLogger, LoggerNames, LogLevel } from "livekit-client";

/** What the client's loggers can, which its types do not show (loglevel). */
interface Logger {
  setLevel(level: LogLevel, persist: boolean): void;
}

/**
 * Ends the media client's own log, in this page alone: its own way of doing so keeps the level in the browser's storage, and a guest's
 * page leaves nothing there.
 */
export function quietMediaClient(): void {
  for (const name of Object.values(LoggerNames)) {
    const logger: unknown = getLogger(name);
    (logger as Logger).setLevel(LogLevel.silent, false);
  }
}
