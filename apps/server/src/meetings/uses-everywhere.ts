import { z } from "zod";
import type { Owners } from "../cluster/owners.ts";
import type { Questions } from "../cluster/questions.ts";
import type { RoomUse } from "./room-use.ts";
import type { Use } from "./schedule.ts";

/** By room. Empty since an unknown time: a room that no instance owns, or whose owner is silent. */
export type UsesOf = (rooms: readonly string[]) => Promise<ReadonlyMap<string, Use["inside"]>>;

/** A number: empty since then, by the directory's time; null: since an unknown time. */
const word = z.union([z.literal("in-use"), z.literal("elsewhere"), z.number(), z.null()]);

/** A question has at most 256 kB. */
const atOnce = 5_000;

/** Whether rooms are in use, as their owners know. */
export function createUsesOf(parts: {
  readonly questions: Pick<Questions, "ofAll">;
  readonly owners: Pick<Owners, "holds">;
  readonly use: Pick<RoomUse, "of">;
}): UsesOf {
  const { questions, owners, use } = parts;
  const wordOf = (room: string): z.infer<typeof word> => {
    if (!owners.holds(room)) return "elsewhere";
    const inside = use.of(room);
    return inside === "in-use" ? inside : (inside.emptySince ?? null);
  };
  const ask = questions.ofAll("uses", { body: z.string().array(), answer: word.array() }, (rooms) =>
    rooms.map(wordOf),
  );
  return async (rooms) => {
    const uses = new Map<string, Use["inside"]>();
    for (let from = 0; from < rooms.length; from += atOnce) {
      const some = rooms.slice(from, from + atOnce);
      const answers = await ask(some);
      for (const [at, room] of some.entries()) {
        const known = answers.map((one) => one[at]).find((one) => one !== "elsewhere");
        const inside = known === "in-use" ? known : { emptySince: known ?? undefined };
        uses.set(room, inside);
      }
    }
    return uses;
  };
}
