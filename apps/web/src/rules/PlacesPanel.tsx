import type { MeetingManaged } from "@graticule/api/meetings";
import type { PartBand } from "@graticule/api/rules";
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

/** Where the people inside are, as counts in bands: on the grid, and as a list with the same content. */
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
        {nobody ? (
          <p className="body">
            {/* Places are counted once a minute: who has just come is not among them. */}
            {props.managed.inside > 0 ? hostWords.manage.notCountedYet : hostWords.manage.nobody}
          </p>
        ) : null}
        <ul className="plain-list">
          {rows.map(({ place, count }) => (
            <Count key={place} id={place} code={place} name={nameOfCode(place)} band={count} />
          ))}
          {cannotTell === "none" ? null : (
            <Count id="cannot-tell" code="?" name={hostWords.manage.cannotTell} band={cannotTell} />
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

function Count(props: {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly band: PartBand;
}) {
  return (
    <li className="count" data-testid={`count-${props.id}`}>
      <span className="count-code">{props.code}</span>
      <span>{props.name}</span>
      <span className="count-band">{placeBandText(props.band)}</span>
    </li>
  );
}
