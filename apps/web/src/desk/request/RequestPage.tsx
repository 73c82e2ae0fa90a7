import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { actOnRequest, lookAtRegister, lookAtRequest } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { Shell } from "../../ui/page/Shell.tsx";
import { RequestForm } from "../enter/RequestForm.tsx";
import { draftOf } from "../enter/request-draft.ts";
import { Due } from "../OverviewPart.tsx";
import { type AtDesk, Entered } from "../page/Entered.tsx";
import { withReason } from "../page/reasons.ts";
import { Around } from "./Around.tsx";
import { Came } from "./Came.tsx";
import { Complete } from "./Complete.tsx";
import { PublicWords } from "./PublicWords.tsx";
import { RecordOf } from "./RecordOf.tsx";
import type { InRoom } from "./room.ts";
import { Steps } from "./Steps.tsx";

const { request: text } = deskWords;

/** One request, to be read and answered: what came on one side, what is to do on the other. */
export function RequestPage() {
  const { id = "" } = useParams({ strict: false });
  return <Entered title={deskWords.name}>{(at) => <Room key={id} id={id} at={at} />}</Entered>;
}

const everyMs = 30_000;

function Room({ id, at }: { readonly id: string; readonly at: AtDesk }) {
  const asking = useAsked(`desk-request-${id}`, async () => withReason(await lookAtRequest(id)), {
    everyMs,
  });
  const { asked } = asking;
  const title = asked.kind === "ok" ? text.title(asked.value.number) : deskWords.name;
  const again = async (): Promise<void> => {
    await Promise.all([asking.again(), at.again()]);
  };
  return (
    <Shell title={title} width="wide">
      <div className="stack gap-24">
        <div>
          <Link to="/desk" className="link">
            {text.back}
          </Link>
        </div>
        <Loaded asking={asking}>
          {(view) => <ReadingRoom room={{ view, act: (act) => actOnRequest(id, act), again }} />}
        </Loaded>
      </div>
    </Shell>
  );
}

function ReadingRoom({ room }: { readonly room: InRoom }) {
  const { view } = room;
  const [correcting, setCorrecting] = useState(false);
  return (
    <>
      <header className="row spread">
        <h1 className="h1">
          {text.title(view.number)} <span className="badge">{text.state[view.state]}</span>
        </h1>
        <Due due={view.due} />
      </header>
      <Around view={view} />
      <PublicWords room={room} />
      {correcting ? (
        <Correct room={room} onClose={() => setCorrecting(false)} />
      ) : (
        <div className="desk-room">
          <Came view={view} />
          <div className="stack">
            <ToDo room={room} onCorrect={() => setCorrecting(true)} />
            <RecordOf steps={view.steps} />
          </div>
        </div>
      )}
    </>
  );
}

/** The steps; to a liaison who typed it in only that one. */
function ToDo(props: { readonly room: InRoom; readonly onCorrect: () => void }) {
  if (props.room.view.shown === "all") {
    return (
      <>
        <h2 className="h2">{text.steps}</h2>
        <Steps {...props} />
      </>
    );
  }
  return (
    <>
      <p className="amber-note" data-testid="what-you-typed">
        {text.whatYouTyped}
      </p>
      <Complete {...props} />
    </>
  );
}

function Correct(props: { readonly room: InRoom; readonly onClose: () => void }) {
  const { view, act, again } = props.room;
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
