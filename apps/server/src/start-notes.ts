import type { ServiceStatus } from "@graticule/api/administration";
import type { Config } from "./config/config.ts";
import type { SourceStatus } from "./location/locator.ts";

/** What is wrong with the database, the engine and the location sources of a service that has just started. */
export async function notesOn(started: {
  readonly newerSteps: readonly string[];
  readonly engine: Config["engine"];
  readonly sourcesFile: string | undefined;
  readonly sources: readonly SourceStatus[];
  readonly engineAnswers: () => Promise<boolean>;
  readonly publicUrl: string;
  readonly keysElsewhere: ServiceStatus["deskKeysElsewhere"];
}): Promise<readonly string[]> {
  const { newerSteps, engine, sourcesFile, sources, engineAnswers } = started;
  const notes = newerSteps.map(
    (step) =>
      `A newer version added ${step} to the database. This version goes on without it, and its backups ` +
      "can only be restored by the newer one.",
  );
  if (engine.kind === "external" && !(await engineAnswers())) {
    notes.push(
      "The media engine at LIVEKIT_URL doesn't answer, or doesn't accept LIVEKIT_KEY and LIVEKIT_SECRET. " +
        "No one can join until it does. Check these settings.",
    );
  }
  if (started.keysElsewhere !== undefined) {
    notes.push(noteOnKeys(started.publicUrl, started.keysElsewhere));
  }
  if (sourcesFile !== undefined) return [...notes, ...notesOnSources(sources)];
  if (sources.some(({ kind, state }) => kind !== "list" && state === "fresh")) return notes;
  return [
    ...notes,
    "The location data that came with the packages is old, so a place is likely at best. " +
      "To bring fresh data, open Administration, Location data, or run: npm run geo:setup",
  ];
}

function noteOnKeys(
  publicUrl: string,
  { hosts, keys }: NonNullable<ServiceStatus["deskKeysElsewhere"]>,
): string {
  const which = keys === 1 ? "1 desk key was" : `${keys} desk keys were`;
  return (
    `${which} made for ${hosts.join(" and ")}, but people now open ${publicUrl}. A key signs only under the ` +
    "name for which it was made, so its holder can't propose or approve an order, or confirm a change. " +
    "Declining and lifting still work. Set PUBLIC_URL back to that name, or give each member a new key: " +
    "see docs/the-process.md."
  );
}

function notesOnSources(sources: readonly SourceStatus[]): readonly string[] {
  return sources.flatMap(({ id, state, detail }) => {
    if (state === "fresh") return detail === undefined ? [] : [`Location source ${id}: ${detail}.`];
    return [`Location source ${id} is ${state}${detail === undefined ? "" : `: ${detail}`}.`];
  });
}
