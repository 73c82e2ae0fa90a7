import { type TrackReferenceOrPlaceholder, useTracks } from "@livekit/components-react";
import { useElementSize } from "@mantine/hooks";
import { Track } from "livekit-client";
import type { CSSProperties } from "react";
import { words } from "../i18n/words.ts";
import { CopyField } from "../ui/CopyField.tsx";
import { FaceTile, ScreenTile } from "./Tile.tsx";
import { layTiles, mostTiles } from "./tile-layout.ts";

const gapPx = 8;

const keyOf = (track: TrackReferenceOrPlaceholder): string =>
  `${track.participant.identity}/${track.source}`;

/** The faces, as large as the window allows; with a shared screen the faces stand beside it. */
export function Stage({ code }: { readonly code: string }) {
  const faces = useTracks([{ source: Track.Source.Camera, withPlaceholder: true }], {
    onlySubscribed: false,
  });
  const screens = useTracks([Track.Source.ScreenShare], { onlySubscribed: true });
  const screen = screens[0];
  return (
    <div className="stage" data-screen={screen === undefined ? undefined : "true"}>
      {screen === undefined ? null : (
        <div className="stage-screen">
          <ScreenTile track={screen} />
        </div>
      )}
      <Faces faces={faces} />
      {faces.length === 1 && screen === undefined ? <Alone code={code} /> : null}
    </div>
  );
}

function Faces({ faces }: { readonly faces: readonly TrackReferenceOrPlaceholder[] }) {
  const { ref, width, height } = useElementSize();
  const shown = faces.slice(0, faces.length > mostTiles ? mostTiles - 1 : mostTiles);
  const hidden = faces.length - shown.length;
  const { columns, tile } = layTiles(shown.length + (hidden > 0 ? 1 : 0), { width, height }, gapPx);
  const style: CSSProperties = {
    gap: gapPx,
    maxWidth: columns * tile.width + (columns - 1) * gapPx + 1,
  };
  return (
    <div className="stage-faces" ref={ref}>
      <div className="stage-grid" style={style}>
        {shown.map((track) => (
          <div key={keyOf(track)} style={{ width: tile.width, height: tile.height }}>
            <FaceTile track={track} />
          </div>
        ))}
        {hidden > 0 ? (
          <div className="tile" style={{ width: tile.width, height: tile.height }}>
            {words.call.more(hidden)}
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** Nobody else is here yet: the link is the next thing that one needs. */
function Alone({ code }: { readonly code: string }) {
  return (
    <div className="stage-alone sheet">
      <CopyField
        label={words.call.alone}
        value={`${window.location.origin}/m/${code}`}
        testId="call-link"
      />
    </div>
  );
}
