import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/** Where `npm start` puts the engine that it builds. */
export const builtBinary = join(import.meta.dirname, "../../../../.cache/livekit-server");

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The engine's program: the configured one, else `livekit-server` on the search path, else the one
 * built here. Throws, with the ways to get one, if there is none.
 */
export function findLivekit(configured: string | undefined, searchPath: string): string {
  if (configured !== undefined) {
    const path = resolve(configured);
    if (isProgram(path)) return path;
    throw new Error(
      `LIVEKIT_SERVER names ${configured}, which isn't a program that can be run. Set it to the path of livekit-server.`,
    );
  }
  const onPath = searchPath
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, "livekit-server"));
  const found = [...onPath, builtBinary].find(isProgram);
  if (found !== undefined) return found;
  throw new Error(
    [
      "There is no LiveKit server here. To get one, do one of these:",
      "  - install Go 1.26 or newer and run `npm start`, which builds it;",
      "  - put `livekit-server` on the PATH, or name it in LIVEKIT_SERVER;",
      "  - set LIVEKIT_URL, LIVEKIT_KEY and LIVEKIT_SECRET to use a LiveKit that runs elsewhere.",
    ].join("\n"),
  );
}
