import { getLogger, LoggerNames, LogLevel } from "livekit-client";

/** A method of the client's loggers that its types do not show (loglevel). */
interface Logger {
  setLevel(level: LogLevel, persist: boolean): void;
}

/**
 * Silences the media client's log in this page. The client's own way stores the level in the
 * browser, and a guest's page leaves nothing there.
 */
export function quietMediaClient(): void {
  for (const name of Object.values(LoggerNames)) {
    const logger: unknown = getLogger(name);
    (logger as Logger).setLevel(LogLevel.silent, false);
  }
}
