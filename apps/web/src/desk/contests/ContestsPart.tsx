import type { ContestAnswer, DeskContest } from "@graticule/api/contests";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answerContest, listContests } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { inSentence } from "../../places/in-sentence.ts";
import { nameOfCode } from "../../places/names.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";
import { useNow } from "../../ui/use-now.ts";
import type { AtDesk } from "../page/Entered.tsx";
import { useDeskAct } from "../page/reasons.ts";
import { TextDialog } from "../page/TextDialog.tsx";
import { clockLeft } from "./clock-left.ts";
import { MisplacementsPart } from "./MisplacementsPart.tsx";

const { contests: text } = deskWords;

/** They wait for minutes: what is seen here must not be older than some seconds. */
const everyMs = 5_000;

/** Those who say to an order that they are not there: what speaks for it, the clock, and the answer. */
export function ContestsPart({ again }: AtDesk) {
  const asking = useAsked("desk-contests", listContests, { everyMs });
  const now = useNow(1_000);
  const all = async (): Promise<void> => {
    await Promise.all([asking.again(), again()]);
  };
  return (
    <>
      <p className="body">{text.text}</p>
      <Loaded asking={asking}>
        {(contests) =>
          contests.length === 0 ? (
            <p className="small" data-testid="no-contests">
              {text.none}
            </p>
          ) : (
            contests.map((one) => <Case key={one.id} one={one} now={now} again={all} />)
          )
        }
      </Loaded>
      <MisplacementsPart />
    </>
  );
}

interface CaseProps {
  readonly one: DeskContest;
  readonly now: number;
  readonly again: () => Promise<void>;
}

function Case({ one, now, again }: CaseProps) {
  const { place, evidence, devicePlace, dueAt, request, mayAnswer } = one;
  const clock = clockLeft(Date.parse(dueAt), now);
  const name = inSentence(nameOfCode(place));
  const because = evidence.flatMap(({ kind }) => text.because[kind] ?? []);
  return (
    <Part title={text.title(name)} testId="contest">
      <p className="body row" style={{ gap: "4px 16px" }}>
        <time dateTime={dueAt} data-testid="contest-clock">
          {clock === undefined ? text.over : text.left(clock)}
        </time>
        <Link to="/desk/requests/$id" params={{ id: request.id }} className="link">
          {text.toRequest(request.number)}
        </Link>
      </p>
      <dl className="desk-facts">
        <dt>{text.speaks}</dt>
        <dd>{because.join(" ")}</dd>
        <dt>{text.device}</dt>
        <dd>
          {devicePlace === undefined ? text.deviceSilent : text.deviceSays(nameOfCode(devicePlace))}
        </dd>
      </dl>
      {mayAnswer === "yes" ? (
        <Answer one={one} again={again} />
      ) : (
        <p className="small">{deskWords.reason[mayAnswer]}</p>
      )}
    </Part>
  );
}

function Answer({ one, again }: Omit<CaseProps, "now">) {
  const [keepsOut, setKeepsOut] = useState(false);
  const answer = (body: ContestAnswer) => answerContest(one.id, body);
  const letIn = useDeskAct(() => answer({ kind: "in" }), again);
  return (
    <>
      <FaultLine fault={letIn.fault} />
      <div className="row">
        <Button
          loading={letIn.busy}
          onClick={() => letIn.run(undefined)}
          data-testid="contest-let-in"
        >
          {text.letIn}
        </Button>
        <Button variant="default" onClick={() => setKeepsOut(true)} data-testid="contest-keep-out">
          {text.keepOut}
        </Button>
      </div>
      {keepsOut ? (
        <TextDialog
          title={text.keepOutTitle}
          text={text.keepOutText}
          label={text.why}
          missing={text.whyFault}
          confirm={text.confirm}
          most={500}
          act={(why) => answer({ kind: "stays-out", why })}
          onDone={again}
          onClose={() => setKeepsOut(false)}
        />
      ) : null}
    </>
  );
}
