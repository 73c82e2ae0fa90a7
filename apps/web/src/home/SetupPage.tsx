import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { exchangeSetupToken } from "../api/meetings.ts";
import { hostWords } from "../i18n/host-words.ts";
import { words } from "../i18n/words.ts";
import { secretOf } from "../meetings/meeting-link.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { Notice } from "../ui/Notice.tsx";

type SetupState = "working" | "done" | "used" | "wrong" | "missing" | "offline";

/** One exchange a token, also when React runs an effect twice: the link works only once. */
const exchanges = new Map<string, Promise<SetupState>>();

async function exchange(token: string): Promise<SetupState> {
  const answer = await exchangeSetupToken(token);
  if (answer.kind === "ok") return "done";
  if (answer.kind === "offline") return "offline";
  switch (answer.code) {
    case "conflict":
      return "used";
    case "unauthorized":
    case "invalid":
      return "wrong";
    default:
      return "offline";
  }
}

/** `again`: where the answer never came. The token is known here only: the address bar lost it. */
function exchangeOnce(token: string, again: boolean): Promise<SetupState> {
  const running = (again ? undefined : exchanges.get(token)) ?? exchange(token);
  exchanges.set(token, running);
  return running;
}

/** Exchanges the one-time link for the operator's session; the token leaves the address bar. */
export function SetupPage() {
  const [state, setState] = useState<SetupState>("working");
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const token = secretOf(window.location.hash) ?? [...exchanges.keys()].at(-1);
    if (token === undefined) {
      setState("missing");
      return;
    }
    let shown = true;
    window.history.replaceState(window.history.state, "", "/setup");
    exchangeOnce(token, attempt > 0).then(
      (next) => shown && setState(next),
      () => shown && setState("offline"),
    );
    return () => {
      shown = false;
    };
  }, [attempt]);
  const retry = (): void => {
    setState("working");
    setAttempt(attempt + 1);
  };
  return <SetupNotice state={state} onRetry={retry} />;
}

function SetupNotice(props: { readonly state: SetupState; readonly onRetry: () => void }) {
  const { state } = props;
  switch (state) {
    case "working":
      return <Notice title={hostWords.setup.title}>{hostWords.setup.working}</Notice>;
    case "done":
      return (
        <Notice
          key="done"
          testId="setup-done"
          title={hostWords.setup.done}
          actions={
            <ButtonLink to="/new" data-testid="new-meeting">
              {hostWords.setup.newMeeting}
            </ButtonLink>
          }
        >
          {hostWords.setup.doneDetail}
        </Notice>
      );
    case "used":
    case "wrong":
      return (
        <Notice key={state} title={hostWords.setup[`${state}Title`]} testId={`setup-${state}`}>
          {hostWords.setup[state]}
        </Notice>
      );
    case "missing":
      return (
        <Notice key="missing" title={hostWords.setup.missingTitle} testId="setup-missing">
          {hostWords.setup.missing}
        </Notice>
      );
    case "offline":
      return (
        <Notice
          key="offline"
          title={words.gone.noAnswerTitle}
          actions={<Button onClick={props.onRetry}>{words.app.retry}</Button>}
        >
          {hostWords.setup.noAnswer}
        </Notice>
      );
  }
}
