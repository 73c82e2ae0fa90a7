import { health } from "@graticule/api/rooms";

const withinMs = 3_000;

/** Whether someone could join: the service, its database and its engine answer. */
export async function isServiceUp(): Promise<boolean> {
  try {
    const answer = await fetch("/healthz", {
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(withinMs),
    });
    const { database, engine } = health.parse(await answer.json());
    return database === "ok" && engine === "ok";
  } catch {
    return false;
  }
}
