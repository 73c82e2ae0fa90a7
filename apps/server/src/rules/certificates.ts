import type { Certificate } from "@graticule/api/rules";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { Locator } from "../location/locator.ts";
import { toldAt } from "../rooms/limits-for.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { certificateOf } from "./certificate.ts";
import type { RuleStore } from "./store.ts";
import { readTallies, type WrittenTally } from "./tally.ts";

/** A meeting as its certificate names it. */
export interface CertifiedMeeting {
  readonly code: string;
  readonly room: string;
  readonly title: string;
  readonly createdAt: Date;
  readonly endedAt: Date | undefined;
  /** Only the occurrence was ended. */
  readonly reopensAt: Date | undefined;
}

export interface Certificates {
  /** @param service how the service calls itself. */
  of(meeting: CertifiedMeeting, service: string): Promise<Certificate>;
}

export interface CertificatesParts {
  readonly db: Kysely<Database>;
  readonly store: Pick<RuleStore, "changes">;
  readonly tally: Pick<WrittenTally, "flush">;
  readonly directory: Pick<RoomDirectory, "find" | "now">;
  readonly locator: Pick<Locator, "sources">;
}

export function createCertificates(parts: CertificatesParts): Certificates {
  const { db, store, tally, directory, locator } = parts;
  return {
    async of({ room, reopensAt, endedAt, ...meeting }, service) {
      await tally.flush();
      const policy = directory.find(room);
      const told = policy === undefined ? [] : toldAt(policy, directory.now());
      return certificateOf({
        meeting: { ...meeting, endedAt: reopensAt === undefined ? endedAt : undefined },
        changes: await store.changes({ kind: "room", room }),
        tallies: await readTallies(db, room),
        otherLimits: told.filter(({ tier }) => tier !== "meeting"),
        sources: locator.sources(),
        service,
        now: new Date(directory.now()),
      });
    },
  };
}
