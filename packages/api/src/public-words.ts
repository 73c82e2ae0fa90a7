import { redactedKinds } from "@graticule/desk/redaction";
import { z } from "zod";
import { colleague, permit } from "./desk.ts";
import { day, moment, uuid } from "./formats.ts";

export const redactedKind = z.enum(redactedKinds);

/** UTF-16 units, `to` exclusive, of the demand with this index or of the translation. */
export const wordsSpan = z.object({
  of: z.union([z.number().int().min(0).max(49), z.literal("translation")]),
  from: z.number().int().min(0),
  to: z.number().int().min(1),
  what: redactedKind,
});

/** What the public reads, with a mark such as `⟦person⟧` for each part that was taken out. */
export const publicWords = z.object({
  demand: z.string(),
  translation: z.string().optional(),
  redacted: z.array(redactedKind),
});

/** Where the authority's own words are on their way to the public. */
export const demandWords = z.discriminatedUnion("state", [
  /** The request is open. */
  z.object({ state: z.literal("not-yet") }),
  /** So are the texts of the request; what was published of them stays in the log. */
  z.object({ state: z.literal("destroyed") }),
  /** A law forbids to tell, until this day is over. */
  z.object({ state: z.literal("sealed"), until: day }),
  z.object({
    state: z.literal("open"),
    /** Always taken out. */
    fixed: z.array(wordsSpan),
    /** A meeting that it names is deleted: nobody knows its title and its host any more. */
    forgotten: z.boolean(),
    mayPrepare: permit,
  }),
  z.object({
    state: z.literal("prepared"),
    id: uuid,
    by: colleague,
    at: moment,
    shown: publicWords,
    mayPublish: permit,
    mayDecline: permit,
  }),
  z.object({
    state: z.literal("published"),
    by: colleague,
    preparedBy: colleague,
    at: moment,
    shown: publicWords,
  }),
]);
export type DemandWords = z.infer<typeof demandWords>;

/** In the list: closed, and its words are not public yet. `since`: from when on they can be. */
export const wordsWait = z.object({
  state: z.enum(["sealed", "open", "prepared"]),
  since: moment,
});
