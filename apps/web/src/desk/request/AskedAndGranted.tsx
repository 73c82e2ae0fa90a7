import type { RequestContent } from "@graticule/api/desk";
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
  return (
    <div className="desk-beside">
      <Side
        name={text.asked}
        meeting={content.meetings.join(", ") || text.notSaid}
        places={content.placesAsked ?? text.notSaid}
        time={content.durationAsked ?? text.notSaid}
      />
      <Side
        granted
        name={text.granted}
        meeting={content.meetings[meeting] ?? text.notSaid}
        places={props.places || text.notSaid}
        time={props.time}
      />
    </div>
  );
}

function Side(props: {
  readonly granted?: boolean;
  readonly name: string;
  readonly meeting: string;
  readonly places: string;
  readonly time: string;
}) {
  return (
    <div className={props.granted === true ? "granted" : undefined}>
      <p className="small">
        <strong>{props.name}</strong>
      </p>
      <dl className="desk-facts">
        <dt>{text.meeting}</dt>
        <dd>{props.meeting}</dd>
        <dt>{text.places}</dt>
        <dd className="said">{props.places}</dd>
        <dt>{text.time}</dt>
        <dd className="said">{props.time}</dd>
      </dl>
    </div>
  );
}
