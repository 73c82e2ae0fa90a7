import {
  Encryption_Type,
  LeaveRequest_Action,
  MuteTrackRequest,
  ParticipantInfo_State,
  Room,
  RoomMovedResponse,
  RpcRequest,
  SessionDescription,
  SubscribedCodec,
  SubscribedQuality,
  SubscribedQualityUpdate,
  SubscriptionPermissionUpdate,
  TrackInfo,
  TrackType,
  TrackUnpublishedResponse,
  VideoQuality,
} from "@livekit/protocol";
import {
  changing,
  codecFirst,
  emptyDescription,
  oneSectionMore,
  withoutBundle,
} from "./descriptions.ts";
import type { HostileEngine } from "./hostile-engine.ts";
import type { Seat } from "./seat.ts";

/** An act is done to the victim, in the name of the other or the third person. */
export interface Cast {
  readonly engine: HostileEngine;
  readonly victim: Seat;
  readonly other: Seat;
  readonly third: Seat;
}

/** Resolves when the client could have obeyed or refused. */
export type Act = (cast: Cast) => unknown;

const tracksOf = (seat: Seat) => [...seat.published.values()].map(({ info }) => info);
const sidsOf = (seat: Seat) => [...seat.published.keys()];
const sealedAs = (seat: Seat, encryption: Encryption_Type) =>
  tracksOf(seat).map((info) => new TrackInfo({ ...info, encryption }));

/** Waits at most 5 s: a client may refuse, and that is an answer too. */
export function patient(done: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((over) => {
    timer = setTimeout(over, 5_000);
  });
  return Promise.race([done.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}

/** Makes the client reconnect, and waits for it. */
export function comeAnew(engine: HostileEngine, seat: Seat): Promise<unknown> {
  seat.leave(LeaveRequest_Action.RECONNECT);
  const isBack = () => engine.seat(seat.name) !== seat || undefined;
  return patient(engine.until(isBack, "another seat"));
}

/** Waits until the client is back, on its seat or on another. */
const comeBackAfter =
  (act: (victim: Seat) => void): Act =>
  ({ engine, victim }) => {
    const before = victim.resumed;
    act(victim);
    const isBack = () =>
      victim.resumed > before || engine.seat(victim.name) !== victim || undefined;
    return patient(engine.until(isBack, "a resumption"));
  };

let offered = 0;

/** Offers the other person's picture or sound again, under chosen ids. */
const offerUnder =
  (label: (cast: Cast, sid: string) => string, owner: (cast: Cast) => Seat): Act =>
  (cast) => {
    offered += 1;
    const type = offered % 2 === 0 ? TrackType.VIDEO : TrackType.AUDIO;
    const track = [...cast.other.published.values()].find(({ info }) => info.type === type);
    const [from] = track?.layers.values() ?? [];
    if (track === undefined || from === undefined) return undefined;
    const sid = `TR_again_${offered}`;
    const again = new TrackInfo({ ...track.info, sid });
    cast.victim.announce(cast.other.info({ tracks: [...tracksOf(cast.other), again] }));
    const kind = type === TrackType.AUDIO ? "audio" : "video";
    const stream = `${owner(cast).sid}|${sid}`;
    return patient(cast.victim.send({ sid, kind, stream, label: label(cast, sid), from }));
  };

const wantCodecs =
  (...codecs: readonly string[]): Act =>
  ({ victim }) => {
    const qualities = [VideoQuality.LOW, VideoQuality.MEDIUM, VideoQuality.HIGH].map(
      (quality) => new SubscribedQuality({ quality, enabled: true }),
    );
    const subscribedCodecs = codecs.map((codec) => new SubscribedCodec({ codec, qualities }));
    for (const trackSid of sidsOf(victim)) {
      const value = new SubscribedQualityUpdate({ trackSid, subscribedCodecs });
      victim.say({ case: "subscribedQualityUpdate", value });
    }
  };

/** Changes the client's descriptions from now on, and renegotiates. */
const describe =
  (change: (sdp: string) => string): Act =>
  ({ victim }) => {
    victim.connection.munge = change;
    return patient(victim.connection.describe());
  };

/** Mutes or unmutes all tracks of a seat, as a host does through an honest engine. */
export function sayMuted(seat: Seat, muted: boolean): void {
  for (const sid of sidsOf(seat)) {
    seat.say({ case: "mute", value: new MuteTrackRequest({ sid, muted }) });
  }
}

/** What an engine can try, by the clauses of attack 42. */
export const acts = {
  reconnecting: {
    "asks the client to resume": comeBackAfter((victim) =>
      victim.leave(LeaveRequest_Action.RESUME),
    ),
    "asks the client to join again": ({ engine, victim }) => comeAnew(engine, victim),
    "breaks the signalling line": comeBackAfter((victim) => victim.dropSocket()),
    "moves the client to another room": ({ victim, other }) => {
      const value = new RoomMovedResponse({
        room: new Room({ sid: "RM_2", name: "another" }),
        participant: victim.info(),
        otherParticipants: [other.info()],
      });
      victim.say({ case: "roomMoved", value });
    },
  },
  "no single connection": {
    "has no /rtc/v1 when the client joins again": ({ engine, victim }) => {
      engine.refused.set("/rtc/v1", 404);
      return comeAnew(engine, victim);
    },
    "makes an offer itself": ({ victim }) => {
      const value = new SessionDescription({ type: "offer", sdp: emptyDescription, id: 1 });
      victim.say({ case: "offer", value });
    },
  },
  "other names": {
    "gives the other one the third one's name": ({ victim, other, third }) =>
      victim.announce(other.info({ name: third.name })),
    "gives the other one the third one's identity": ({ victim, other, third }) =>
      victim.announce(other.info({ identity: third.identity })),
    "gives the third one the other one's seat number": ({ victim, other, third }) =>
      victim.announce(third.info({ sid: other.sid })),
    "gives the victim the other one's identity and name": ({ victim, other }) =>
      victim.announce(victim.info({ identity: other.identity, name: other.name })),
    "names everyone as they are": ({ victim, other, third }) =>
      victim.announce(victim.info(), other.info(), third.info()),
  },
  "claims that nothing is sealed": {
    "says that the other one's tracks are not sealed": ({ victim, other }) =>
      victim.announce(other.info({ tracks: sealedAs(other, Encryption_Type.NONE) })),
    "says that the victim's tracks are not sealed": ({ victim }) =>
      victim.announce(victim.info({ tracks: sealedAs(victim, Encryption_Type.NONE) })),
    "says that the other one's tracks are sealed otherwise": ({ victim, other }) =>
      victim.announce(other.info({ tracks: sealedAs(other, Encryption_Type.CUSTOM) })),
  },
  "tracks that come and go": {
    "withdraws the other one's tracks": ({ victim, other }) =>
      victim.announce(other.info({ tracks: [] })),
    "announces them again": ({ victim, other }) => victim.announce(other.info()),
    "lets the other one go and come back": ({ victim, other }) => {
      victim.announce(other.info({ state: ParticipantInfo_State.DISCONNECTED }));
      victim.announce(other.info());
    },
    "swaps the numbers of the other one's tracks": ({ victim, other }) => {
      const [first, second, ...more] = tracksOf(other);
      if (first === undefined || second === undefined) return;
      const swapped = [
        new TrackInfo({ ...first, sid: second.sid }),
        new TrackInfo({ ...second, sid: first.sid }),
      ];
      victim.announce(other.info({ tracks: [...swapped, ...more] }));
    },
    "removes one of the other one's tracks from the description": ({ victim, other }) => {
      const sid = sidsOf(other).find((one) => victim.connection.has(one));
      if (sid !== undefined) victim.connection.withdraw(sid);
      return patient(victim.connection.describe());
    },
    "forbids and allows what the victim sees": ({ victim, other }) => {
      for (const allowed of [false, true]) {
        for (const trackSid of sidsOf(other)) {
          const about = { participantSid: other.sid, trackSid, allowed };
          const value = new SubscriptionPermissionUpdate(about);
          victim.say({ case: "subscriptionPermissionUpdate", value });
        }
      }
    },
  },
  "tracks under other ids": {
    "offers the other one's track under a new id": offerUnder(
      () => crypto.randomUUID(),
      ({ other }) => other,
    ),
    "offers the other one's track in a stream of the third one's": offerUnder(
      (_, sid) => sid,
      ({ third }) => third,
    ),
    "offers the other one's track in a stream of the victim's": offerUnder(
      (_, sid) => sid,
      ({ victim }) => victim,
    ),
    "swaps the tracks' sections": ({ victim, third }) => {
      const sids = sidsOf(third);
      let at = 0;
      victim.connection.alias = (sid) => {
        at += 1;
        return sids[at % Math.max(1, sids.length)] ?? sid;
      };
      return patient(victim.connection.describe());
    },
  },
  "other codecs and descriptions": {
    "wants H.264": wantCodecs("h264"),
    "wants VP9 and AV1": wantCodecs("vp9", "av1"),
    "wants H.264 as well as VP8": wantCodecs("vp8", "h264"),
    "answers that it takes redundant sound first": describe(codecFirst("red")),
    "answers that it takes H.264 first": describe(codecFirst("H264")),
    "answers that it takes VP9 first": describe(codecFirst("VP9")),
    "omits the bundle": describe(withoutBundle),
    "describes one more section": describe(oneSectionMore),
    "wants to send where nothing was offered": describe(changing("recvonly", "sendrecv")),
    "wants nothing to be sent": describe(changing("recvonly", "inactive")),
    "describes everything as it is": describe((sdp) => sdp),
  },
  "messages of its own": {
    "opens data channels": async ({ victim }) => {
      for (const label of ["_reliable", "_lossy", "aside"]) {
        await victim.connection.openChannel(label);
      }
    },
    "calls what the victim's client may answer": ({ victim, other }) => {
      const value = new RpcRequest({
        id: "1",
        method: "any",
        responseTimeoutMs: 5_000,
        version: 1,
      });
      return victim.post({
        participantIdentity: other.identity,
        value: { case: "rpcRequest", value },
      });
    },
  },
  "what was not asked for": {
    "withdraws the victim's own tracks": ({ victim }) => {
      for (const trackSid of sidsOf(victim)) {
        const value = new TrackUnpublishedResponse({ trackSid });
        victim.say({ case: "trackUnpublished", value });
      }
    },
  },
} as const satisfies Record<string, Record<string, Act>>;

/** Acts by a linear congruential generator (Numerical Recipes), reproducible by seed. */
export function actsOf(seed: number, count: number): readonly Act[] {
  const all = Object.values(acts).flatMap((some) => Object.values<Act>(some));
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return all[Math.floor((state / 2 ** 32) * all.length)] ?? (() => undefined);
  });
}
