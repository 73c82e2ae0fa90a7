import type { KeyLine } from "@graticule/e2ee/key-line";
import { ConnectionState, type Room, RoomEvent } from "livekit-client";
import { later } from "../../signals/later.ts";
import { unlistedIn } from "./security-view.ts";
import { Unlisted } from "./unlisted.ts";

/**
 * Watches who has the keys without being in the call; unknown while keys are being agreed on or the
 * connection is down.
 */
export function watchUnlisted(room: Room, line: KeyLine): Unlisted {
  const unlisted = new Unlisted({
    look() {
      const { insiders } = line.state;
      if (insiders.length === 0 || room.state !== ConnectionState.Connected) return undefined;
      const you = room.localParticipant.identity;
      return unlistedIn(insiders, { you, listed: room.remoteParticipants });
    },
    now: () => Date.now(),
    later,
  });
  line.subscribe(unlisted.lookAgain);
  room
    .on(RoomEvent.ConnectionStateChanged, unlisted.lookAgain)
    .on(RoomEvent.ParticipantConnected, unlisted.lookAgain)
    .on(RoomEvent.ParticipantDisconnected, unlisted.lookAgain);
  return unlisted;
}
