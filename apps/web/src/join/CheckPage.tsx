import type { Door } from "@graticule/api/meetings";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { Answer } from "../api/client.ts";
import { lookAtDoor } from "../api/meetings.ts";
import { placesAreNamed } from "../api/own-place-names.ts";
import { readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { nameOfPick } from "../places/names.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { Certainty } from "../ui/page/Certainty.tsx";
import { MeetingTitle, Notice } from "../ui/page/Notice.tsx";
import { LoadingPage, Shell } from "../ui/page/Shell.tsx";
import "../ui/page/refused.css";
import { type CheckResult, checkResult } from "./check-result.ts";
import { holdsText } from "./DoorFacts.tsx";
import { Ended } from "./Ended.tsx";
import { JoiningFrom } from "./JoiningFrom.tsx";

const lookOnce = async (code: string): Promise<Answer<Door>> =>
  (await Promise.all([lookAtDoor(code), placesAreNamed()]))[0];

/** "Will I get in?": the decision about this connection, without joining, days before. */
export function CheckPage() {
  const { code } = useParams({ from: "/check/$code" });
  const query = useQuery({
    queryKey: ["check", code],
    queryFn: () => lookOnce(code),
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  const look = (): void => void query.refetch();
  if (query.data === undefined) {
    return <LoadingPage title={words.check.title} />;
  }
  if (query.data.kind !== "ok") return <Unanswered answer={query.data} onAgain={look} />;
  return <Checked door={query.data.value} looking={query.isFetching} onAgain={look} />;
}

function Unanswered(props: {
  readonly answer: Exclude<Answer<Door>, { kind: "ok" }>;
  readonly onAgain: () => void;
}) {
  const { answer } = props;
  if (answer.kind === "problem" && (answer.code === "not-found" || answer.code === "invalid")) {
    return (
      <Notice title={words.gone.notFoundTitle} testId="no-meeting">
        {words.gone.notFound}
      </Notice>
    );
  }
  return (
    <Notice
      title={words.gone.noAnswerTitle}
      testId="check-no-answer"
      actions={<Button onClick={props.onAgain}>{words.check.again}</Button>}
    >
      {answer.kind === "offline" ? words.app.offline : words.app.failed}
    </Notice>
  );
}

function Checked(props: {
  readonly door: Door;
  readonly looking: boolean;
  readonly onAgain: () => void;
}) {
  const { door } = props;
  const result = checkResult(door, { name: nameOfPick, reader: { now: Date.now() } });
  if (result.kind === "ended") {
    return <Ended by={result.by} />;
  }
  return (
    <Shell title={words.check.title} centred places>
      <div className="stack refused" data-testid="check" data-kind={result.kind}>
        <div className="stack gap-8">
          <MeetingTitle title={door.title} />
          <p className="small">{words.check.title}</p>
          <div role="status" className="stack gap-16">
            <h1 className="h1">{result.answer}</h1>
            {result.why.map((sentence) => (
              <p className="lead" key={sentence}>
                {sentence}
              </p>
            ))}
          </div>
        </div>
        <hr className="rule-line" />
        <Facts door={door} />
        <div className="row">
          <ToMeeting result={result} code={door.code} />
          <Button
            variant="default"
            loading={props.looking}
            onClick={props.onAgain}
            data-testid="check-again"
          >
            {words.check.again}
          </Button>
        </div>
      </div>
    </Shell>
  );
}

function Facts({ door }: { readonly door: Door }) {
  const now = Date.now();
  const coming = door.startsAt !== undefined && Date.parse(door.startsAt) > now;
  return (
    <div className="stack gap-8">
      <JoiningFrom seen={door} help="here" testId="check-place" />
      {coming ? (
        <p className="small">{words.check.starts(readTime(door.startsAt ?? "", { now }))}</p>
      ) : null}
      {door.limits.length === 0 && door.limitedByOrder === undefined ? null : (
        <p className="small">{holdsText(door)}</p>
      )}
      <p className="small">{words.check.onTheDay}</p>
      <Certainty line />
      <p className="small">{words.check.nothingKept}</p>
    </div>
  );
}

function ToMeeting({ result, code }: { readonly result: CheckResult; readonly code: string }) {
  if (result.kind === "no") return null;
  return (
    // With the link secret.
    <ButtonLink to="/m/$code" params={{ code }} hash data-testid="check-open">
      {words.check.open}
    </ButtonLink>
  );
}
