import { describeFix } from "@graticule/admission/explain";
import { personOf } from "@graticule/admission/standing";
import { type Door, type JoinAdmitted, knockCooldownMs } from "@graticule/api/meetings";
import type { Place } from "@graticule/jurisdiction/place";
import type { Who } from "../decision/connection-locator.ts";
import type { Assuming, Closed, Decided } from "../decision/judge.ts";
import type { MediaOfJoins } from "../decision/media-of-joins.ts";
import { type DecidedOutcome, ordersBehind, outcomeOf } from "../decision/outcome.ts";
import { createRateLimit } from "../http/rate-limit.ts";
import type { SessionGuard } from "../http/session.ts";
import { mintJoinToken } from "../media/engine-token.ts";
import type { PlacedEngine } from "../media/placed-engine.ts";
import type { Counters } from "../presence/counters.ts";
import type { AdmissionNews, JoinTally } from "../presence/events.ts";
import type { Identities } from "../presence/identities.ts";
import type { Join, JoinKey, Joins, Knocking } from "../presence/joins.ts";
import { roleWhenSeated } from "../presence/role-when-seated.ts";
import type { Seats } from "../presence/seats.ts";
import type { MeetingEntry } from "../rooms/room-table.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import {
  type ContestLocationParts,
  type ContestOutcome,
  contestLocation,
} from "./contest-location.ts";
import { closedDoor, doorFor, titleFor } from "./door-view.ts";
import type {
  BeaconOutcome,
  DoorOutcome,
  DoorVisitor,
  Introduction,
  JoinGrants,
  Joining,
  JoinOutcome,
  KnockOutcome,
  Visitor,
} from "./joining.ts";

export interface JoiningParts extends ContestLocationParts {
  readonly directory: StoredRoomDirectory;
  readonly joins: Joins;
  readonly media: Pick<MediaOfJoins, "offer" | "heard">;
  readonly identities: Identities;
  readonly seats: Pick<Seats, "expect" | "inside">;
  readonly grants: JoinGrants;
  readonly counters: Counters;
  readonly news: AdmissionNews;
  readonly tally: JoinTally;
  readonly placed: Pick<PlacedEngine, "keyFor" | "serviceOf">;
  readonly sessions: Pick<SessionGuard, "lasts">;
  readonly publicUrl: string;
  readonly monotonicNowMs?: () => number;
}

interface Answerable {
  readonly kind: "decided";
  readonly entry: MeetingEntry;
  readonly verdict: Decided;
}

const beaconOutcomes = {
  off: "unwanted",
  unreadable: "invalid",
  full: "too-many",
  early: "too-many",
} as const;

export function createJoining(parts: JoiningParts): Joining {
  return new DoorKeeper(parts);
}

class DoorKeeper implements Joining {
  readonly #parts: JoiningParts;
  readonly #monotonicNowMs: () => number;
  readonly #gateUrl: string;
  /** By join: no neighbour keeps those from claiming whose notice runs. */
  readonly #contests = createRateLimit({ burst: 20, perSecond: 0.5, keyOf: (joinId) => joinId });

  constructor(parts: JoiningParts) {
    this.#parts = parts;
    this.#monotonicNowMs = parts.monotonicNowMs ?? (() => performance.now());
    this.#gateUrl = parts.publicUrl.replace(/^http/, "ws");
  }

  async door(code: string, viewer: DoorVisitor): Promise<DoorOutcome> {
    const { directory, identities } = this.#parts;
    const { address, personId, comesAs } = viewer;
    const room = directory.findMeeting(code)?.policy.room ?? "";
    const identity = personId && identities.ofPerson(room, personId);
    const pass = await this.#seenPass(room, viewer);
    const by = comesAs === "host" ? "host" : pass?.kind === "valid" ? "pass" : undefined;
    const asked = this.#ask(code, { address, identity }, { by, media: "seen" });
    if (asked.kind === "ended") return { kind: "door", door: closedDoor(code, asked.by) };
    if (asked.kind !== "decided") return asked;
    this.#tellWithheld(asked);
    const door = doorFor(code, asked.entry, asked.verdict, directory.now());
    return { kind: "door", door: pass === undefined ? door : { ...door, pass } };
  }

  /** A host needs no pass. */
  async #seenPass(room: string, { pass, personId, comesAs }: DoorVisitor): Promise<Door["pass"]> {
    if (pass === undefined || comesAs === "host") return undefined;
    const found = await this.#parts.grants.findPass(room, pass);
    if (found === "unknown") return undefined;
    if (found === undefined) return { kind: "gone" };
    const identity = personId && this.#parts.identities.ofPerson(room, personId);
    const own = identity === undefined ? undefined : personOf(identity);
    const used = found.person !== undefined && found.person !== own;
    return { kind: "valid", name: found.name, used };
  }

  async #wayIn(room: string, visitor: DoorVisitor): Promise<Assuming["by"]> {
    if (visitor.comesAs === "host") return "host";
    const pass = await this.#seenPass(room, visitor);
    return pass?.kind === "valid" && !pass.used ? "pass" : undefined;
  }

  async join(code: string, visitor: Visitor, { name, pass }: Introduction): Promise<JoinOutcome> {
    const { address, personId, signInId, comesAs, linkHash } = visitor;
    const { identities, grants, joins, judge } = this.#parts;
    const entry = this.#find(code);
    if ("kind" in entry) return entry;
    const { room } = entry.policy;
    const found = judge.find(room);
    if (found.kind !== "open") return found;
    const identity = identities.make(room, personId);
    const person = personOf(identity);
    // Asked before anything is stored, because a page that waits for media asks again and again.
    if (this.#parts.placed.serviceOf(room) === "none") {
      const by = await this.#wayIn(room, { ...visitor, pass });
      const assumed = this.#ask(code, { address, identity }, { by });
      if (assumed.kind === "decided" && this.#lacksMedia(assumed)) return noMediaFor(entry);
    }
    if (comesAs === "host") await grants.putHost(room, { person, name }, linkHash);
    const kept = await this.#usePass(pass, { code, room, identity, name }, address);
    const asked = this.#ask(code, { address, identity });
    if (asked.kind !== "decided") return asked;
    if (this.#lacksMedia(asked)) return noMediaFor(asked.entry);
    const isHeld = asked.verdict.decision.kind === "hold";
    if (isHeld && !joins.mayWait(room, address)) return { kind: "too-many" };
    const { join, key } = joins.add({ code, room, name, identity, signInId, pass: kept });
    return this.#answer(join, key, asked);
  }

  async enter(
    { id, key }: JoinKey,
    address: string,
    stated: Place | undefined,
  ): Promise<JoinOutcome> {
    const join = this.#parts.joins.prove({ id, key });
    if (join === undefined) return { kind: "absent" };
    if (!(await this.#isStillTheirs(join))) {
      this.#parts.joins.leave(join);
      return { kind: "absent" };
    }
    if (stated !== undefined) join.stated = stated;
    if (this.#isHeardAgain(join)) join.plea = { kind: "none" };
    join.pass = await this.#usePass(join.pass, join, address);
    const asked = await this.#askAgain(join, address);
    if (asked.kind !== "decided") return asked;
    return this.#lacksMedia(asked) ? noMediaFor(asked.entry) : this.#answer(join, key, asked);
  }

  /**
   * INVARIANT: a session that is over brings no one back as the person whose it was. While the database can't be asked, people
   * come back.
   */
  async #isStillTheirs(join: Join): Promise<boolean> {
    const { signInId } = join;
    if (signInId === undefined) return true;
    const lasts = await this.#parts.sessions.lasts(signInId).catch(() => undefined);
    if (lasts === true) this.#parts.joins.sessionIs(join, true);
    return lasts !== false;
  }

  leave(key: JoinKey): "done" | "absent" {
    const join = this.#parts.joins.prove(key);
    if (join === undefined) return "absent";
    this.#parts.joins.leave(join);
    return "done";
  }

  openBeacon(key: JoinKey, address: string, offer: string): BeaconOutcome {
    const { joins, directory, media } = this.#parts;
    const join = joins.prove(key);
    if (join === undefined) return { kind: "absent" };
    if (directory.find(join.room)?.door.beacon === "off") return { kind: "unwanted" };
    const opened = media.offer(join, offer, address);
    return opened.kind === "answer" ? opened : { kind: beaconOutcomes[opened.kind] };
  }

  contest(key: JoinKey, address: string, devicePlace: Place | undefined): ContestOutcome {
    const join = this.#parts.joins.prove(key);
    if (join === undefined) return { kind: "absent" };
    if (this.#contests.take(join.id) === "too-many") return { kind: "too-many" };
    return contestLocation(join, { address, devicePlace }, this.#parts);
  }

  here(key: JoinKey, address: string): "done" | "absent" {
    const join = this.#parts.joins.prove(key);
    if (join === undefined) return "absent";
    this.#parts.media.heard(join, address);
    return "done";
  }

  knock(key: JoinKey, address: string, knocking: Knocking): KnockOutcome {
    const { joins } = this.#parts;
    const join = joins.prove(key);
    if (join === undefined) return "absent";
    if (!this.#mayKnock(join, address)) return "conflict";
    const nowMs = this.#monotonicNowMs();
    const isEarly = join.knockedAtMs !== undefined && nowMs - join.knockedAtMs < knockCooldownMs;
    const isAsking = join.plea.kind === "knock";
    if (isEarly || !(isAsking || joins.mayWait(join.room, address))) return "too-many";
    join.knockedAtMs = nowMs;
    joins.knock(join, knocking);
    return "done";
  }

  /** Whether this person may come in, but no engine is up where the meeting's has to be. */
  #lacksMedia({ entry, verdict }: Answerable): boolean {
    if (verdict.decision.kind !== "admit") return false;
    return this.#parts.placed.serviceOf(entry.policy.room) === "none";
  }

  #find(code: string): MeetingEntry | { readonly kind: "absent" | "outage" } {
    const { directory } = this.#parts;
    return directory.findMeeting(code) ?? { kind: directory.isExpired() ? "outage" : "absent" };
  }

  #ask(code: string, who: Who, assuming?: Assuming): Answerable | Closed {
    const entry = this.#find(code);
    if ("kind" in entry) return entry;
    const verdict = this.#parts.judge.judge(entry.policy.room, who, assuming);
    return verdict.kind === "decided" ? { kind: "decided", entry, verdict } : verdict;
  }

  /** Also by the stated place. That it lets someone in is stored; the place is not. */
  async #askAgain(
    { code, room, identity, name, stated }: Join,
    address: string,
  ): Promise<Answerable | Closed> {
    const who = { address, identity };
    const asked = this.#ask(code, who);
    const waits = asked.kind === "decided" && asked.verdict.decision.kind === "hold";
    if (!waits || stated === undefined) return asked;
    const answered = this.#ask(code, who, { stated });
    if (answered.kind !== "decided" || answered.verdict.decision.kind !== "admit") return answered;
    await this.#parts.grants.letInByAnswer(room, personOf(identity), name);
    return this.#ask(code, who);
  }

  /**
   * Answers the pass if it is kept for later. INVARIANT: hosts see that a pass is used, so no one uses
   * it whom an order keeps out.
   */
  async #usePass(
    pass: string | undefined,
    who: Pick<Join, "code" | "room" | "identity" | "name">,
    address: string,
  ): Promise<string | undefined> {
    if (pass === undefined) return undefined;
    const { code, room, identity, name } = who;
    const asked = this.#ask(code, { address, identity }, { by: "pass" });
    if (asked.kind === "decided" && ordersBehind(asked.verdict).length > 0) return pass;
    await this.#parts.grants.usePass(room, pass, { person: personOf(identity), name });
    return undefined;
  }

  /** The host can open only what the meeting's own rule alone keeps shut. */
  #mayKnock({ room, identity }: Join, address: string): boolean {
    const { judge } = this.#parts;
    const who = { address, identity };
    if (outcomeOf(judge.judge(room, who)).kind !== "refused") return false;
    const kept = outcomeOf(judge.judge(room, who, { by: "pass" })).kind;
    return kept === "admitted" || kept === "held";
  }

  /** Someone removed asks again just by coming, someone declined only after a while. */
  #isHeardAgain({ plea }: Join): boolean {
    if (plea.kind === "declined") return this.#monotonicNowMs() - plea.atMs >= knockCooldownMs;
    return plea.kind === "removed-by-host";
  }

  /** Also of those whose page asks no further: it shows them the refusal at the door. */
  #tellWithheld({ verdict }: Answerable): void {
    for (const order of ordersBehind(verdict)) this.#parts.news.withheld(order);
  }

  #answer(join: Join, key: string, asked: Answerable): JoinOutcome {
    const { entry, verdict } = asked;
    const outcome = outcomeOf(verdict);
    this.#tellWithheld(asked);
    const before = join.state.kind;
    this.#parts.joins.setState(join, stateOf(outcome));
    if (join.state.kind !== before) this.#count(join, verdict, outcome);
    const keyed = { joinId: join.id, key };
    switch (outcome.kind) {
      case "admitted":
        join.plea = { kind: "none" };
        return { kind: "admitted", join: this.#admitted(join, key, entry, verdict) };
      case "refused":
        return { ...outcome, ...keyed };
      case "held":
        return { ...outcome, ...keyed, title: titleFor(verdict, entry) };
    }
  }

  #count(join: Join, { policy }: Decided, outcome: DecidedOutcome): void {
    const { counters, tally, news } = this.#parts;
    const { room, identity } = join;
    if (outcome.kind === "refused" && outcome.status === 451) return;
    counters.count(outcome.kind === "refused" ? "join-refused-rule" : `join-${outcome.kind}`);
    tally.count(room, policy.ruleVersion, outcome.kind);
    if (outcome.kind === "refused") news.refused(room);
    if (outcome.kind !== "admitted") return;
    // For webhooks, someone whom an order kept out for a while has not left.
    if (!join.announced) news.joined(room, identity);
    join.announced = true;
  }

  #admitted(join: Join, key: string, entry: MeetingEntry, verdict: Decided): JoinAdmitted {
    const { id: joinId, code, room, identity, name, arrivedAtMs } = join;
    // It is not new from here on: a door that is locked meanwhile does not shut it out.
    this.#parts.seats.expect(room, identity, arrivedAtMs);
    const signIn = this.#parts.joins.sealedSignIn(join);
    const token = mintJoinToken({ room, identity, name, signIn }, this.#parts.placed.keyFor(room));
    const role = roleWhenSeated(this.#parts, verdict.policy, identity);
    const { encryption, nativeClients } = verdict.policy;
    const meeting = { code, title: entry.title, encryption, nativeClients };
    const gateUrl = this.#gateUrl;
    const place = describeFix(verdict.fix);
    join.lastSentPlace = JSON.stringify(place);
    return { joinId, key, token, gateUrl, identity, name, role, meeting, ...place };
  }
}

function noMediaFor({ policy }: MeetingEntry) {
  return { kind: "no-media", region: policy.mediaRegion } as const;
}

function stateOf(outcome: DecidedOutcome): Join["state"] {
  return outcome.kind === "refused" ? { kind: "kept-out", refusal: outcome.refusal } : outcome;
}
