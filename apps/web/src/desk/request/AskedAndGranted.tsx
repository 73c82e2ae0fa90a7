import type { RequestContent } from "@graticule/api/requests";
import { deskWords } from "../../i18n/desk-words.ts";

const { order: text } = deskWords;

/** What was asked for beside what is granted. */
export function AskedAndGranted(props: {
  readonly content: RequestContent;
  /** Index into the request's meetings. */
  readonly meeting: number;
  readonly places: string;
  readonly time: string;
}) {
  const { content, meeting } = props;
  const rows = [
    [text.meeting, content.meetings.join(", "), content.meetings[meeting]],
    [text.places, content.placesAsked, props.places],
    [text.time, content.durationAsked, props.time],
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
        {rows.map(([name, asked, granted]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="said">{asked || text.notSaid}</td>
            <td className="said">{granted || text.notSaid}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
