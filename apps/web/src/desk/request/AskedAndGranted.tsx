import type { RequestContent } from "@graticule/api/requests";
import type { Beyond, Measures } from "@graticule/desk/asked";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { nameOfCode } from "../../places/names.ts";

const { order: text } = deskWords;

/** In its own words, and as it can be compared. */
const bothOf = (...texts: readonly (string | undefined)[]): string =>
  [...new Set(texts)].filter((one) => one !== undefined && one !== "").join(" · ");

function lengthOf({ lengthStated }: RequestContent): string | undefined {
  switch (lengthStated?.kind) {
    case undefined:
      return undefined;
    case "without-end":
      return text.askedWithoutEnd;
    case "until":
      return text.askedUntil(hostMoment(lengthStated.until));
    case "hours":
      return text.askedHours(lengthStated.hours);
  }
}

/** What was asked for beside what is granted. */
export function AskedAndGranted(props: {
  readonly content: RequestContent;
  /** Index into the request's meetings. */
  readonly meeting: number;
  readonly places: string;
  readonly time: string;
  readonly measures: Measures | undefined;
}) {
  const { content, meeting, measures } = props;
  const rows = [
    [text.meeting, content.meetings.join(", "), content.meetings[meeting], false],
    [
      text.places,
      bothOf(content.placesAsked, content.placesStated?.map(nameOfCode).join(", ")),
      props.places,
      measures?.places === "wider",
    ],
    [
      text.time,
      bothOf(content.durationAsked, lengthOf(content)),
      props.time,
      measures?.length === "wider",
    ],
  ] as const;
  return (
    <table className="desk-beside">
      <thead>
        <tr>
          <td />
          <th scope="col">{text.asked}</th>
          <th scope="col" className="granted">
            {text.granted}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, asked, granted, isWider]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="said">{asked || text.notSaid}</td>
            <td className="said" data-wider={isWider}>
              {granted || text.notSaid}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function BeyondNote(props: {
  readonly beyond: readonly Beyond[];
  readonly measures: Measures | undefined;
  readonly why?: string | undefined;
}) {
  const { beyond, measures, why } = props;
  if (beyond.length === 0) return null;
  const said = beyond.map((one) => {
    if (one === "length" && measures?.length === "not-stated") return text.beyond.noLength;
    if (one === "places" && measures?.places === "not-stated") return text.beyond.noPlaces;
    return text.beyond[one];
  });
  return (
    <div className="red-note" data-testid="order-beyond">
      <p className="body">{text.beyondNote(said.join("; "))}</p>
      {why === undefined ? null : <p className="body said">{text.beyondSaid(why)}</p>}
    </div>
  );
}
