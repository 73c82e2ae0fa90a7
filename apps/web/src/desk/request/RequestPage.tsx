import type { RequestView } from "@graticule/api/requests";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { actOnRequest, lookAtRegister, lookAtRequest } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay, hostMoment } from "../../i18n/host-time.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { Shell } from "../../ui/page/Shell.tsx";
import { RequestForm } from "../enter/RequestForm.tsx";
import { draftOf } from "../enter/request-draft.ts";
import { DueLine } from "../OverviewPart.tsx";
import { type AtDesk, DeskAccess, refreshingDesk } from "../page/DeskAccess.tsx";
import { withReason } from "../page/reasons.ts";
import { TextsEnd } from "../page/TextsEnd.tsx";
import type { OpenRequest } from "./open-request.ts";
import { PublicWordsPart } from "./PublicWordsPart.tsx";
import { ReceivedText } from "./ReceivedText.tsx";
import { Completeness, ReviewSteps } from "./ReviewSteps.tsx";

const { request: text } = deskWords;

/** One request: what came on one side, what is to be done on the other. */
export function RequestPage() {
  const { id = "" } = useParams({ strict: false });
  return (
    <DeskAccess title={deskWords.name}>
      {(at) => <RequestShell key={id} id={id} at={at} />}
    </DeskAccess>
  );
}

const everyMs = 30_000;

function RequestShell({ id, at }: { readonly id: string; readonly at: AtDesk }) {
  const look = async () => withReason(await lookAtRequest(id));
  const asking = refreshingDesk(useAsked(`desk-request-${id}`, look, { everyMs }), at);
  const { asked, again } = asking;
  const title = asked.kind === "ok" ? text.title(asked.value.number) : deskWords.name;
  return (
    <Shell title={title} width="wide">
      <div className="stack gap-24">
        <div>
          <Link to="/desk" className="link">
            {text.back}
          </Link>
        </div>
        <Loaded asking={asking}>
          {(view) => (
            <OpenRequestView request={{ view, act: (act) => actOnRequest(id, act), again }} />
          )}
        </Loaded>
      </div>
    </Shell>
  );
}

function OpenRequestView({ request }: { readonly request: OpenRequest }) {
  const { view } = request;
  const [correcting, setCorrecting] = useState(false);
  return (
    <>
      <header className="row spread">
        <h1 className="h1">
          {text.title(view.number)} <span className="badge">{text.state[view.state]}</span>
        </h1>
        <DueLine due={view.due} />
      </header>
      <TextsEnd texts={view.texts} says={text} />
      <RelatedMatters view={view} />
      <PublicWordsPart request={request} />
      {correcting ? (
        <Correct request={request} onClose={() => setCorrecting(false)} />
      ) : (
        <div className="desk-room">
          <ReceivedText view={view} />
          <div className="stack">
            <ToDo request={request} onCorrect={() => setCorrecting(true)} />
            <StepRecord steps={view.steps} />
          </div>
        </div>
      )}
    </>
  );
}

/** The steps; a liaison or a host concerned who typed the request in has the first alone. */
function ToDo(props: { readonly request: OpenRequest; readonly onCorrect: () => void }) {
  if (props.request.view.shown === "all") {
    return (
      <>
        <h2 className="h2">{text.steps}</h2>
        <ReviewSteps {...props} />
      </>
    );
  }
  return (
    <>
      <p className="amber-note" data-testid="what-you-typed">
        {text.whatYouTyped}
      </p>
      <Completeness {...props} />
    </>
  );
}

function Correct(props: { readonly request: OpenRequest; readonly onClose: () => void }) {
  const { view, act, again } = props.request;
  const register = useAsked("desk-register", lookAtRegister);
  const [initial] = useState(() => draftOf(view.content));
  return (
    <Loaded asking={register}>
      {({ authorities }) => (
        <div className="parts-page">
          <RequestForm
            authorities={authorities.filter(
              ({ id, withdrawnAt }) => withdrawnAt === undefined || id === view.content.authorityId,
            )}
            initial={initial}
            button={deskWords.form.correct}
            act={(content) => act({ kind: "correct", content })}
            onDone={async () => {
              await again();
              props.onClose();
            }}
            onCancel={props.onClose}
          />
        </div>
      )}
    </Loaded>
  );
}

function RelatedMatters({ view }: { readonly view: RequestView }) {
  return (
    <>
      {view.repeated ? <p className="amber-note">{text.repeated}</p> : null}
      {view.alike.length === 0 ? null : (
        <p className="amber-note">
          {text.alike}:{" "}
          {view.alike.map(({ id, number, because }, index) => (
            <span key={id}>
              {index === 0 ? "" : ", "}
              <Link to="/desk/requests/$id" params={{ id }} className="link">
                {text.title(number)}
              </Link>{" "}
              ({text.because[because] ?? because})
            </span>
          ))}
        </p>
      )}
      {view.termsActs.length === 0 ? null : (
        <div className="amber-note">
          {text.termsActs}:
          <ul className="plain-list">
            {view.termsActs.map(({ id, kind, on, reviewed }) => (
              <li key={id}>
                {(deskWords.safety.act as Readonly<Record<string, string>>)[kind] ?? kind},{" "}
                {hostDay(on)}: {reviewed ? text.termsReviewed : text.termsNotReviewed}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function StepRecord({ steps }: { readonly steps: RequestView["steps"] }) {
  return (
    <details>
      <summary className="h2">{deskWords.request.record}</summary>
      <ol className="plain-list">
        {steps.map(({ at, kind, by, text }) => (
          <li key={`${at}-${kind}-${by.id}`} className="item">
            <div className="item-what">
              <p className="body">{deskWords.step[kind] ?? kind}</p>
              {text === undefined ? null : <p className="small desk-verbatim said">{text}</p>}
            </div>
            <p className="small said">
              {by.name}, <time dateTime={at}>{hostMoment(at)}</time>
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}
