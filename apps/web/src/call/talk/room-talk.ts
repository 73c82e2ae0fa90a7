import { ConnectionState, type Participant, type Room, RoomEvent } from "livekit-client";
import { later } from "../../signals/later.ts";
import type { SealedCall } from "../keys/sealed-call.ts";
import { EarlyWords } from "./early-words.ts";
import { LatelyHere } from "./lately-here.ts";
import { writePacket } from "./packets.ts";
import { Post, type PostPorts } from "./post.ts";
import { Talk, type TalkPorts } from "./talk.ts";
import { readersOnceItSends, untilItSends } from "./until-it-sends.ts";

interface RoomTalkParts extends Pick<TalkPorts, "mayHost" | "onNews"> {
  readonly nameOf: (participant: Participant) => string;
  /** For an encrypted meeting. */
  readonly sealed: Pick<SealedCall, "wasSealed" | "line" | "comparing"> | undefined;
}

/**
 * A room's talk: data packets, reliable and in order, whose sender the engine asserts. In an
 * encrypted meeting the sender is whose key sealed them; unsealed packets are ignored, and nothing
 * is sent unsealed.
 */
export function talkOf(room: Room, { sealed, nameOf, ...parts }: RoomTalkParts): Talk {
  const senderOf = (participant: Participant) => ({
    identity: participant.identity,
    name: nameOf(participant),
  });
  const post = sealed === undefined ? openPostOf(room) : sealedPostOf(room, sealed.line);
  const talk = new Talk({
    ...parts,
    onCompare: (word, { identity }) => sealed?.comparing.hear(word, identity),
    self: () => senderOf(room.localParticipant),
    withoutId: sealed === undefined ? "heard" : "not-heard",
    send: (packet, to) => post.send(writePacket(packet), to),
    now: () => Date.now(),
    later,
  });
  const early = new EarlyWords<{
    readonly topic: string | undefined;
    readonly bytes: Uint8Array;
  }>();
  sealed?.comparing.sendsBy((word) => post.send(writePacket({ topic: "compare", ...word })));
  room
    .on(RoomEvent.Connected, () => talk.arrive())
    .on(RoomEvent.Reconnected, () => {
      post.repeat();
      talk.arrive();
    })
    // Not when they are first listed: until they can receive, the engine keeps a packet for 2 s
    // only.
    .on(RoomEvent.ParticipantActive, async ({ identity }) => {
      // Nor before they have the keys: it would be sealed for the earlier group.
      await sealed?.line.openedBy(identity);
      talk.met(identity);
      post.repeat(identity);
    })
    .on(RoomEvent.ParticipantDisconnected, ({ identity }) => talk.departed(identity))
    .on(RoomEvent.DataReceived, (bytes, participant, _kind, topic, _encryption, identity) => {
      if (sealed?.wasSealed(bytes) === false) return;
      if (participant !== undefined) talk.hear(topic, bytes, senderOf(participant));
      else if (identity !== undefined) early.hold(identity, { topic, bytes }, Date.now());
    })
    .on(RoomEvent.ParticipantConnected, (participant) => {
      for (const { topic, bytes } of early.take(participant.identity, Date.now()))
        talk.hear(topic, bytes, senderOf(participant));
    })
    .on(RoomEvent.Disconnected, () => talk.close());
  return talk;
}

function portsIn(room: Room): Pick<PostPorts, "publish" | "isConnected" | "now"> {
  return {
    async publish({ topic, bytes }, to) {
      const whom = to === undefined ? {} : { destinationIdentities: [...to] };
      await untilItSends(room);
      await room.localParticipant.publishData(bytes, { topic, reliable: true, ...whom });
    },
    isConnected: () => room.state === ConnectionState.Connected,
    now: () => Date.now(),
  };
}

function sealedPostOf(room: Room, line: SealedCall["line"]): Post {
  const post = new Post({
    ...portsIn(room),
    naming: "does-not-bind",
    ready: () => readersOnceItSends(room, line),
  });
  line.subscribe(() => post.keysTold(line.state.kind));
  return post;
}

function openPostOf(room: Room): Post {
  const here = new LatelyHere();
  // While the client reconnects it lists no one.
  const see = (): void => {
    if (room.state === ConnectionState.Connected)
      here.see(room.remoteParticipants.keys(), Date.now());
  };
  room
    .on(RoomEvent.Connected, see)
    .on(RoomEvent.ParticipantConnected, see)
    .on(RoomEvent.ParticipantDisconnected, see);
  return new Post({
    ...portsIn(room),
    naming: "binds",
    async ready() {
      see();
      return here.all(Date.now());
    },
  });
}
