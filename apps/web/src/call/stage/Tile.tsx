import { IconHandStop, IconMicrophoneOff, IconPin, IconPinnedOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { readCount } from "../../i18n/number.ts";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { words } from "../../i18n/words.ts";
import { useCall, useNames, useShownRole, useTalk } from "../call-parts.ts";
import { initials, tintOf } from "../names.ts";
import type { Attendee, RosterEntry } from "../roster/roster.ts";
import { handOrder } from "../talk/hands.ts";
import { ConnectionMark } from "./ConnectionMark.tsx";
import { Video } from "./Media.tsx";

interface TileProps {
  readonly entry: RosterEntry;
  readonly pinned: boolean;
  readonly onPin: () => void;
}

/** A face: the picture or letters, the name, a ring while they speak. */
export function FaceTile({ entry, pinned, onPin }: TileProps) {
  const { attendee, camera, microphone } = entry;
  const { identity, who } = attendee;
  const name = useNames().of(attendee);
  const isSealed = useCall().sealed !== undefined;
  // What comes unsealed in an encrypted call is not shown.
  const live = camera?.isOn && (!isSealed || who === "self" || camera.isEncrypted);
  return (
    <figure
      className="tile"
      data-testid={`tile-${name}`}
      data-speaking={entry.isSpeaking ? "true" : undefined}
      data-mirror={who === "self" ? "true" : undefined}
      data-video={live ? "true" : undefined}
      data-tint={live ? undefined : tintOf(identity)}
    >
      {live ? (
        <Video track={camera.track} />
      ) : (
        <span className="tile-letter" aria-hidden="true">
          {initials(name)}
        </span>
      )}
      <figcaption className="tile-name">
        {microphone?.isOn ? null : (
          <IconMicrophoneOff size={15} aria-label={words.call.muted} role="img" />
        )}
        <Name of={attendee} name={name} />
        <RoleMark identity={identity} />
      </figcaption>
      <div className="tile-marks">
        <HandMark identity={identity} />
        <ConnectionMark quality={entry.quality} shown="when-weak" />
      </div>
      <PinButton name={name} pinned={pinned} onPin={onPin} />
    </figure>
  );
}

/** Where there is little room, the number that tells namesakes apart stays. */
function Name({ of: { identity, who }, name }: { readonly of: Attendee; readonly name: string }) {
  const mark = useNames().markOf(identity);
  if (who === "self" || !name.endsWith(mark) || mark === "") {
    return <span className="said">{who === "self" ? words.call.you(name) : name}</span>;
  }
  return (
    <>
      <span className="said">{name.slice(0, -mark.length)}</span>
      <span className="tile-mark">{mark.trim()}</span>
    </>
  );
}

/** The person's role, unless they are a guest. */
function RoleMark({ identity }: { readonly identity: string }) {
  const role = useShownRole()(identity);
  if (role === "guest") return null;
  return (
    <span className="tile-role" data-testid="tile-role">
      {words.call.role[role]}
    </span>
  );
}

export function ScreenTile({ entry: { attendee, screen }, pinned, onPin }: TileProps) {
  const whose = useNames().of(attendee);
  const name =
    attendee.who === "self" ? words.call.ownScreen : words.call.screenOf(withinSentence(whose));
  return (
    <figure className="tile tile-screen" data-testid={`screen-${whose}`} data-video="true">
      <Video track={screen?.track} />
      <figcaption className="tile-name">
        <span>{name}</span>
      </figcaption>
      <PinButton name={name} pinned={pinned} onPin={onPin} />
    </figure>
  );
}

/** The raised hand, with its place in the order. */
function HandMark({ identity }: { readonly identity: string }) {
  const place = handOrder(useTalk().hands).indexOf(identity) + 1;
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
