import type { MeetingDoor } from "@graticule/api/hosting";
import { type JoinStreamListener, openJoinStream } from "../api/join-stream.ts";
import type { JoinKey } from "../api/joins.ts";
import { openBeacon, sayWhere } from "../api/joins.ts";
import { later } from "../signals/later.ts";
import { BeaconLink } from "./beacon-link.ts";
import { browserPeer, onWake } from "./beacon-peer.ts";

/**
 * All that joins a page with the service while it stands before the door or is inside: the event stream, and the
 * beacon, by which the service sees where the page's packets come from. The answer closes both.
 */
export function openJoinLine(seat: JoinKey, listener: JoinStreamListener): () => void {
  let beacon: BeaconLink | undefined;
  /** The service has none, or the host wants none: it is not asked again before that has changed. */
  let isDeclined = false;

  const stream = openJoinStream(seat, {
    ...listener,
    onEvent: (event) => {
      if (event.kind === "where") void sayWhere(seat);
      if (event.kind === "room") follow(event.room.door.beacon);
      listener.onEvent(event);
    },
  });

  const post = async (sdp: string, withinMs: number): Promise<string | undefined> => {
    const answer = await openBeacon(seat, sdp, withinMs);
    if (answer.kind !== "ok") return undefined;
    const { sdp: answered } = answer.value;
    if (answered === undefined) {
      isDeclined = true;
      queueMicrotask(closeBeacon);
    }
    return answered;
  };

  /** A host may want it again. */
  const follow = (wish: MeetingDoor["beacon"]): void => {
    if (wish === "off") isDeclined = false;
    else if (!isDeclined) beacon ??= link();
  };

  const link = (): BeaconLink | undefined =>
    window.RTCPeerConnection === undefined
      ? undefined
      : new BeaconLink(
          {
            makePeer: browserPeer,
            post,
            later,
            now: () => performance.now(),
            onWake,
          },
          // What the beacon has lost, the stream may have lost too, and it would notice later.
          (state) => state === "silent" && stream.renew(),
        );

  function closeBeacon(): void {
    beacon?.close();
    beacon = undefined;
  }

  beacon = link();
  const stopWaking = onWake(stream.wake);
  return () => {
    stopWaking();
    closeBeacon();
    stream.close();
  };
}
