import { type Participant, ParticipantEvent, type Track } from "livekit-client";
import { useCallback, useSyncExternalStore } from "react";
import { useCall, usePhase } from "./call-parts.ts";

/** All that may change what someone sends, of one's own and of others'. */
const changes = [
  ParticipantEvent.TrackPublished,
  ParticipantEvent.TrackUnpublished,
  ParticipantEvent.TrackSubscribed,
  ParticipantEvent.TrackUnsubscribed,
  ParticipantEvent.TrackMuted,
  ParticipantEvent.TrackUnmuted,
  ParticipantEvent.LocalTrackPublished,
  ParticipantEvent.LocalTrackUnpublished,
] as const;

/**
 * Whether someone's microphone, camera or screen is on: the one source of every mark that says so. By what is published now, also
 * after a reconnection, which makes other objects of the same people. While the connection is broken, as it was seen last: the
 * client then forgets what the others publish, and no one turned anything off.
 */
export function useSending(participant: Participant, source: Track.Source): boolean {
  const { seen } = useCall();
  const phase = usePhase();
  const subscribe = useCallback(
    (listener: () => void) => {
      for (const change of changes) participant.on(change, listener);
      return () => {
        for (const change of changes) participant.off(change, listener);
      };
    },
    [participant],
  );
  const now = useSyncExternalStore(subscribe, () => {
    const publication = participant.getTrackPublication(source);
    return publication !== undefined && !publication.isMuted;
  });
  if (participant.isLocal) return now;
  return seen.sending.at(`${participant.identity}/${source}`, phase, now);
}
