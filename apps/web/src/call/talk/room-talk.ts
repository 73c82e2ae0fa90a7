import { type Participant, type Room, RoomEvent } from "livekit-client";
import { nameOf } from "../names.ts";
import { writePacket } from "./packets.ts";
import { Talk, type TalkPorts } from "./talk.ts";

/**
 * The talk of a room: data packets, reliable and in order, whose sender the engine asserts. `isSealed`: in an encrypted meeting
 * the sender is who holds their key, and what comes in the open is not heard.
 */
export function talkOf(
  room: Room,
  { isSealed, ...parts }: Pick<TalkPorts, "mayHost" | "onNews"> & { readonly isSealed: boolean },
): Talk {
  const senderOf = (participant: Participant) => ({
    identity: participant.identity,
    name: nameOf(participant),
  });
  const talk = new Talk({
    ...parts,
    self: () => senderOf(room.localParticipant),
    send: (packet, to) => {
      const { topic, bytes } = writePacket(packet);
      const whom = to === undefined ? {} : { destinationIdentities: [...to] };
      return room.localParticipant.publishData(bytes, { topic, reliable: true, ...whom });
    },
    now: () => Date.now(),
    later: (task, delayMs) => {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
  });
  room
    .on(RoomEvent.Connected, () => talk.arrive())
    .on(RoomEvent.Reconnected, () => talk.arrive())
    // Not when they are first heard of: until they can receive, the engine keeps a packet for 2 s only.
    .on(RoomEvent.ParticipantActive, ({ identity }) => talk.met(identity))
    .on(RoomEvent.ParticipantDisconnected, ({ identity }) => talk.departed(identity))
    .on(RoomEvent.DataReceived, (bytes, participant, _kind, topic, encryption) => {
      if (isSealed && !encryption) return;
      if (participant !== undefined) talk.hear(topic, bytes, senderOf(participant));
    })
    .on(RoomEvent.Disconnected, () => talk.close());
  return talk;
}
