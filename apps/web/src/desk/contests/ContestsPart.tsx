import type { ContestAnswer, DeskContest } from "@graticule/api/contests";
import { Link } from "@tanstack/react-router";
import { answerContest, listContests } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { inSentence } from "../../places/in-sentence.ts";
import { nameOfCode } from "../../places/names.ts";
import { Facts } from "../../ui/Facts.tsx";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { useNow } from "../../ui/use-now.ts";
import { ActionButtons } from "../page/ActionButtons.tsx";
import { type AtDesk, refreshingDesk } from "../page/DeskAccess.tsx";
import { clockLeft } from "./clock-left.ts";
import { MisplacementsPart } from "./MisplacementsPart.tsx";

const { contests: text } = deskWords;

/** A contest waits for ten minutes: what is shown must be a few seconds old at most. */
const everyMs = 5_000;

/** People who contest the place that an order kept them out for: the evidence, the clock, and the answer. */
export function ContestsPart(at: AtDesk) {
  const asking = refreshingDesk(useAsked("desk-contests", listContests, { everyMs }), at);
  const now = useNow(1_000);
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
            contests.map((one) => <Case key={one.id} one={one} now={now} again={asking.again} />)
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
    <PagePart title={text.title(name)} testId="contest">
      <p className="body row" style={{ gap: "4px 16px" }}>
        <time dateTime={dueAt} data-testid="contest-clock">
          {clock === undefined ? text.over : text.left(clock)}
        </time>
        <Link to="/desk/requests/$id" params={{ id: request.id }} className="link">
          {text.toRequest(request.number)}
        </Link>
      </p>
      <Facts
        className="desk-facts"
        facts={[
          [text.speaks, because.join(" ")],
          [
            text.device,
            devicePlace === undefined
              ? text.deviceSilent
              : text.deviceSays(nameOfCode(devicePlace)),
          ],
        ]}
      />
      {mayAnswer === "yes" ? (
        <AnswerButtons one={one} again={again} />
      ) : (
        <p className="small">{deskWords.reason[mayAnswer]}</p>
      )}
    </PagePart>
  );
}

function AnswerButtons({ one, again }: Omit<CaseProps, "now">) {
  const answer = (body: ContestAnswer) => answerContest(one.id, body);
  return (
    <ActionButtons
      look="buttons"
      again={again}
      actions={[
        { label: text.letIn, testId: "contest-let-in", act: () => answer({ kind: "in" }) },
        {
          label: text.keepOut,
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
