import { type HostDecisions, personOf, successorsOf } from "@graticule/admission/standing";
import type { HostAct, Hosting, Pass, PassCreated, VouchedJoin } from "@graticule/api/hosting";
import type { MediaOfJoins } from "../decision/media-of-joins.ts";
import { hashSecret, newSecret } from "../http/secret.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Join, Joins } from "../presence/joins.ts";
import type { Seats } from "../presence/seats.ts";
import type { Suspects } from "../presence/suspects.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { actedAs } from "./act-history.ts";
import type { HostRight } from "./host-access.ts";
import type { PassStore, StoredPass } from "./pass-store.ts";
import { Persons } from "./persons.ts";
import type { RoomPowers } from "./room-powers.ts";
import type { RoomViews } from "./room-views.ts";
import type { Changed, HostingStore, RoomPerson } from "./store.ts";
import { keepDelegation, keepVouchers } from "./vouchers.ts";

export interface HostContext {
  readonly code: string;
  readonly room: string;
  readonly right: HostRight;
}

/**
 * `conflict`: what it was for no longer holds, or it can't be done to this person. `forbidden`: not
 * by this host. `outage`: the engine did not do it.
 */
export type HostActOutcome = "done" | "conflict" | "forbidden" | "outage";

export interface HostsToolsParts {
  readonly store: HostingStore;
  readonly passes: PassStore;
  readonly directory: Pick<StoredRoomDirectory, "find" | "refresh">;
  readonly joins: Joins;
  readonly seats: Pick<Seats, "inside" | "isInside" | "remembersPerson">;
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
  readonly [K in Kind]: (host: HostContext, act: ActOf<K>) => Promise<HostActOutcome>;
};

const mutedAtOnce = 8;

export function createHostsTools(parts: HostsToolsParts): HostsTools {
  return new HostsTools(parts);
}

/** What hosts decide in person, durable and known to every decision here when it answers. */
export class HostsTools {
  readonly #parts: HostsToolsParts;
  readonly #persons: Persons;
  readonly #table: Table = {
    admit: (host, { joinId, vouched }) =>
      this.#admit(host, joinId, vouched === undefined ? [] : [{ joinId, ...vouched }]),
    "admit-all": (host, { vouchers }) => this.#admitAll(host, vouchers),
    vouch: async ({ room }, { vouchers }) => {
      keepVouchers(room, vouchers, this.#parts);
      return "done";
    },
    delegate: async ({ room }, act) => keepDelegation(room, act, this.#parts),
    decline: (host, { joinId }) => this.#decline(host, joinId),
    remove: (host, { identity }) => this.#remove(host, identity, "remove"),
    ban: (host, { identity }) => this.#remove(host, identity, "ban"),
    unban: (host, { identity }) => this.#unban(host, identity),
    "send-back": (host, { identity }) => this.#remove(host, identity, "send-back"),
    mute: ({ room }, { identity }) => this.#mute(room, [identity]),
    "mute-all": ({ room }) => this.#muteAll(room),
    door: (host, { door }) => this.#door(host, door),
    role: (host, { identity, role }) => this.#role(host, identity, role),
    successors: (host, { identities }) => this.#successors(host, identities),
  };

  constructor(parts: HostsToolsParts) {
    this.#parts = parts;
    this.#persons = new Persons(parts);
  }

  act(host: HostContext, act: HostAct): Promise<HostActOutcome> {
    const run = this.#table[act.kind] as (
      host: HostContext,
      act: HostAct,
    ) => Promise<HostActOutcome>;
    return run(host, act);
  }

  /** Undefined: there is no such room. */
  async view(room: string): Promise<Hosting | undefined> {
    const passes = (await this.#parts.passes.list(room)).map(passOf);
    const snapshot = this.#parts.views.of(room);
    return snapshot && { ...snapshot.forHost(), passes, runBy: this.#managedBy(room) };
  }

  /** Names of those connected who may act as host, one for each person. */
  #managedBy(room: string): string[] {
    const powers = this.#parts.powers.in(room, ({ legs }) => legs.length > 0);
    const names = [...powers.keys()].map((person) => this.#persons.named(room, person).name);
    return names.filter((name) => name !== "");
  }

  /** `conflict`: the room has as many passes as it may. */
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
    return (await this.#known(room, changed)) === "done" ? "done" : "absent";
  }

  /** From the lobby they are let in; one who knocked gets a pass against the meeting's own rule. */
  async #admit(
    { room, right }: HostContext,
    joinId: string,
    vouchers: readonly VouchedJoin[],
  ): Promise<HostActOutcome> {
    const join = this.#parts.joins.waiting(room).find(({ id }) => id === joinId);
    if (join === undefined) return "conflict";
    // Before the door opens, so that they have it when they come in.
    keepVouchers(room, vouchers, this.#parts);
    const changed = isKnock(join)
      ? await this.#parts.passes.give(personIn(join), actedAs(right))
      : await this.#parts.store.letIn(personIn(join));
    return await this.#known(room, changed);
  }

  /** Everyone in the lobby but those whom the service took out. */
  async #admitAll(
    { room }: HostContext,
    vouchers?: readonly VouchedJoin[],
  ): Promise<HostActOutcome> {
    keepVouchers(room, vouchers ?? [], this.#parts);
    // Not those who came since the click.
    const meant = vouchers && new Set(vouchers.map(({ joinId }) => joinId));
    for (const join of this.#parts.joins.waiting(room)) {
      if (meant?.has(join.id) === false) continue;
      if (!isKnock(join) && !isTakenOut(join)) await this.#parts.store.letIn(personIn(join));
    }
    return await this.#known(room);
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

  /** Stores that someone may not be inside; enforcement and the gate act on it. */
  async #remove(
    { room, right }: HostContext,
    identity: string,
    how: "remove" | "ban" | "send-back",
  ): Promise<HostActOutcome> {
    const person = personOf(identity);
    const isSelf = right.kind === "inside" && personOf(right.identity) === person;
    if (isSelf || !this.#persons.isKnown(room, identity)) return "conflict";
    if (isActing(right) && this.#comesBefore(room, person, right.identity)) return "forbidden";
    const who = this.#persons.named(room, identity);
    const addresses = this.#persons.addressesOf(room, identity);
    // Before it is stored, so that their pages are told the right reason.
    const undo =
      how === "remove" ? markRemoved(this.#persons.joinsOf(room, identity)) : () => undefined;
    const stored = this.#parts.store.removeByHost(who, how, actedAs(right));
    const changed = await stored.catch((error: unknown) => {
      undo();
      throw error;
    });
    if (changed === "unchanged") {
      undo();
      return "conflict";
    }
    if (how !== "send-back") this.#persons.suspect(room, { person }, addresses);
    return await this.#known(room);
  }

  /** Whether the host ranks this person above the one who acts. */
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
    this.#parts.suspects.remove(room, { person });
    return await this.#known(room);
  }

  async #muteAll(room: string): Promise<HostActOutcome> {
    const powers = this.#parts.powers.in(room);
    const guests = this.#parts.seats
      .inside(room)
      .map(({ identity }) => identity)
      .filter((identity) => !powers.has(personOf(identity)));
    return await this.#mute(room, guests);
  }

  /** Someone who has left meanwhile is muted, too. */
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
    // Nobody would come in.
    if (door.beacon === "required" && !this.#parts.media.isOn) return "conflict";
    await this.#parts.store.setDoor(room, door, actedAs(right));
    return await this.#known(room);
  }

  /** An acting host can't pass powers on. */
  async #role(
    { room, right }: HostContext,
    identity: string,
    role: "co-host" | "guest",
  ): Promise<HostActOutcome> {
    if (isActing(right)) return "forbidden";
    if (!this.#persons.isKnown(room, identity)) return "conflict";
    const who = this.#persons.named(room, identity);
    return await this.#known(room, await this.#parts.store.setRole(who, role, actedAs(right)));
  }

  async #successors(
    { room, right }: HostContext,
    identities: readonly string[],
  ): Promise<HostActOutcome> {
    if (isActing(right)) return "forbidden";
    const persons = new Map<string, RoomPerson>();
    for (const identity of identities) {
      if (!this.#persons.isKnown(room, identity)) return "conflict";
      persons.set(personOf(identity), this.#persons.named(room, identity));
    }
    await this.#parts.store.setSuccessors(room, [...persons.values()]);
    return await this.#known(room);
  }

  /** Makes a stored change known here. If the database fails now, the feed brings it later. */
  async #known(room: string, changed: Changed = "done"): Promise<"done" | "conflict"> {
    await this.#parts.directory.refresh({ kind: "room", room }).catch(() => undefined);
    return changed === "done" ? "done" : "conflict";
  }
}

/** Their pages will be told that the host removed them. Returns the way back. */
function markRemoved(joins: readonly Join[]): () => void {
  const before = joins.map((join) => ({ join, plea: join.plea }));
  for (const join of joins) join.plea = { kind: "removed-by-host" };
  return () => {
    for (const { join, plea } of before) join.plea = plea;
  };
}

function isActing(right: HostRight): right is HostRight & { readonly kind: "inside" } {
  return right.kind === "inside" && right.role === "acting";
}

function isKnock({ state }: Join): boolean {
  return state.kind === "kept-out";
}

function isTakenOut({ state }: Join): boolean {
  return state.kind === "held" && state.held.because === "terms";
}

function personIn({ room, identity, name }: Join): RoomPerson {
  return { room, person: personOf(identity), name };
}

function passOf({ id, name, createdAt, used }: StoredPass): Pass {
  return { id, name, createdAt: createdAt.toISOString(), used };
}
