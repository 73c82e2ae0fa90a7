import { type Participant, ParticipantEvent, type Track } from "livekit-client";
import { useCallback, useSyncExternalStore } from "react";

/** All that may change what somebody sends, of one's own and of others'. */
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
 * Whether somebody's microphone, camera or screen is on: the one source of every mark that says so. By what is published now, also
 * after a reconnection, which makes other objects of the same people.
 */
export function useSending(participant: Participant, source: Track.Source): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      for (const change of changes) participant.on(change, listener);
      return () => {
        for (const change of changes) participant.off(change, listener);
      };
    },
    [participant],
  );
  return useSyncExternalStore(subscribe, () => {
    const publication = participant.getTrackPublication(source);
    return publication !== undefined && !publication.isMuted;
  });
}
