import { ConnectionState, type Participant, type Room, RoomEvent } from "livekit-client";
import { later } from "../../signals/later.ts";
import type { SealedCall } from "../keys/sealed-call.ts";
import { EarlyWords } from "./early-words.ts";
import { writePacket } from "./packets.ts";
import { type PostPorts, SealedPost } from "./sealed-post.ts";
import { Talk, type TalkPorts } from "./talk.ts";

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
  const publish = publishIn(room);
  const post = sealed === undefined ? undefined : postOf(room, sealed.line, publish);
  const talk = new Talk({
    ...parts,
    onCompare: (word, { identity }) => sealed?.comparing.hear(word, identity),
    self: () => senderOf(room.localParticipant),
    withoutId: sealed === undefined ? "heard" : "not-heard",
    send: (packet, to) =>
      post === undefined ? publish(writePacket(packet), to) : post.send(writePacket(packet), to),
    now: () => Date.now(),
    later,
  });
  const early = new EarlyWords<{
    readonly topic: string | undefined;
    readonly bytes: Uint8Array;
  }>();
  sealed?.comparing.sendsBy((word) => post?.send(writePacket({ topic: "compare", ...word })));
  room
    .on(RoomEvent.Connected, () => talk.arrive())
    .on(RoomEvent.Reconnected, () => talk.arrive())
    // Not when they are first listed: until they can receive, the engine keeps a packet for 2 s
    // only.
    .on(RoomEvent.ParticipantActive, async ({ identity }) => {
      // Nor before they have the keys: it would be sealed for the earlier group.
      await sealed?.line.openedBy(identity);
      talk.met(identity);
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

type Publish = PostPorts["publish"];

const publishIn =
  (room: Room): Publish =>
  async ({ topic, bytes }, to) => {
    const whom = to === undefined ? {} : { destinationIdentities: [...to] };
    await room.localParticipant.publishData(bytes, { topic, reliable: true, ...whom });
  };

function postOf(room: Room, line: SealedCall["line"], publish: Publish): SealedPost {
  const post = new SealedPost({
    async ready() {
      await line.settled();
      return line.openers;
    },
    publish,
    isConnected: () => room.state === ConnectionState.Connected,
    now: () => Date.now(),
  });
  line.subscribe(() => post.keysTold(line.state.kind));
  room.on(RoomEvent.Reconnected, () => post.repeat());
  return post;
}
