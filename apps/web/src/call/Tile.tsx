import {
  isTrackReference,
  type TrackReference,
  type TrackReferenceOrPlaceholder,
  useIsMuted,
  useIsSpeaking,
  useParticipantInfo,
  VideoTrack,
} from "@livekit/components-react";
import { IconMicrophoneOff } from "@tabler/icons-react";
import { type Participant, Track } from "livekit-client";
import { words } from "../i18n/words.ts";

/** One face: the picture or letters, the name, the ring while somebody speaks. */
export function FaceTile({ track }: { readonly track: TrackReferenceOrPlaceholder }) {
  const { participant } = track;
  const name = useName(participant);
  const speaking = useIsSpeaking(participant);
  const muted = useIsMuted({ participant, source: Track.Source.Microphone });
  const live = isTrackReference(track) && !track.publication.isMuted;
  return (
    <figure
      className="tile"
      data-testid={`tile-${name}`}
      data-speaking={speaking ? "true" : undefined}
      data-mirror={participant.isLocal ? "true" : undefined}
      data-video={live ? "true" : undefined}
    >
      {live ? (
        <VideoTrack trackRef={track} className="tile-video" />
      ) : (
        <span className="tile-letter" aria-hidden="true">
          {initials(name)}
        </span>
      )}
      <figcaption className="tile-name">
        {muted ? <IconMicrophoneOff size={15} aria-label={words.call.muted} role="img" /> : null}
        <span className="said">{participant.isLocal ? words.call.you(name) : name}</span>
      </figcaption>
    </figure>
  );
}

/** A shared screen, whole. */
export function ScreenTile({ track }: { readonly track: TrackReference }) {
  const name = useName(track.participant);
  return (
    <figure className="tile" data-testid={`screen-${name}`} data-video="true">
      <VideoTrack trackRef={track} className="tile-video" />
      <figcaption className="tile-name">
        <span>{words.call.screenOf(name)}</span>
      </figcaption>
    </figure>
  );
}

function useName(participant: Participant): string {
  const info = useParticipantInfo({ participant });
  return info.name || participant.identity;
}

/** One or two letters that stand for a person without a picture. */
function initials(name: string): string {
  const parts = name.trim().split(/\s+/).slice(0, 2);
  return parts
    .map((part) => [...part][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}
