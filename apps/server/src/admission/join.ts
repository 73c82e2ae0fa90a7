import { sureness } from "@graticule/admission/explain";
import type { Fix } from "@graticule/admission/location/fix";
import type { Door, JoinAdmitted } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import { AccessToken } from "livekit-server-sdk";
import type { Counters } from "../counters.ts";
import type { MeetingEntry } from "../rooms/room-table.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { EventStreams } from "./event-streams.ts";
import type { Judge, Verdict } from "./judge.ts";
import { refusalOf, refusalStatus } from "./refusal-of.ts";

export type JoinOutcome =
  | { readonly kind: "admitted"; readonly join: JoinAdmitted }
  | {
      readonly kind: "refused";
      readonly status: 403 | 451;
      readonly refusal: Refusal;
      readonly joinId: string;
      readonly key: string;
    }
  | { readonly kind: "absent" | "ended" | "outage" };

export type DoorOutcome =
  | { readonly kind: "door"; readonly door: Door }
  | { readonly kind: "absent" | "outage" };

/** The door of our own meetings: what a page is told before joining, and the join itself. */
export interface Joining {
  door(code: string, address: string): DoorOutcome;
  join(code: string, name: string, address: string): Promise<JoinOutcome>;
}

export interface JoiningParts {
  readonly directory: StoredRoomDirectory;
  readonly judge: Judge;
  readonly streams: EventStreams;
  readonly counters: Counters;
  /** Tokens are signed with the engine's own key. */
  readonly engine: { readonly key: string; readonly secret: string };
  readonly publicUrl: string;
}

type Decided = Verdict & { readonly kind: "decided" };

type Asked =
  | { readonly kind: "decided"; readonly entry: MeetingEntry; readonly verdict: Decided }
  | { readonly kind: "absent" }
  | { readonly kind: "ended" }
  | { readonly kind: "outage" };

const tokenLifeSeconds = 600;

export function createJoining(parts: JoiningParts): Joining {
  const { directory, judge, streams, counters, engine } = parts;
  const gateUrl = parts.publicUrl.replace(/^http/, "ws");

  const sign = async (room: string, identity: string, name: string): Promise<string> => {
    const options = { identity, name, ttl: tokenLifeSeconds };
    const token = new AccessToken(engine.key, engine.secret, options);
    token.addGrant({
      roomJoin: true,
      room,
      canPublish: true,
      canSubscribe: true,
      canPublishData: true,
    });
    return await token.toJwt();
  };

  /** The meeting and what is decided of this connection, or why nothing can be. */
  const ask = (code: string, address: string): Asked => {
    const entry = directory.findMeeting(code);
    if (entry === undefined) return { kind: directory.isExpired() ? "outage" : "absent" };
    const verdict = judge.judge(entry.policy.room, address);
    if (verdict.kind === "no-room") return { kind: "absent" };
    return verdict.kind === "decided" ? { kind: "decided", entry, verdict } : verdict;
  };

  const refuse = (verdict: Decided, refusal: Refusal): JoinOutcome => {
    const status = refusalStatus(verdict);
    counters.count(status === 451 ? "join-refused-order" : "join-refused-rule");
    const { joinId, key } = streams.add(verdict.policy.room, refusal);
    return { kind: "refused", status, refusal, joinId, key };
  };

  return {
    door(code, address) {
      const asked = ask(code, address);
      if (asked.kind === "ended") {
        return { kind: "door", door: { code, sure: "cannot-tell", ended: true } };
      }
      if (asked.kind !== "decided") return asked;
      const { entry, verdict } = asked;
      const refusal = refusalOf(verdict);
      const startsAt = entry.startsAt === undefined ? {} : { startsAt: iso(entry.startsAt) };
      // Whoever is kept out never sees the title.
      const about = refusal === undefined ? { title: entry.title, ...startsAt } : { refusal };
      return { kind: "door", door: { code, ...about, ...placeOf(verdict.fix), ended: false } };
    },
    async join(code, name, address) {
      const asked = ask(code, address);
      if (asked.kind !== "decided") return asked;
      const { entry, verdict } = asked;
      const refusal = refusalOf(verdict);
      if (refusal !== undefined) return refuse(verdict, refusal);
      counters.count("join-admitted");
      const { room } = verdict.policy;
      const { joinId, key, identity } = streams.add(room, undefined);
      // A change while it is signed is no gap: the gate decides again by the token's first use.
      const token = await sign(room, identity, name);
      const meeting = { code, title: entry.title };
      const join = { joinId, key, token, gateUrl, identity, meeting, ...placeOf(verdict.fix) };
      return { kind: "admitted", join };
    },
  };
}

/** The place as the page says it: only one that is at least likely. */
function placeOf(fix: Fix): Pick<Door, "place" | "sure"> {
  const sure = sureness(fix);
  return "place" in fix ? { place: fix.place, sure } : { sure };
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
