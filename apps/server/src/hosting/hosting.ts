import {
  type HostDecisions,
  personOf,
  powersIn,
  successorsOf,
} from "@graticule/admission/standing";
import type { HostAct, Hosting, Pass, PassCreated, VouchedJoin } from "@graticule/api/hosting";
import type { DataChange } from "../db/change-feed.ts";
import type { MediaOfJoins } from "../decision/media-of-joins.ts";
import { hashSecret, newSecret } from "../http/secret.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Join, Joins } from "../presence/joins.ts";
import type { Seats } from "../presence/seats.ts";
import type { Suspects } from "../presence/suspects.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { actedAs } from "./act-history.ts";
import type { HostRight } from "./host-access.ts";
import type { PassStore, StoredPass } from "./pass-store.ts";
import { Persons } from "./persons.ts";
import type { RoomPowers } from "./room-powers.ts";
import type { RoomViews } from "./room-views.ts";
import type { HostingStore, Someone } from "./store.ts";
import { Vouchers } from "./vouchers.ts";

/** A meeting, and by what right someone acts in it. */
export interface HostContext {
  readonly code: string;
  readonly room: string;
  readonly right: HostRight;
}

/**
 * `conflict`: what it was for no longer holds, or it can't be done to this person. `forbidden`: not by
 * this host. `outage`: the engine did not do it.
 */
export type HostActOutcome = "done" | "conflict" | "forbidden" | "outage";

/** What hosts decide in person. When it answers, every decision of this process knows it. */
export interface HostsTools {
  act(chair: HostContext, act: HostAct): Promise<HostActOutcome>;
  /** Undefined: there is no such room. */
  view(room: string): Promise<Hosting | undefined>;
  /** `conflict`: the room has as many as it may. */
  createPass(chair: HostContext, name: string): Promise<PassCreated | "conflict">;
  deletePass(chair: HostContext, id: string): Promise<"done" | "absent">;
}

export interface HostsToolsParts {
  readonly store: HostingStore;
  readonly passes: PassStore;
  readonly directory: Pick<RoomDirectory, "find"> & { refresh(change: DataChange): Promise<void> };
  readonly joins: Joins;
  readonly seats: Pick<Seats, "inside">;
  readonly powers: RoomPowers;
  readonly views: RoomViews;
  readonly suspects: Suspects;
  readonly mediaEngine: Pick<MediaEngine, "mute">;
  readonly media: Pick<MediaOfJoins, "isOn">;
  readonly publicUrl: string;
  readonly monotonicNowMs?: () => number;
}

type Kind = HostAct["kind"];
type ActOf<K extends Kind> = Extract<HostAct, { kind: K }>;
type Table = {
  readonly [K in Kind]: (chair: HostContext, act: ActOf<K>) => Promise<HostActOutcome>;
};

/** How many microphones are turned off at the same time. */
const mutedAtOnce = 8;

export function createHostsTools(parts: HostsToolsParts): HostsTools {
  return new Tools(parts);
}

class Tools implements HostsTools {
  readonly #parts: HostsToolsParts;
  readonly #persons: Persons;
  readonly #vouchers: Vouchers;
  readonly #table: Table = {
    admit: (chair, { joinId, vouched }) =>
      this.#admit(chair, joinId, vouched === undefined ? [] : [{ joinId, ...vouched }]),
    "admit-all": (chair, { vouchers }) => this.#admitAll(chair, vouchers),
    vouch: async ({ room }, { vouchers }) => {
      this.#vouchers.note(room, vouchers);
      return "done";
    },
    delegate: async ({ room }, act) => this.#vouchers.delegate(room, act),
    decline: (chair, { joinId }) => this.#decline(chair, joinId),
    remove: (chair, { identity }) => this.#putOut(chair, identity, "remove"),
    ban: (chair, { identity }) => this.#putOut(chair, identity, "ban"),
    unban: (chair, { identity }) => this.#unban(chair, identity),
    "send-back": (chair, { identity }) => this.#putOut(chair, identity, "send-back"),
    mute: ({ room }, { identity }) => this.#mute(room, [identity]),
    "mute-all": ({ room }) => this.#muteAll(room),
    door: (chair, { door }) => this.#door(chair, door),
    role: (chair, { identity, role }) => this.#role(chair, identity, role),
    successors: (chair, { identities }) => this.#successors(chair, identities),
  };

  constructor(parts: HostsToolsParts) {
    this.#parts = parts;
    this.#persons = new Persons(parts);
    this.#vouchers = new Vouchers(parts);
  }

  act(chair: HostContext, act: HostAct): Promise<HostActOutcome> {
    const run = this.#table[act.kind] as (
      chair: HostContext,
      act: HostAct,
    ) => Promise<HostActOutcome>;
    return run(chair, act);
  }

  async view(room: string): Promise<Hosting | undefined> {
    const passes = (await this.#parts.passes.list(room)).map(passOf);
    const sight = this.#parts.views.of(room);
    if (sight === undefined) return undefined;
    const told = sight.forHost();
    return { ...told, passes, runBy: this.#runBy(room) };
  }

  /**
   * One for each person whatever tabs they have, none for a client that tells none. Whoever has left keeps
   * their seat for a moment: here only those count who are connected.
   */
  #runBy(room: string): string[] {
    const policy = this.#parts.directory.find(room);
    if (policy === undefined || policy.ended) return [];
    const connected = this.#parts.seats.inside(room).filter(({ legs }) => legs.length > 0);
    const persons = new Set(connected.map(({ identity }) => personOf(identity)));
    const names = [...powersIn(persons, policy.hostDecisions).keys()].map(
      (person) => this.#persons.someone(room, person).name,
    );
    return names.filter((name) => name !== "");
  }

  async createPass(
    { code, room, right }: HostContext,
    name: string,
  ): Promise<PassCreated | "conflict"> {
    const secret = newSecret();
    const pass = { room, name, secretHash: hashSecret(secret) };
    const made = await this.#parts.passes.create(pass, actedAs(right));
    if (made === "unchanged") return "conflict";
    return { ...passOf(made), url: `${this.#parts.publicUrl}/m/${code}#pass=${secret}` };
  }

  async deletePass({ room, right }: HostContext, id: string): Promise<"done" | "absent"> {
    const changed = await this.#parts.passes.delete(room, id, actedAs(right));
    await this.#known(room);
    return changed === "done" ? "done" : "absent";
  }

  /** By name alone the lobby is opened; a knock also needs a pass against the meeting's own rule. */
  async #admit(
    { room, right }: HostContext,
    joinId: string,
    vouchers: readonly VouchedJoin[],
  ): Promise<HostActOutcome> {
    const join = this.#parts.joins.waiting(room).find(({ id }) => id === joinId);
    if (join === undefined) return "conflict";
    // Before the door opens: who comes in has it at once.
    this.#vouchers.note(room, vouchers);
    const changed = isKnock(join)
      ? await this.#parts.passes.give(someoneOf(join), actedAs(right))
      : await this.#parts.store.letIn(someoneOf(join));
    await this.#known(room);
    return changed === "done" ? "done" : "conflict";
  }

  /** Everyone who waits; whom a rule keeps out, or the service took out, is let in one by one only. */
  async #admitAll(
    { room }: HostContext,
    vouchers?: readonly VouchedJoin[],
  ): Promise<HostActOutcome> {
    this.#vouchers.note(room, vouchers ?? []);
    // Who came since the click is in the next list.
    const meant = vouchers && new Set(vouchers.map(({ joinId }) => joinId));
    for (const join of this.#parts.joins.waiting(room)) {
      if (meant?.has(join.id) === false) continue;
      if (!isKnock(join) && !isTakenOut(join)) await this.#parts.store.letIn(someoneOf(join));
    }
    await this.#known(room);
    return "done";
  }

  async #decline({ room }: HostContext, joinId: string): Promise<HostActOutcome> {
    const { joins, monotonicNowMs = () => performance.now() } = this.#parts;
    const join = joins.waiting(room).find(({ id }) => id === joinId);
    if (join === undefined) return "conflict";
    join.plea = { kind: "declined", atMs: monotonicNowMs() };
    join.open?.sink.send({ kind: "knock-declined" });
    joins.changed(join);
    return "done";
  }

  /**
   * Writes down that someone may not be inside. That alone takes them out: enforcement judges their
   * seats anew, and the gate whoever comes back.
   */
  async #putOut(
    { room, right }: HostContext,
    identity: string,
    how: "remove" | "ban" | "send-back",
  ): Promise<HostActOutcome> {
    const person = personOf(identity);
    const isSelf = right.kind === "inside" && personOf(right.identity) === person;
    if (isSelf || !this.#persons.isKnown(room, identity)) return "conflict";
    if (isActing(right) && this.#comesBefore(room, person, right.identity)) return "forbidden";
    const who = this.#persons.someone(room, identity);
    const addresses = this.#persons.addressesOf(room, identity);
    // Before it is written: whoever is told to leave must be told the right thing.
    const takeBack =
      how === "remove" ? markPutOut(this.#persons.joinsOf(room, identity)) : () => undefined;
    const written = this.#parts.store.removeByHost(who, how, actedAs(right));
    const changed = await written.catch((error: unknown) => {
      takeBack();
      throw error;
    });
    if (changed === "unchanged") {
      takeBack();
      return "conflict";
    }
    if (how !== "send-back") this.#persons.suspect(room, identity, addresses);
    await this.#known(room);
    return "done";
  }

  /** Whether the host has put someone above whoever acts: these can't keep the other from coming back. */
  #comesBefore(room: string, person: string, acting: string): boolean {
    const hostDecisions: HostDecisions =
      this.#parts.directory.find(room)?.hostDecisions ?? new Map();
    const successors = successorsOf(hostDecisions);
    const at = successors.indexOf(person);
    const isFirst = at >= 0 && at < successors.indexOf(personOf(acting));
    return isFirst || (hostDecisions.get(person)?.role ?? "guest") !== "guest";
  }

  async #unban({ room, right }: HostContext, identity: string): Promise<HostActOutcome> {
    const person = personOf(identity);
    const changed = await this.#parts.store.unban(room, person, actedAs(right));
    if (changed === "unchanged") return "conflict";
    this.#parts.suspects.remove(room, person);
    await this.#known(room);
    return "done";
  }

  async #muteAll(room: string): Promise<HostActOutcome> {
    const powers = this.#parts.powers.in(room);
    const guests = this.#parts.seats
      .inside(room)
      .map(({ identity }) => identity)
      .filter((identity) => !powers.has(personOf(identity)));
    return await this.#mute(room, guests);
  }

  /** Whoever has left meanwhile is quiet too. */
  async #mute(room: string, identities: readonly string[]): Promise<HostActOutcome> {
    const left = [...identities];
    let outcome: HostActOutcome = "done";
    const worker = async (): Promise<void> => {
      for (let one = left.pop(); one !== undefined; one = left.pop()) {
        const answer = await this.#parts.mediaEngine.mute(room, one);
        if (answer === "failed" || answer === "unheld") outcome = "outage";
      }
    };
    await Promise.all(Array.from({ length: mutedAtOnce }, worker));
    return outcome;
  }

  async #door({ room, right }: HostContext, door: ActOf<"door">["door"]): Promise<HostActOutcome> {
    const { entry, locked, beacon } = door;
    // Nobody at all would come in.
    if (beacon === "required" && !this.#parts.media.isOn) return "conflict";
    const said = {
      ...(entry === undefined ? {} : { entry }),
      ...(locked === undefined ? {} : { locked }),
      ...(beacon === undefined ? {} : { beacon }),
    };
    await this.#parts.store.setDoor(room, said, actedAs(right));
    await this.#known(room);
    return "done";
  }

  /** An acting host keeps the chair warm and gives it to nobody. */
  async #role(
    { room, right }: HostContext,
    identity: string,
    role: "co-host" | "guest",
  ): Promise<HostActOutcome> {
    if (isActing(right)) return "forbidden";
    if (!this.#persons.isKnown(room, identity)) return "conflict";
    const who = this.#persons.someone(room, identity);
    const changed = await this.#parts.store.setRole(who, role, actedAs(right));
    await this.#known(room);
    return changed === "done" ? "done" : "conflict";
  }

  async #successors(
    { room, right }: HostContext,
    identities: readonly string[],
  ): Promise<HostActOutcome> {
    if (isActing(right)) return "forbidden";
    const persons = new Map<string, Someone>();
    for (const identity of identities) {
      if (!this.#persons.isKnown(room, identity)) return "conflict";
      persons.set(personOf(identity), this.#persons.someone(room, identity));
    }
    await this.#parts.store.setSuccessors(room, [...persons.values()]);
    await this.#known(room);
    return "done";
  }

  /** Durable already: should the database fail only now, the feed brings it later. */
  async #known(room: string): Promise<void> {
    await this.#parts.directory.refresh({ kind: "room", room }).catch(() => undefined);
  }
}

/** Their pages will be told that the host has put them out. Returns the way back. */
function markPutOut(joins: readonly Join[]): () => void {
  const before = joins.map((join) => ({ join, plea: join.plea }));
  for (const join of joins) join.plea = { kind: "put-out" };
  return () => {
    for (const { join, plea } of before) join.plea = plea;
  };
}

function isActing(right: HostRight): right is HostRight & { readonly kind: "inside" } {
  return right.kind === "inside" && right.role === "acting";
}

function isKnock({ state: standing }: Join): boolean {
  return standing.kind === "kept-out";
}

function isTakenOut({ state: standing }: Join): boolean {
  return standing.kind === "held" && standing.held.because === "terms";
}

function someoneOf({ room, identity, name }: Join): Someone {
  return { room, person: personOf(identity), name };
}

function passOf({ id, name, createdAt, used }: StoredPass): Pass {
  return { id, name, createdAt: createdAt.toISOString(), used };
}
