import type { MeetingManaged } from "@graticule/api/meetings";
import { Graticule } from "../graticule/Graticule.tsx";
import { marksOfCounts } from "../graticule/marks.ts";
import { gridWords } from "../i18n/grid-words.ts";
import { hostReader } from "../i18n/host-time.ts";
import { hostWords } from "../i18n/host-words.ts";
import { readTime } from "../i18n/time.ts";
import { nameOfCode } from "../places/names.ts";
import { Attributions } from "../ui/page/Attributions.tsx";
import "./places.css";
import { bandNote, placeBandText } from "./rule-sentence.ts";

/** Where those inside are, as counts in bands: on the grid and as the list that says the same. */
export function PlacesPanel(props: { readonly managed: MeetingManaged; readonly grid: boolean }) {
  const { byPlace, cannotTell } = props.managed;
  const rows = byPlace.filter(({ count }) => count !== "none");
  const note = bandNote([...rows.map(({ count }) => count), cannotTell]);
  const isUntold = rows.some(({ count }) => count === "some");
  const nobody = rows.length === 0 && cannotTell === "none";
  return (
    <div className="places" data-grid={props.grid ? "true" : undefined}>
      {props.grid ? (
        <Graticule
          marks={marksOfCounts(byPlace)}
          legend={isUntold ? ["here"] : ["few", "many"]}
          label={hostWords.manage.whereGrid}
          says={gridWords.counts}
        />
      ) : null}
      <div className="stack">
        {nobody ? <p className="body">{nobodyText(props.managed)}</p> : null}
        <ul className="plain-list counts">
          {rows.map(({ place, count }) => (
            <li key={place} className="count" data-testid={`count-${place}`}>
              <span className="count-code">{place}</span>
              <span>{nameOfCode(place)}</span>
              <span className="count-band">{placeBandText(count)}</span>
            </li>
          ))}
          {cannotTell === "none" ? null : (
            <li className="count" data-testid="count-cannot-tell">
              <span className="count-code">?</span>
              <span>{hostWords.manage.cannotTell}</span>
              <span className="count-band">{placeBandText(cannotTell)}</span>
            </li>
          )}
        </ul>
        {nobody ? null : (
          <p className="small" data-testid="places-note">
            {note === undefined ? null : `${note} `}
            {hostWords.manage.asOf(readTime(props.managed.asOf, hostReader(Date.now())))}
          </p>
        )}
        <Attributions />
      </div>
    </div>
  );
}

/** Places are counted once a minute: whoever has just come is not among them. */
function nobodyText({ inside }: MeetingManaged): string {
  return inside > 0 ? hostWords.manage.notCountedYet : hostWords.manage.nobody;
}
