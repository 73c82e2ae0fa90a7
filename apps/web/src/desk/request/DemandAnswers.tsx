import type { DeskOrder } from "@graticule/api/orders";
import type { RequestView } from "@graticule/api/requests";
import { answersByOrders } from "@graticule/desk/asked";
import { type AnswerKind, answersTo, type Ground } from "@graticule/desk/demand";
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
                  <Given
                    given={given}
                    isOverturned={isOverturned(ordersFor(request.view, index))}
                  />
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

function Given(props: {
  readonly given: NonNullable<RequestView["answers"][number]>;
  readonly isOverturned: boolean;
}) {
  const { answer, ground, by, at } = props.given;
  return (
    <>
      <p className="body">
        {deskWords.answer[answer]}.{ground === undefined ? null : ` ${groundTexts[ground]}`}
      </p>
      {props.isOverturned && (answer === "met" || answer === "narrowed") ? (
        <p className="body">{text.overturned}</p>
      ) : null}
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
            ask: askOf(answer),
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

/** What is asked before an answer, which stands once it is given. */
const askOf = (answer: AnswerKind) => ({
  title: text.askTitle[answer],
  says: <p className="body">{text.askText}</p>,
});

/** A withholding: by an order that was approved, or refused with a ground. */
function ByFindings({
  request,
  index,
  grounds,
}: OfDemand & { readonly grounds: readonly Ground[] }) {
  const { view } = request;
  const concerned = concernedBy(view, index);
  const [ground, setGround] = useState<Ground | "">("");
  const [chosen, setChosen] = useState<"narrowed" | "refused">();
  const orders = ordersFor(view, index);
  const can = answersByOrders(
    orders.map((order) => measuresOfOrder(order, view)),
    concerned.every((one) => orders.some((order) => order.meeting === one)),
  );
  const labels = { met: text.met, narrowed: text.narrowed, refused: text.give.refused };
  if (chosen === undefined) {
    return (
      <>
        {orders.length > 0 ? null : <p className="small">{text.metWhen}</p>}
        {isOverturned(orders) ? <p className="body">{text.overturned}</p> : null}
        <ActionButtons
          look="buttons"
          again={request.again}
          actions={[...can, "refused" as const].map((answer) =>
            answer === "met"
              ? {
                  ...buttonOf(index, labels.met, "met"),
                  act: () => request.act({ kind: "answer-demand", demand: index, answer }),
                  ask: askOf("met"),
                }
              : {
                  ...buttonOf(index, labels[answer], answer),
                  open: () => setChosen(answer),
                },
          )}
        />
      </>
    );
  }
  return (
    <>
      <div ref={focusSelect}>
        <SelectField
          label={text.ground}
          value={ground}
          options={[
            { value: "", label: text.chooseGround },
            ...grounds.map((value) => ({ value, label: groundTexts[value] })),
          ]}
          testId={`answer-${index}-ground`}
          onChange={setGround}
        />
      </div>
      <ActionButtons
        look="buttons"
        again={request.again}
        actions={[
          {
            ...buttonOf(index, labels[chosen], "give"),
            act:
              ground === ""
                ? text.groundMissing
                : () =>
                    request.act({ kind: "answer-demand", demand: index, answer: chosen, ground }),
            ask: askOf(chosen),
          },
          { ...buttonOf(index, text.back, "back"), open: () => setChosen(undefined) },
        ]}
      />
    </>
  );
}

/** The button that had the focus is gone. */
const focusSelect = (around: HTMLElement | null): void => around?.querySelector("select")?.focus();

/** The meetings that a demand is about, by their place in the request. */
function concernedBy({ content }: RequestView, index: number): readonly number[] {
  const meeting = content.demands[index]?.meeting;
  return meeting === undefined ? content.meetings.map((_, at) => at) : [meeting];
}

/** The approved orders that answer a demand. */
function ordersFor(view: RequestView, index: number): readonly DeskOrder[] {
  const concerned = concernedBy(view, index);
  return view.orders.filter(
    ({ approvedAt, meeting }) => approvedAt !== undefined && concerned.includes(meeting),
  );
}

const isOverturned = (orders: readonly DeskOrder[]): boolean =>
  orders.length > 0 && orders.every(({ state }) => state === "overturned");
