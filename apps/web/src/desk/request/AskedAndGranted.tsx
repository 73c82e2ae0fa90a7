import type { RequestContent } from "@graticule/api/requests";
import type { Measures } from "@graticule/desk/asked";
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
  /** The order beside what was asked. */
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
