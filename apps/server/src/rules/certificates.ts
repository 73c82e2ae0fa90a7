import type { CarriedProof, Certificate } from "@graticule/api/rules";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { Locator } from "../location/locator.ts";
import { correctionsId } from "../location/source-spec.ts";
import { toldAt } from "../rooms/limits-for.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { certificateOf } from "./certificate.ts";
import type { RuleStore } from "./store.ts";
import type { WrittenTally } from "./tally.ts";
import { passesMadeIn, readTallies } from "./tally-store.ts";

export interface CertifiedMeeting {
  readonly code: string;
  readonly room: string;
  readonly title: string;
  readonly createdAt: Date;
  readonly endedAt: Date | undefined;
  /** Only the occurrence was ended. */
  readonly reopensAt: Date | undefined;
  readonly deletesAt: Date;
}

export interface CertificatesParts {
  readonly db: Kysely<Database>;
  readonly store: Pick<RuleStore, "changes">;
  readonly tally: Pick<WrittenTally, "flush">;
  readonly directory: Pick<RoomDirectory, "find" | "now">;
  readonly locator: Pick<Locator, "sources">;
  readonly proofsOf: ProofsOf;
}

/** By change: what proves its entries in the public log. Of a change that can't be proved, none. */
export type ProofsOf = (
  changes: readonly string[],
) => Promise<ReadonlyMap<string, readonly CarriedProof[]>>;

export type Certificates = ReturnType<typeof createCertificates>;

export function createCertificates(parts: CertificatesParts) {
  const { db, store, tally, directory, locator, proofsOf } = parts;
  return {
    /** @param service `publicUrl`: without a slash at its end */
    async of(
      { room, reopensAt, endedAt, ...meeting }: CertifiedMeeting,
      { name, publicUrl }: { readonly name: string; readonly publicUrl: string },
    ): Promise<Certificate> {
      await tally.flush();
      const policy = directory.find(room);
      const told = policy === undefined ? [] : toldAt(policy, directory.now());
      const others = told.filter(({ limit }) => limit.tier !== "meeting");
      const proofs = await proofsOf(others.flatMap(({ change }) => change ?? []));
      return certificateOf({
        meeting: {
          ...meeting,
          url: `${publicUrl}/m/${meeting.code}`,
          endedAt: reopensAt === undefined ? endedAt : undefined,
        },
        changes: await store.changes({ kind: "room", room }),
        tallies: await readTallies(db, room),
        passes: await passesMadeIn(db, room),
        otherLimits: others.map(({ limit, change = "" }) => ({
          ...limit,
          proofs: [...(proofs.get(change) ?? [])],
        })),
        // The date of the desk's corrections is when people who waited at a door came in.
        sources: locator.sources().filter(({ id }) => id !== correctionsId),
        service: name,
        now: new Date(directory.now()),
      });
    },
  };
}
