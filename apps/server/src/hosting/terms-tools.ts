import { personOf } from "@graticule/admission/standing";
import type { Transaction } from "kysely";
import type { DataChange } from "../db/change-feed.ts";
import type { Database } from "../db/schema.ts";
import type { EventStreams } from "../joining/event-streams.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Seat } from "../presence/seats.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { Persons, type PersonsParts } from "./persons.ts";
import type { HostingStore } from "./store.ts";

/** A participant, by one of their tabs. */
export interface Participant {
  readonly room: string;
  readonly identity: string;
}

/** `conflict`: they are not inside any more. `is-host`: one person takes out no host and no co-host. */
export type TakeOutOutcome =
  | { readonly kind: "done"; readonly afterwards: () => Promise<void> }
  | { readonly kind: "conflict" | "is-host" };

/**
 * What the service does to one participant under its terms: what a host can do to a guest, and no more.
 * For `safety` alone.
 */
export interface TermsTools {
  /** Of those who are inside: what they are called here; undefined: nobody of that identity is. */
  nameInside(who: Participant): string | undefined;
  /** Says so to the page, and turns the microphones of this person's tabs off. */
  mute(who: Participant): Promise<"done" | "conflict" | "outage">;
  /**
   * Out of this sitting: they wait until it is over or a host lets them in. Written in the transaction of
   * the act; `afterwards`, once that is durable, makes it known here.
   */
  takeOut(tx: Transaction<Database>, who: Participant): Promise<TakeOutOutcome>;
}

export interface TermsToolsParts extends PersonsParts {
  readonly store: Pick<HostingStore, "takeOut">;
  readonly directory: Pick<RoomDirectory, "find"> & { refresh(change: DataChange): Promise<void> };
  readonly streams: Pick<EventStreams, "tellMuted">;
  readonly mediaEngine: Pick<MediaEngine, "mute" | "tell">;
}

const mutedPacket = new TextEncoder().encode(JSON.stringify({ kind: "muted" }));

export function createTermsTools(parts: TermsToolsParts): TermsTools {
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
    nameInside: ({ room, identity }) =>
      persons.seatsOf(room, identity).length === 0
        ? undefined
        : persons.someone(room, identity).name,
    async mute({ room, identity }) {
      const seats = persons.seatsOf(room, identity);
      if (seats.length === 0) return "conflict";
      const answers = await Promise.all(seats.map(muteSeat));
      return answers.includes("outage") ? "outage" : "done";
    },
    async takeOut(tx, { room, identity }) {
      if (persons.seatsOf(room, identity).length === 0) return { kind: "conflict" };
      const role = directory.find(room)?.hostDecisions.get(personOf(identity))?.role ?? "guest";
      if (role !== "guest") return { kind: "is-host" };
      const addresses = persons.addressesOf(room, identity);
      const changed = await store.takeOut(tx, persons.someone(room, identity));
      if (changed === "unchanged") return { kind: "is-host" };
      return {
        kind: "done",
        async afterwards() {
          persons.suspect(room, identity, addresses);
          // Durable already: should the database fail only now, the feed brings it later.
          await directory.refresh({ kind: "room", room }).catch(() => undefined);
        },
      };
    },
  };
}
