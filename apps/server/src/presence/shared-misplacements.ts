import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { z } from "zod";
import type { Questions } from "../cluster/questions.ts";
import type { Misplacement, Misplacements } from "./misplacements.ts";

/** One that several instances may know, each under its own id. */
export type SharedMisplacement = Omit<Misplacement, "id"> & {
  readonly ids: readonly [string, ...string[]];
};

export type AllMisplacements = ReturnType<typeof shareMisplacements>;

const place = z.string().refine((code): code is Place => parsePlace(code) === code);
/** In CIDR form. It may become a line of a file. */
const network = z
  .string()
  .max(49)
  .regex(/^[0-9a-f.:]+\/\d{1,3}$/);
const known = z.object({ network, place });
/** Of one network; an answer has room for so many of all. */
const maxInstead = 20;
const told = known.extend({
  id: z.uuid(),
  orderId: z.uuid(),
  instead: place.array().max(maxInstead),
  people: z.string().max(100).array().max(2),
  closesAtMs: z.number(),
});

/**
 * What recurs at all instances together. Each keeps what it noted in its own memory: a network can
 * be one person's, so no table has it.
 */
export function shareMisplacements(own: Misplacements, questions: Questions) {
  const knownAt = questions.ofAll("misplacements", { body: z.null(), answer: told.array() }, () =>
    own.all().map((one) => ({
      ...one,
      instead: [...one.instead].slice(0, maxInstead),
      people: [...one.people],
    })),
  );
  const endAt = questions.ofAll(
    "misplacement-ended",
    { body: known, answer: z.null() },
    ({ network, place: where }) => {
      own.end(network, where);
      return null;
    },
  );
  return {
    /** Those of more than one person. */
    async recurring(): Promise<readonly SharedMisplacement[]> {
      const merged = new Map<string, SharedMisplacement>();
      for (const one of (await knownAt(null)).flat()) {
        const key = `${one.network} ${one.place}`;
        merged.set(key, together(merged.get(key), one));
      }
      return [...merged.values()].filter(({ people }) => people.size > 1);
    },
    /** Closes the review at every instance; it is forgotten. */
    async end({ network, place: where }: Pick<Misplacement, "network" | "place">): Promise<void> {
      await endAt({ network, place: where });
    },
  };
}

function together(
  before: SharedMisplacement | undefined,
  { id, instead, people, ...one }: z.infer<typeof told>,
): SharedMisplacement {
  if (before === undefined) {
    return { ...one, ids: [id], instead: new Set(instead), people: new Set(people) };
  }
  return {
    ...before,
    ids: [...before.ids, id],
    instead: new Set([...before.instead, ...instead]),
    people: new Set([...before.people, ...people]),
    closesAtMs: Math.min(before.closesAtMs, one.closesAtMs),
  };
}
