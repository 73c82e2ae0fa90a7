import type { NamedMeeting } from "@graticule/api/requests";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { ActionButtons } from "../page/ActionButtons.tsx";
import type { OpenRequest } from "./open-request.ts";
import { Permitted } from "./Permitted.tsx";

const { look: text } = deskWords;

/** The meetings that the request names, each with its one look. */
export function Looks({ request }: { readonly request: OpenRequest }) {
  return (
    <>
      {request.view.namedMeetings.map((meeting, index) => (
        <Named key={meeting.code} request={request} meeting={meeting} index={index} />
      ))}
    </>
  );
}

interface NamedProps {
  readonly request: OpenRequest;
  readonly meeting: NamedMeeting;
  readonly index: number;
}

function Named(props: NamedProps) {
  const { code, state, occurrence, looks, recommendation } = props.meeting;
  return (
    <div className="stack desk-row gap-8" data-testid={`meeting-${code}`}>
      <h4 className="h2">{text.title(code)}</h4>
      <p className="small">
        {text.state[state]}{" "}
        {occurrence === undefined
          ? null
          : text.occurrence(
              hostMoment(occurrence.from),
              occurrence.until === undefined ? undefined : hostMoment(occurrence.until),
            )}
      </p>
      {looks.map(({ ordinal, bucket, at, by }) => (
        <div key={ordinal}>
          <p className="desk-bucket" data-testid={`bucket-${ordinal}`}>
            {text.bucket[bucket]}
          </p>
          <p className="small said">{text.seen(ordinal, by.name, hostMoment(at))}</p>
        </div>
      ))}
      {looks.length === 0 ? null : (
        <p className={recommendation === "findings-decide" ? "small" : "amber-note"}>
          {text.recommendation[recommendation]}
        </p>
      )}
      {state === "running" ? <LookButton {...props} /> : null}
    </div>
  );
}

/** One button: for the first look, to ask for a second one, or another person's yes to it. */
function LookButton({ request, meeting, index }: NamedProps) {
  const { code, looks, secondLookAskedBy, mayLook } = meeting;
  if (looks.length > 1) return null;
  const [kind, label] =
    secondLookAskedBy !== undefined
      ? (["second-look", text.agree] as const)
      : (["look", looks.length === 0 ? text.take : text.second] as const);
  return (
    <>
      {secondLookAskedBy === undefined ? null : (
        <p className="small said">{text.secondAsked(secondLookAskedBy.name)}</p>
      )}
      <Permitted may={mayLook} act={kind === "look" ? "reviewer" : "approver"}>
        <p className="small">{text.text}</p>
        <ActionButtons
          look="buttons"
          which={code}
          again={request.again}
          actions={[
            {
              label,
              quiet: true,
              testId: `look-${code}`,
              act: () => request.act({ kind, meeting: index }),
            },
          ]}
        />
      </Permitted>
    </>
  );
}
