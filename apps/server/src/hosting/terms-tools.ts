import { personOf } from "@graticule/admission/standing";
import { z } from "zod";
import type { Questions } from "../cluster/questions.ts";
import type { EventStreams } from "../joining/event-streams.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Seat } from "../presence/seats.ts";
import type { Suspects } from "../presence/suspects.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { Persons, type PersonsParts } from "./persons.ts";
import type { HostingStore, TermsActSince } from "./store.ts";

/** A participant, by one of their tabs. */
export interface Participant {
  readonly room: string;
  readonly identity: string;
}

export interface TermsToolsParts extends PersonsParts {
  readonly store: Pick<HostingStore, "takeOut" | "undoTakeOut">;
  readonly directory: Pick<StoredRoomDirectory, "find" | "load" | "refresh">;
  readonly streams: Pick<EventStreams, "tellMuted">;
  readonly mediaEngine: Pick<MediaEngine, "mute" | "tell">;
  readonly suspects: Pick<Suspects, "add" | "remove">;
  readonly questions: Questions;
}

const aboutPerson = { body: z.object({ identity: z.string() }) };

const mutedPacket = new TextEncoder().encode(JSON.stringify({ kind: "muted" }));

export type TermsTools = ReturnType<typeof createTermsTools>;

/**
 * What the service does to one participant under its terms: what a host can do to a guest, and no
 * more. For `safety` alone.
 */
export function createTermsTools(parts: TermsToolsParts) {
  const { store, directory, streams, mediaEngine, suspects, questions } = parts;
  const persons = new Persons(parts);

  const muteSeat = async ({ room, identity }: Seat): Promise<"done" | "outage"> => {
    if (!streams.tellMuted(room, identity)) {
      await mediaEngine.tell(room, identity, "graticule", mutedPacket);
    }
    const answer = await mediaEngine.mute(room, identity);
    return answer === "failed" || answer === "unheld" ? "outage" : "done";
  };

  const nameInside = questions.aboutRoom(
    "name-inside",
    { ...aboutPerson, answer: z.string().nullable() },
    (room, { identity }) =>
      persons.seatsOf(room, identity).length === 0 ? null : persons.named(room, identity).name,
  );
  const mute = questions.aboutRoom(
    "mute",
    { ...aboutPerson, answer: z.enum(["done", "conflict", "outage"]) },
    async (room, { identity }) => {
      const seats = persons.seatsOf(room, identity);
      if (seats.length === 0) return "conflict";
      const answers = await Promise.all(seats.map(muteSeat));
      return answers.includes("outage") ? "outage" : "done";
    },
  );
  // Their addresses are known while they are inside, and never leave the room's owner.
  const suspect = questions.aboutRoom(
    "suspect",
    { body: z.object({ identity: z.string(), act: z.string() }), answer: z.null() },
    (room, { identity, act }) => {
      const why = { person: personOf(identity), act };
      persons.suspect(room, why, persons.addressesOf(room, identity));
      return null;
    },
  );
  const acquit = questions.aboutRoom(
    "acquit",
    { body: z.object({ act: z.string() }), answer: z.null() },
    (room, { act }) => {
      suspects.remove(room, { act });
      return null;
    },
  );
  // If the database fails now, the feed brings it later.
  const known = (room: string) => directory.refresh({ kind: "room", room }).catch(() => undefined);

  const mayTakeOut = async ({
    room,
    identity,
  }: Participant): Promise<"yes" | "is-host" | "outage"> => {
    if ((await directory.load(room)) === "outage") return "outage";
    const decision = directory.find(room)?.hostDecisions.get(personOf(identity));
    return (decision?.role ?? "guest") === "guest" ? "yes" : "is-host";
  };

  return {
    /** The name of someone inside; undefined: no one of that identity is, or no one can tell now. */
    nameInside: async ({ room, identity }: Participant): Promise<string | undefined> =>
      (await nameInside(room, { identity })) ?? undefined,
    /** Tells the page, and turns the microphones of this person's tabs off. */
    mute: async ({ room, identity }: Participant): Promise<"done" | "conflict" | "outage"> =>
      (await mute(room, { identity })) ?? "outage",
    mayTakeOut,
    /**
     * Out of this sitting by an act, inside or not: they wait until it is over or a host lets them in.
     * No host or co-host is, nor someone whom a host let in since it was decided. Rejects where the
     * database is away.
     */
    async takeOut(
      { room, identity, name }: Participant & { readonly name: string },
      act: TermsActSince,
    ): Promise<"done" | "is-host" | "outage"> {
      const may = await mayTakeOut({ room, identity });
      if (may !== "yes") return may;
      await suspect(room, { identity, act: act.id });
      const changed = await store.takeOut({ room, person: personOf(identity), name }, act);
      if (changed === "unchanged") {
        await acquit(room, { act: act.id });
        return "is-host";
      }
      await known(room);
      return "done";
    },
    /**
     * All that this act did by {@link takeOut}, and nothing that a host or another act did. Rejects
     * where the database is away.
     */
    async takeBack(room: string, act: string): Promise<"done" | "outage"> {
      const acquitted = await acquit(room, { act });
      await store.undoTakeOut(room, act);
      await known(room);
      return acquitted === undefined ? "outage" : "done";
    },
  };
}
