import { decide } from "@graticule/admission/decide";
import { seenFrom } from "@graticule/admission/explain";
import { ordersInForce } from "@graticule/admission/limits";
import { decideEntry, personOf, powersIn, type SeatStanding } from "@graticule/admission/standing";
import type { HostRole } from "@graticule/api/hosting";
import { type Door, type EndedBy, type JoinAdmitted, knockAgainMs } from "@graticule/api/meetings";
import type { Place } from "@graticule/jurisdiction/place";
import type { Decided } from "../decision/judge.ts";
import type { MediaOfJoins } from "../decision/media-of-joins.ts";
import { type KeptOut, keptOutBy } from "../decision/refusal-of.ts";
import { asStated } from "../decision/stated.ts";
import { type EngineKey, mintJoinToken } from "../media/engine-token.ts";
import type { Counters } from "../presence/counters.ts";
import type { Identities } from "../presence/identities.ts";
import type { Join, JoinKey, Joins, Knocking } from "../presence/joins.ts";
import type { AdmissionNews, JoinTally } from "../presence/news.ts";
import type { Seats } from "../presence/seats.ts";
import { limitsFor, toldAt } from "../rooms/limits-for.ts";
import type { MeetingEntry } from "../rooms/room-table.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type {
  BeaconOutcome,
  ContestAnswer,
  DoorOutcome,
  Introduction,
  Joining,
  JoinOutcome,
  JoinStandings,
  KnockOutcome,
  Looker,
  Visitor,
} from "./joining.ts";
import { type NotThereParts, sayNotThere } from "./not-there.ts";

export interface JoiningParts extends NotThereParts {
  readonly directory: StoredRoomDirectory;
  readonly joins: Joins;
  readonly media: Pick<MediaOfJoins, "offer" | "heard">;
  readonly identities: Identities;
  readonly seats: Pick<Seats, "expect" | "inside">;
  readonly standings: JoinStandings;
  readonly counters: Counters;
  readonly news: AdmissionNews;
  readonly tally: JoinTally;
  /** A token for ten minutes that names room and identity. */
  readonly engineKey: EngineKey;
  readonly publicUrl: string;
  readonly monotonicNowMs?: () => number;
}

/** The meeting and what is decided of this connection, or why nothing can be. */
type Asked =
  | Answerable
  | { readonly kind: "absent" | "outage" }
  | { readonly kind: "ended"; readonly by: EndedBy };

interface Answerable {
  readonly kind: "decided";
  readonly entry: MeetingEntry;
  readonly verdict: Decided;
}

/** So many wait before one meeting's door; whoever comes then is told to come again. */
const mostWaiting = 500;

export function createJoining(parts: JoiningParts): Joining {
  return new DoorKeeper(parts);
}

class DoorKeeper implements Joining {
  readonly #parts: JoiningParts;
  readonly #monotonicNowMs: () => number;
  readonly #gateUrl: string;

  constructor(parts: JoiningParts) {
    this.#parts = parts;
    this.#monotonicNowMs = parts.monotonicNowMs ?? (() => performance.now());
    this.#gateUrl = parts.publicUrl.replace(/^http/, "ws");
  }

  async door(code: string, looker: Looker): Promise<DoorOutcome> {
    const { directory, identities } = this.#parts;
    const { address, personId, comesAs } = looker;
    const room = directory.findMeeting(code)?.policy.room ?? "";
    const identity = personId && identities.ofPerson(room, personId);
    const pass = await this.#seenPass(room, looker);
    const asked = this.#ask(code, address, identity);
    if (asked.kind === "ended") {
      const closed = { ended: true, endedBy: asked.by, limits: [] };
      return {
        kind: "door",
        door: { code, encryption: "off", sure: "cannot-tell", evidence: [], ...closed },
      };
    }
    if (asked.kind !== "decided") return { kind: asked.kind };
    const now = directory.now();
    const { fix, policy } = asked.verdict;
    const looking = asPage(asked.verdict, now);
    const verdict = comesAs === "host" ? asHost(looking, now) : looking;
    const by = pass?.kind === "valid" ? asPassHolder(verdict, now) : verdict;
    const seen = doorFor(by, asked.entry, () => ({
      limits: toldAt(policy, now),
      ...(ordersInForce(policy.limits, now) > 0 ? { limitedByOrder: true } : {}),
    }));
    const brought = pass === undefined ? {} : { pass };
    return {
      kind: "door",
      door: {
        code,
        encryption: policy.encryption,
        ...seenFrom(fix),
        ended: false,
        ...brought,
        ...seen,
      },
    };
  }

  /** Whoever comes as host needs none. */
  async #seenPass(room: string, { pass, personId, comesAs }: Looker): Promise<Door["pass"]> {
    if (pass === undefined || comesAs === "host") return undefined;
    const found = await this.#parts.standings.findPass(room, pass);
    if (found === "unknown") return undefined;
    if (found === undefined) return { kind: "gone" };
    const identity = personId && this.#parts.identities.ofPerson(room, personId);
    const own = identity === undefined ? undefined : personOf(identity);
    const used = found.person !== undefined && found.person !== own;
    return { kind: "valid", name: found.name, used };
  }

  async join(
    code: string,
    { address, personId, comesAs }: Visitor,
    { name, pass }: Introduction,
  ): Promise<JoinOutcome> {
    const { identities, standings, joins } = this.#parts;
    const before = this.#ask(code, address);
    if (before.kind !== "decided") return before;
    const { room } = before.verdict.policy;
    const identity = identities.make(room, personId);
    const person = personOf(identity);
    if (comesAs === "host") await standings.putHost(room, person, name);
    if (pass !== undefined) await standings.usePass(room, pass, { person, name });
    const asked = this.#ask(code, address, identity);
    if (asked.kind !== "decided") return asked;
    const isHeld = asked.verdict.decision.kind === "hold";
    if (isHeld && this.#isFull(room)) return { kind: "too-many" };
    const { join, key } = joins.add({ code, room, name, identity });
    return this.#answer(join, key, asked);
  }

  async enter(
    { id, key }: JoinKey,
    address: string,
    stated: Place | undefined,
  ): Promise<JoinOutcome> {
    const join = this.#parts.joins.prove({ id, key });
    if (join === undefined) return { kind: "absent" };
    if (stated !== undefined) join.stated = stated;
    if (this.#isHeardAgain(join)) join.plea = { kind: "none" };
    const asked = await this.#askWithAnswer(join, address);
    return asked.kind === "decided" ? this.#answer(join, key, asked) : asked;
  }

  leave(key: JoinKey): "done" | "absent" {
    const join = this.#parts.joins.prove(key);
    if (join === undefined) return "absent";
    this.#parts.joins.leave(join);
    return "done";
  }

  openBeacon(key: JoinKey, offer: string): BeaconOutcome {
    const { joins, directory, media } = this.#parts;
    const join = joins.prove(key);
    if (join === undefined) return { kind: "absent" };
    if (directory.find(join.room)?.door.beacon === "off") return { kind: "unwanted" };
    const opened = media.offer(join, offer);
    switch (opened.kind) {
      case "answer":
        return opened;
      case "off":
        return { kind: "unwanted" };
      case "unreadable":
        return { kind: "invalid" };
      case "full":
      case "early":
        return { kind: "too-many" };
    }
  }

  contest(key: JoinKey, address: string, devicePlace: Place | undefined): ContestAnswer {
    const join = this.#parts.joins.prove(key);
    if (join === undefined) return { kind: "absent" };
    return sayNotThere(join, { address, devicePlace }, this.#parts);
  }

  here(key: JoinKey, address: string): "done" | "absent" {
    const join = this.#parts.joins.prove(key);
    if (join === undefined) return "absent";
    this.#parts.media.heard(join, address);
    return "done";
  }

  knock(key: JoinKey, address: string, knocking: Knocking): KnockOutcome {
    const { joins, directory } = this.#parts;
    const join = joins.prove(key);
    if (join === undefined) return "absent";
    const asked = this.#ask(join.code, address, join.identity);
    if (asked.kind !== "decided" || !isByMeetingAlone(asked.verdict, directory.now())) {
      return "conflict";
    }
    const nowMs = this.#monotonicNowMs();
    const isEarly = join.knockedAtMs !== undefined && nowMs - join.knockedAtMs < knockAgainMs;
    if (isEarly || this.#isFull(join.room)) return "too-many";
    join.knockedAtMs = nowMs;
    joins.knocks(join, knocking);
    return "done";
  }

  #isFull(room: string): boolean {
    return this.#parts.joins.waiting(room).length >= mostWaiting;
  }

  #ask(code: string, address: string, identity?: string): Asked {
    const { directory, judge } = this.#parts;
    const entry = directory.findMeeting(code);
    if (entry === undefined) return { kind: directory.isExpired() ? "outage" : "absent" };
    const verdict = judge.judge(entry.policy.room, address, identity);
    if (verdict.kind === "no-room") return { kind: "absent" };
    return verdict.kind === "decided" ? { kind: "decided", entry, verdict } : verdict;
  }

  /** With where the person says to be. A right answer is written down; the place is not. */
  async #askWithAnswer({ code, room, identity, name, stated }: Join, address: string) {
    const asked = this.#ask(code, address, identity);
    if (asked.kind !== "decided" || asked.verdict.decision.kind !== "hold") return asked;
    const verdict = asStated(asked.verdict, stated, this.#parts);
    if (verdict.decision.kind !== "admit") return { ...asked, verdict };
    await this.#parts.standings.letInByAnswer(room, personOf(identity), name);
    return this.#ask(code, address, identity);
  }

  /** Whoever was put out asks by coming; whoever was sent away does so after a while. */
  #isHeardAgain({ plea }: Join): boolean {
    if (plea.kind === "declined") return this.#monotonicNowMs() - plea.atMs >= knockAgainMs;
    return plea.kind === "put-out";
  }

  /** Notes what was decided, counts it where it is another outcome than before, and answers. */
  #answer(join: Join, key: string, asked: Answerable): JoinOutcome {
    const keptOut = keptOutBy(asked.verdict, join.stated);
    const before = join.standing.kind;
    this.#parts.joins.stand(join, standingBy(keptOut));
    if (join.standing.kind !== before) this.#count(join, asked.verdict, keptOut);
    if (keptOut === undefined) {
      join.plea = { kind: "none" };
      return { kind: "admitted", join: this.#admitted(join, key, asked) };
    }
    if (keptOut.kind === "refused") return { ...keptOut, joinId: join.id, key };
    return { ...keptOut, joinId: join.id, key, title: titleFor(asked.verdict, asked.entry) };
  }

  #count(join: Join, { policy }: Decided, keptOut: KeptOut | undefined): void {
    const { counters, tally, news } = this.#parts;
    const { room, identity } = join;
    const version = policy.ruleVersion;
    switch (keptOut?.kind) {
      case undefined:
        counters.count("join-admitted");
        tally.count(room, version, "admitted");
        // Whoever an order kept out for a while has not left, for all that an account is told.
        if (!join.announced) news.joined(room, identity);
        join.announced = true;
        break;
      case "held":
        counters.count("join-held");
        tally.count(room, version, "held");
        break;
      case "refused":
        if (keptOut.status === 451) {
          counters.count("join-refused-order");
          if (keptOut.refusal.orderId !== undefined) news.withheld(keptOut.refusal.orderId);
        } else {
          counters.count("join-refused-rule");
          tally.count(room, version, "refused");
          news.refused(room);
        }
    }
  }

  #admitted(join: Join, key: string, { entry, verdict }: Answerable): JoinAdmitted {
    const { id: joinId, code, room, identity, name, cameAtMs } = join;
    // From here on it is not new: a door that is locked while it comes is not shut in its face.
    this.#parts.seats.expect(room, identity, cameAtMs);
    const token = mintJoinToken({ room, identity, name }, this.#parts.engineKey);
    const role = this.#roleOf(verdict, identity);
    const { encryption, nativeClients } = verdict.policy;
    const meeting = { code, title: entry.title, encryption, nativeClients };
    const gateUrl = this.#gateUrl;
    const place = seenFrom(verdict.fix);
    join.toldPlace = JSON.stringify(place);
    return { joinId, key, token, gateUrl, identity, name, role, meeting, ...place };
  }

  /** As what somebody will be inside, once they are. */
  #roleOf({ policy: { room, standings } }: Decided, identity: string): HostRole {
    const inside = new Set(this.#parts.seats.inside(room).map((seat) => personOf(seat.identity)));
    inside.add(personOf(identity));
    return powersIn(inside, standings).get(personOf(identity)) ?? "guest";
  }
}

/** Whoever is turned away never sees the title, when it is, or what else holds. */
function doorFor(
  verdict: Decided,
  entry: MeetingEntry,
  holds: () => Pick<Door, "limits" | "limitedByOrder">,
): Pick<Door, "title" | "startsAt" | "refusal" | "held" | "limits" | "limitedByOrder"> {
  const keptOut = keptOutBy(verdict);
  if (keptOut?.kind === "refused") return { refusal: keptOut.refusal, limits: [] };
  const { startsAt } = entry;
  const when = startsAt === undefined ? {} : { startsAt: new Date(startsAt).toISOString() };
  const seen = { title: titleFor(verdict, entry), ...when, ...holds() };
  return keptOut === undefined ? seen : { ...seen, held: keptOut.held };
}

/**
 * INVARIANT: the title is told to nobody whom a limit keeps out, or may: only to whoever is let in, and
 * to whoever waits for the host's word alone.
 */
function titleFor({ decision }: Decided, { title }: MeetingEntry): string | undefined {
  const byHostAlone = decision.kind === "hold" && decision.reasons.every(isHosts);
  return decision.kind === "admit" || byHostAlone ? title : undefined;
}

function isHosts({ kind }: Decided["decision"]["reasons"][number]): boolean {
  return kind === "host";
}

/** The same question for a page that has joined, whose media path shows. */
function asPage(verdict: Decided, now: number): Decided {
  const arrival = { ...verdict.arrival, media: "seen" } as const;
  const byLimits = decide(verdict.fix, verdict.limits, now);
  return { ...verdict, arrival, decision: decideEntry(byLimits, verdict.policy.door, arrival) };
}

/** The same question for somebody who comes as host. */
function asHost(verdict: Decided, now: number): Decided {
  const { fix, limits, policy, arrival } = verdict;
  const standing: SeatStanding = {
    name: "",
    role: "host",
    entry: "none",
    pass: false,
    passFor: undefined,
    successorRank: undefined,
  };
  const byLimits = decide(fix, limits, now);
  return { ...verdict, decision: decideEntry(byLimits, policy.door, { ...arrival, standing }) };
}

/** The same question for somebody who comes by a pass. */
function asPassHolder(verdict: Decided, now: number): Decided {
  const { fix, policy, arrival } = verdict;
  const limits = limitsFor(policy, { takenAt: undefined, hereSince: undefined, pass: true }, now);
  const decision = decideEntry(decide(fix, limits, now), policy.door, arrival);
  return { ...verdict, limits, decision };
}

/** Whether the meeting's own rule keeps out and nothing else would: then its host can open. */
function isByMeetingAlone({ decision, policy, fix }: Decided, now: number): boolean {
  if (decision.kind !== "refuse" || decision.reasons.some(({ kind }) => kind === "host")) {
    return false;
  }
  return decide(fix, policy.passLimits, now).kind !== "refuse";
}

function standingBy(keptOut: KeptOut | undefined): Join["standing"] {
  switch (keptOut?.kind) {
    case undefined:
      return { kind: "admitted" };
    case "held":
      return keptOut;
    case "refused":
      return { kind: "kept-out", refusal: keptOut.refusal };
  }
}
