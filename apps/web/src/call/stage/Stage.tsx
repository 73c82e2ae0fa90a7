import { useElementSize, useMediaQuery } from "@mantine/hooks";
import type { CSSProperties, ReactNode } from "react";
import { words } from "../../i18n/words.ts";
import { joinLink } from "../../links/pass.ts";
import { CopyField } from "../../ui/form/CopyField.tsx";
import { usePhase, useUnlisted } from "../call-parts.ts";
import { useWaiting } from "../hosting/Waiting.tsx";
import { useEntry, useRoster } from "../roster/use-roster.ts";
import { type Arrangement, arrange, type Shown, type StageWish, shownOf } from "./arrange.ts";
import type { SpeakerChoice } from "./speaker-choice.ts";
import { FaceTile, ScreenTile } from "./Tile.tsx";
import { type Area, layTiles, mostTiles } from "./tile-layout.ts";

const gapPx = 8;
/** The smallest tile with a readable face and name, in CSS pixels. */
const smallest = { width: 88, height: 66 };

/** Upright or across. */
const phone = "(max-width: 620px), (max-height: 500px)";

/** How many readable tiles fit in an area. */
function fitsIn({ width, height }: Area): number {
  if (width === 0 || height === 0) return mostTiles;
  const columns = Math.floor((width + gapPx) / (smallest.width + gapPx));
  const rows = Math.floor((height + gapPx) / (smallest.height + gapPx));
  return Math.max(2, Math.min(mostTiles, columns * rows));
}

/** The faces, as large as the window allows; beside something large, in a strip. */
export function Stage(props: {
  readonly wish: StageWish;
  readonly speaker: SpeakerChoice;
  readonly onPin: (key: string | undefined) => void;
}) {
  const { wish, speaker, onPin } = props;
  const faces = useRoster(({ attendees }) => attendees);
  const screens = useRoster(({ sharing }) => sharing);
  const phase = usePhase();
  const waiting = useWaiting().length;
  const unlisted = useUnlisted().length;
  const { ref, width, height } = useElementSize();
  const shown = [
    ...faces.map((attendee) => shownOf(attendee, "face")),
    ...screens.map((attendee) => shownOf(attendee, "screen")),
  ];
  const fits = fitsIn({ width, height });
  const isPhone = useMediaQuery(phone) ?? false;
  const arrangement = arrange({
    shown,
    wish,
    speaker: speaker.large,
    recent: speaker.recent,
    room: { grid: fits, beside: fits },
    window: isPhone ? "phone" : "larger",
  });
  const others = faces.length - 1 + screens.length + waiting + unlisted;
  // While the page connects, it does not know who is inside.
  const isAlone = phase === "connected" && others === 0;
  const { large, small, corner } = arrangement;
  const own =
    corner === undefined ? null : (
      <div className="stage-corner" data-testid="own-corner">
        <Tile shown={corner} pinned={false} onPin={onPin} />
      </div>
    );
  return (
    <div
      className="stage"
      data-large={large === undefined ? undefined : "true"}
      data-lone={large !== undefined && small.length === 0 ? "true" : undefined}
    >
      {large === undefined ? null : (
        <div className="stage-large" data-testid="stage-large">
          <Tile shown={large} pinned={large.key === wish.pinned} onPin={onPin} />
          {own}
        </div>
      )}
      <div className="stage-faces" ref={ref}>
        <Faces
          arrangement={arrangement}
          area={{ width, height }}
          pinned={wish.pinned}
          onPin={onPin}
        >
          {large === undefined ? own : null}
        </Faces>
      </div>
      {isAlone ? <Alone /> : null}
    </div>
  );
}

function Faces(props: {
  readonly arrangement: Arrangement;
  readonly area: Area;
  readonly pinned: string | undefined;
  readonly onPin: (key: string | undefined) => void;
  readonly children: ReactNode;
}) {
  const { small, hidden } = props.arrangement;
  const { columns, tile } = layTiles(small.length + (hidden > 0 ? 1 : 0), props.area, gapPx);
  const style: CSSProperties = {
    gap: gapPx,
    maxWidth: columns * tile.width + (columns - 1) * gapPx + 1,
  };
  return (
    <div className="stage-grid" style={style}>
      {small.map((shown) => (
        <div key={shown.key} style={{ width: tile.width, height: tile.height }}>
          <Tile shown={shown} pinned={shown.key === props.pinned} onPin={props.onPin} />
        </div>
      ))}
      {hidden > 0 ? (
        <div
          className="tile tile-more"
          style={{ width: tile.width, height: tile.height }}
          data-testid="tiles-more"
        >
          {words.call.more(hidden)}
        </div>
      ) : null}
      {props.children}
    </div>
  );
}

function Tile(props: {
  readonly shown: Shown;
  readonly pinned: boolean;
  readonly onPin: (key: string | undefined) => void;
}) {
  const { shown, pinned } = props;
  const entry = useEntry(shown.identity);
  if (entry === undefined) return null;
  const onPin = (): void => props.onPin(pinned ? undefined : shown.key);
  return shown.kind === "screen" ? (
    <ScreenTile entry={entry} pinned={pinned} onPin={onPin} />
  ) : (
    <FaceTile entry={entry} pinned={pinned} onPin={onPin} />
  );
}

/**
 * Alone in the call, one needs its link next. Not shown while someone waits at the door: the bar's
 * notice comes first.
 */
function Alone() {
  return (
    <div className="stage-alone sheet">
      <CopyField label={words.call.alone} value={joinLink(window.location)} testId="call-link" />
    </div>
  );
}
