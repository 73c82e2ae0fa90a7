import {
  isTrackReference,
  type TrackReference,
  type TrackReferenceOrPlaceholder,
  useIsSpeaking,
  useParticipantInfo,
  VideoTrack,
} from "@livekit/components-react";
import { IconHandStop, IconMicrophoneOff, IconPin, IconPinnedOff } from "@tabler/icons-react";
import { type Participant, Track } from "livekit-client";
import type { ReactNode } from "react";
import { readCount } from "../../i18n/number.ts";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { words } from "../../i18n/words.ts";
import { useCall, useNameOf, useShownRole, useTalk } from "../call-parts.ts";
import { initials, tintOf } from "../names.ts";
import { handOrder } from "../talk/hands.ts";
import { useSending } from "../use-sending.ts";
import { ConnectionMark } from "./ConnectionMark.tsx";

interface TileProps {
  readonly track: TrackReferenceOrPlaceholder;
  readonly pinned: boolean;
  readonly onPin: () => void;
}

/** One face: the picture or letters, the name, the ring while someone speaks. */
export function FaceTile({ track, pinned, onPin }: TileProps) {
  const { participant } = track;
  const name = useName(participant);
  const speaking = useIsSpeaking(participant);
  const muted = !useSending(participant, Track.Source.Microphone);
  const filming = useSending(participant, track.source);
  const isSealed = useCall().sealed !== undefined;
  const live = isTrackReference(track) && filming && (!isSealed || isShown(track));
  return (
    <figure
      className="tile"
      data-testid={`tile-${name}`}
      data-speaking={speaking ? "true" : undefined}
      data-mirror={participant.isLocal ? "true" : undefined}
      data-video={live ? "true" : undefined}
      data-tint={live ? undefined : tintOf(participant.identity)}
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
        <Name of={participant} name={name} />
        <RoleMark identity={participant.identity} />
      </figcaption>
      <div className="tile-marks">
        <HandMark identity={participant.identity} />
        <ConnectionMark participant={participant} shown="when-weak" />
      </div>
      <PinButton name={name} pinned={pinned} onPin={onPin} />
    </figure>
  );
}

/** Where there is little room, the number that tells namesakes apart stays. */
function Name({ of, name }: { readonly of: Participant; readonly name: string }) {
  const mark = useCall().names.markOf(of.identity);
  if (of.isLocal || !name.endsWith(mark) || mark === "") {
    return <span className="said">{of.isLocal ? words.call.you(name) : name}</span>;
  }
  return (
    <>
      <span className="said">{name.slice(0, -mark.length)}</span>
      <span className="tile-mark">{mark.trim()}</span>
    </>
  );
}

/** Of an encrypted call: what comes in the open is not shown. */
function isShown({ participant, publication }: TrackReference): boolean {
  return participant.isLocal || publication.isEncrypted;
}

/** Who runs the meeting, in a word. */
function RoleMark({ identity }: { readonly identity: string }) {
  const role = useShownRole()(identity);
  if (role === "guest") return null;
  return (
    <span className="tile-role" data-testid="tile-role">
      {words.call.role[role]}
    </span>
  );
}

/** A shared screen, whole. */
export function ScreenTile({ track, pinned, onPin }: TileProps) {
  const whose = useName(track.participant);
  const name = track.participant.isLocal
    ? words.call.ownScreen
    : words.call.screenOf(withinSentence(whose));
  return (
    <figure className="tile tile-screen" data-testid={`screen-${whose}`} data-video="true">
      {isTrackReference(track) ? <VideoTrack trackRef={track} className="tile-video" /> : null}
      <figcaption className="tile-name">
        <span>{name}</span>
      </figcaption>
      <PinButton name={name} pinned={pinned} onPin={onPin} />
    </figure>
  );
}

/** The raised hand, with its place in the order. */
function HandMark({ identity }: { readonly identity: string }) {
  const order = handOrder(useTalk().hands);
  const place = order.indexOf(identity) + 1;
  if (place === 0) return null;
  return (
    <span className="tile-hand" data-testid="tile-hand">
      <IconHandStop size={16} role="img" aria-label={words.call.hand.place(place)} />
      <span aria-hidden="true">{readCount(place)}</span>
    </span>
  );
}

function PinButton(props: {
  readonly name: string;
  readonly pinned: boolean;
  readonly onPin: () => void;
}): ReactNode {
  const { pinned } = props;
  const said = pinned ? words.call.view.unpin : words.call.view.pin;
  const label = said(withinSentence(props.name));
  return (
    <button
      type="button"
      className="tile-pin"
      data-on={pinned ? "true" : undefined}
      aria-label={label}
      title={label}
      onClick={props.onPin}
      data-testid={`pin-${props.name}`}
    >
      {pinned ? <IconPinnedOff size={16} /> : <IconPin size={16} />}
    </button>
  );
}

function useName(participant: Participant): string {
  const { identity, name } = useParticipantInfo({ participant });
  return useNameOf()({ identity: identity ?? participant.identity, name });
}
