import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { z } from "zod";
import { factsOf, type SourceFacts } from "../source-facts.ts";
import type { Found } from "../source-follower.ts";
import type { FileSeal } from "./file-list.ts";

const place = z.string().refine((code): code is Place => parsePlace(code) === code);

const trouble = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("missing") }),
  z.object({ kind: z.enum(["rejected", "held"]), why: z.string() }),
]);

const facts = z.object({
  told: z.object({
    id: z.string(),
    maker: z.string(),
    basis: z.enum(["measured", "registration", "declared", "operator"]),
    kind: z.enum(["country", "geofeed", "list"]),
    licence: z.string(),
    attribution: z.string(),
  }),
  report: z
    .object({
      id: z.string(),
      builtAt: z.number().optional(),
      staleAt: z.number().optional(),
      trouble,
      waits: z.string().optional(),
      notUnderstood: z.number(),
      isSignerUnknown: z.boolean(),
    })
    .optional(),
  heldBack: z.string().optional(),
}) satisfies z.ZodType<SourceFacts>;

/** What is said about a set of tables: its sources, and what waits for two people. */
const setRecord = z.object({
  sources: facts.array(),
  held: z.object({ digest: z.string(), ranges: z.number(), into: place.array() }).optional(),
  /** The number of the list of files from which they were made: an older list makes no others. */
  files: z.number().default(0),
  /** Each one published has a higher number: a former one that is put back serves nowhere again. */
  number: z.number().default(0),
});
export type SetRecord = z.infer<typeof setRecord>;

/** Looks at the files for what waits. */
export function recordOf({
  specs,
  reports,
  held,
}: Omit<Found, "made">): Omit<SetRecord, "files" | "number"> {
  const byId = new Map(reports.map((report) => [report.id, report]));
  const sources = specs.map((spec) => factsOf(spec, byId.get(spec.id)));
  return { sources, held: held && { ...held, into: [...held.into] } };
}

/** Holds for one set of tables alone: writing to the database isn't enough to serve others. */
export function sealRecord(seal: FileSeal, digest: string, record: SetRecord): Buffer {
  return seal.seal(JSON.stringify(record), contextOf(digest));
}

/** Undefined: it isn't an instance's word about these tables. */
export function openRecord(seal: FileSeal, digest: string, sealed: Buffer): SetRecord | undefined {
  const text = seal.open(sealed, contextOf(digest));
  return text === undefined ? undefined : setRecord.parse(JSON.parse(text));
}

const contextOf = (digest: string): string => `location set ${digest}`;
