import type { ContestAnswer, DeskContest } from "@graticule/api/contests";
import { Link } from "@tanstack/react-router";
import { answerContest, listContests } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { inSentence } from "../../places/in-sentence.ts";
import { nameOfCode } from "../../places/names.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";
import { useNow } from "../../ui/use-now.ts";
import { Decide } from "../page/Decide.tsx";
import type { AtDesk } from "../page/Entered.tsx";
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
  const answer = (body: ContestAnswer) => answerContest(one.id, body);
  return (
    <Decide
      look="buttons"
      again={again}
      ways={[
        { label: text.letIn, testId: "contest-let-in", act: () => answer({ kind: "in" }) },
        {
          label: text.keepOut,
          testId: "contest-keep-out",
          quiet: true,
          act: (why) => answer({ kind: "stays-out", why }),
          ask: {
            title: text.keepOutTitle,
            confirm: text.confirm,
            says: <p className="body">{text.keepOutText}</p>,
            why: { label: text.why, missing: text.whyFault, most: 500 },
          },
        },
      ]}
    />
  );
}
