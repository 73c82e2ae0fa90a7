import type { Track } from "livekit-client";
import { type RefObject, useEffect, useRef } from "react";
import { useRoster } from "../roster/use-roster.ts";

/** An element that plays the track while both exist. */
function usePlayed<E extends HTMLMediaElement>(track: Track | undefined): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    const element = ref.current;
    if (track === undefined || element === null) return;
    track.attach(element);
    return () => {
      track.detach(element);
    };
  }, [track]);
  return ref;
}

/** A picture without its sound. `track`: undefined until received. */
export function Video({ track }: { readonly track: Track | undefined }) {
  return <video ref={usePlayed<HTMLVideoElement>(track)} className="tile-video" muted />;
}

/** Plays the others' sounds. */
export function Sounds() {
  return useRoster(({ sounds }) => sounds).map((track) => <Sound key={track.sid} track={track} />);
}

function Sound({ track }: { readonly track: Track }) {
  // biome-ignore lint/a11y/useMediaCaption: people who speak have no captions.
  return <audio ref={usePlayed<HTMLAudioElement>(track)} />;
}
