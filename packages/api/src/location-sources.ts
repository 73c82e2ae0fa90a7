import { z } from "zod";
import { day, moment } from "./formats.ts";

const sourceId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

/** A free source of location data that the service knows where to download. */
const offeredSource = z.object({
  id: sourceId,
  maker: z.string(),
  /** What it is, in one sentence. */
  what: z.string(),
  /** `declared`: what networks say of themselves. */
  basis: z.enum(["measured", "registration", "declared"]),
  kind: z.enum(["country", "geofeed", "list"]),
  /** `says`: what it asks for, in one line. */
  licence: z.object({ name: z.string(), says: z.string(), url: z.string() }),
  /** As the licence wants it shown; empty: it wants none. */
  attribution: z.string(),
  /** To download, in megabytes. */
  sizeMB: z.number(),
  changes: z.enum(["hourly", "daily", "weekly", "monthly"]),
  /** Taken together, the recommended ones can make places certain, without any account. */
  recommended: z.boolean(),
  /**
   * A free account's secret that its maker wants, and where to get it. `given`: there is one to use;
   * `refused`: there is one, and its maker refused it.
   */
  token: z
    .object({ name: z.string(), from: z.string(), given: z.boolean(), refused: z.boolean() })
    .optional(),
  /** When its licence was accepted; absent: it isn't in use. */
  acceptedAt: moment.optional(),
});

/**
 * One source of a run. `held`: its new data changed suddenly and wait for an administrator. `why`: a
 * sentence's end, without addresses.
 */
export const takenSource = z.object({
  id: sourceId,
  outcome: z.enum(["updated", "unchanged", "held", "failed"]),
  why: z.string().optional(),
});

/** GET /api/admin/location-sources (administrator's session). */
export const sourceCatalogue = z.object({
  /** When the catalogue was last checked against what the makers publish. */
  catalogueDate: day,
  sources: z.array(offeredSource),
  /** Whether the operator lists sources in a file (LOCATION_SOURCES), which are in use, too. */
  hasOwnList: z.boolean(),
  /** Whether the choice before the last can be brought back. */
  canUndo: z.boolean(),
  /**
   * `ids`: all of the run, in order. `taken`: those that are done. `of`: of the download, in bytes,
   * where its server says it. `finished`: what arrived is in use.
   */
  run: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("idle") }),
    z.object({
      kind: z.literal("running"),
      ids: z.array(sourceId),
      taken: z.array(takenSource),
      id: sourceId,
      step: z.enum(["downloading", "checking"]),
      bytes: z.number().int(),
      of: z.number().int().optional(),
    }),
    z.object({ kind: z.literal("finished"), taken: z.array(takenSource) }),
  ]),
});
export type SourceCatalogue = z.infer<typeof sourceCatalogue>;

/**
 * POST /api/admin/location-sources → 202: takes sources into use whose licences were shown. `tokens`:
 * makers' secrets, by source; one is kept once its maker takes it.
 */
export const takeSources = z.strictObject({
  ids: z.array(sourceId).min(1).max(40),
  tokens: z.record(sourceId, z.string().min(1).max(400)).default({}),
});
