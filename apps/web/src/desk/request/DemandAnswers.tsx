import type { RequestView } from "@graticule/api/requests";
import { answersByOrders } from "@graticule/desk/asked";
import { answersTo, type Ground } from "@graticule/desk/demand";
import { groundTexts } from "@graticule/desk/demand-texts";
import { useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { ActionButtons } from "../page/ActionButtons.tsx";
import { SelectField } from "../page/fields.tsx";
import type { OpenRequest } from "./open-request.ts";
import { measuresOfOrder } from "./order-draft.ts";
import { Permitted } from "./Permitted.tsx";

const { demands: text } = deskWords;

/** Every demand with its answer, or with the answers that exist for it. */
export function DemandAnswers({ request }: { readonly request: OpenRequest }) {
  const { content, answers, may } = request.view;
  return (
    <>
      <ul className="plain-list">
        {content.demands.map((demand, index) => {
          const given = answers[index];
          return (
            <li key={`${index} ${demand.kind}`} className="item" data-testid={`answer-${index}`}>
              <div className="item-what stack gap-6">
                <p className="body">
                  {deskWords.form.demand(index + 1)}: {deskWords.demand[demand.kind]}
                </p>
                {given ? (
                  <Given given={given} />
                ) : (
                  may.answer === "yes" && <Give request={request} index={index} />
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {answers.includes(null) && may.answer !== "yes" ? (
        <Permitted may={may.answer} act="review">
          {null}
        </Permitted>
      ) : null}
    </>
  );
}

interface OfDemand {
  readonly request: OpenRequest;
  readonly index: number;
}

function Given(props: { readonly given: NonNullable<RequestView["answers"][number]> }) {
  const { answer, ground, by, at } = props.given;
  return (
    <>
      <p className="body">
        {deskWords.answer[answer]}.{ground === undefined ? null : ` ${groundTexts[ground]}`}
      </p>
      <p className="small said">{text.by(by.name, hostMoment(at))}</p>
    </>
  );
}

function Give({ request, index }: OfDemand) {
  const kind = request.view.content.demands[index]?.kind ?? "other";
  const answers = answersTo[kind];
  if (answers.kind === "by-findings") {
    return <ByFindings request={request} index={index} grounds={answers.grounds} />;
  }
  const { answer, ground } = answers;
  return (
    <>
      <p className="small">
        {text.fixed}. {text.goesBack} {deskWords.answer[answer]}. {groundTexts[ground]}
        {kind === "hand-over-data" ? (
          <>
            {" "}
            <a href="/what-we-hold" className="link">
              {text.toHeld}
            </a>
          </>
        ) : null}
      </p>
      <ActionButtons
        look="buttons"
        again={request.again}
        actions={[
          {
            ...buttonOf(index, text.give[answer], "give"),
            act: () => request.act({ kind: "answer-demand", demand: index, answer, ground }),
          },
        ]}
      />
    </>
  );
}

const buttonOf = (index: number, label: string, testId: string) => ({
  label,
  name: text.giveTo(index + 1, label),
  quiet: true,
  testId: `answer-${index}-${testId}`,
});

/** A withholding: by an order that was approved, or refused with a ground. */
function ByFindings({
  request,
  index,
  grounds,
}: OfDemand & { readonly grounds: readonly Ground[] }) {
  const { view } = request;
  const meeting = view.content.demands[index]?.meeting;
  const named =
    meeting === undefined ? view.namedMeetings : view.namedMeetings.slice(meeting, meeting + 1);
  const recommended = new Set(named.map(({ recommendation }) => recommendation));
  const few = recommended.size === 1 && recommended.has("no-action");
  const [ground, setGround] = useState<Ground | "">(
    few ? "too-few-there" : recommended.has("cannot-tell") ? "cannot-tell-there" : "",
  );
  const concerned = meeting === undefined ? view.content.meetings.map((_, at) => at) : [meeting];
  const orders = view.orders.filter(
    (order) => order.approvedAt !== undefined && concerned.includes(order.meeting),
  );
  const can = answersByOrders(
    orders.map((order) => measuresOfOrder(order, view)),
    concerned.every((one) => orders.some((order) => order.meeting === one)),
  );
  const giving = (answer: "met" | "narrowed" | "refused") => {
    if (answer === "met")
      return () => request.act({ kind: "answer-demand", demand: index, answer });
    if (ground === "") return text.groundMissing;
    return () => request.act({ kind: "answer-demand", demand: index, answer, ground });
  };
  return (
    <>
      {orders.length > 0 ? (
        <ActionButtons
          look="buttons"
          again={request.again}
          actions={can.map((answer) => ({
            ...buttonOf(index, text[answer], answer),
            act: giving(answer),
          }))}
        />
      ) : (
        <p className="small">{text.metWhen}</p>
      )}
      <SelectField
        label={text.ground}
        value={ground}
        options={[
          { value: "", label: text.chooseGround },
          ...grounds
            .filter((one) => one !== "too-few-there" || few)
            .map((value) => ({ value, label: groundTexts[value] })),
        ]}
        testId={`answer-${index}-ground`}
        onChange={setGround}
      />
      <ActionButtons
        look="buttons"
        again={request.again}
        actions={[{ ...buttonOf(index, text.give.refused, "give"), act: giving("refused") }]}
      />
    </>
  );
}
