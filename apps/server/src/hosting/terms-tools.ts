import { personOf } from "@graticule/admission/standing";
import type { Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import type { EventStreams } from "../joining/event-streams.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Seat } from "../presence/seats.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { Persons, type PersonsParts } from "./persons.ts";
import type { HostingStore } from "./store.ts";

/** A participant, by one of their tabs. */
export interface Participant {
  readonly room: string;
  readonly identity: string;
}

/** `conflict`: they are no longer inside. `is-host`: no host or co-host is taken out. */
export type TakeOutOutcome =
  | { readonly kind: "done"; readonly afterwards: () => Promise<void> }
  | { readonly kind: "conflict" | "is-host" };

export interface TermsToolsParts extends PersonsParts {
  readonly store: Pick<HostingStore, "takeOut">;
  readonly directory: Pick<StoredRoomDirectory, "find" | "refresh">;
  readonly streams: Pick<EventStreams, "tellMuted">;
  readonly mediaEngine: Pick<MediaEngine, "mute" | "tell">;
}

const mutedPacket = new TextEncoder().encode(JSON.stringify({ kind: "muted" }));

export type TermsTools = ReturnType<typeof createTermsTools>;

/**
 * What the service does to one participant under its terms: what a host can do to a guest, and no
 * more. For `safety` alone.
 */
export function createTermsTools(parts: TermsToolsParts) {
  const { store, directory, streams, mediaEngine } = parts;
  const persons = new Persons(parts);

  const muteSeat = async ({ room, identity }: Seat): Promise<"done" | "outage"> => {
    if (!streams.tellMuted(room, identity)) {
      await mediaEngine.tell(room, identity, "graticule", mutedPacket);
    }
    const answer = await mediaEngine.mute(room, identity);
    return answer === "failed" || answer === "unheld" ? "outage" : "done";
  };

  return {
    /** The name of someone inside; undefined: nobody of that identity is. */
    nameInside: ({ room, identity }: Participant): string | undefined =>
      persons.seatsOf(room, identity).length === 0 ? undefined : persons.named(room, identity).name,
    /** Tells the page, and turns the microphones of this person's tabs off. */
    async mute({ room, identity }: Participant): Promise<"done" | "conflict" | "outage"> {
      const seats = persons.seatsOf(room, identity);
      if (seats.length === 0) return "conflict";
      const answers = await Promise.all(seats.map(muteSeat));
      return answers.includes("outage") ? "outage" : "done";
    },
    /**
     * Out of this sitting: they wait until it is over or a host lets them in. Stored in the
     * transaction of the act; `afterwards`, once that is durable, makes it known here.
     */
    async takeOut(
      tx: Transaction<Database>,
      { room, identity }: Participant,
    ): Promise<TakeOutOutcome> {
      if (persons.seatsOf(room, identity).length === 0) return { kind: "conflict" };
      const role = directory.find(room)?.hostDecisions.get(personOf(identity))?.role ?? "guest";
      if (role !== "guest") return { kind: "is-host" };
      const addresses = persons.addressesOf(room, identity);
      const changed = await store.takeOut(tx, persons.named(room, identity));
      if (changed === "unchanged") return { kind: "is-host" };
      return {
        kind: "done",
        async afterwards() {
          persons.suspect(room, identity, addresses);
          // If the database fails now, the feed brings it later.
          await directory.refresh({ kind: "room", room }).catch(() => undefined);
        },
      };
    },
  };
}
