import type { RequestView } from "@graticule/api/requests";
import { groundTexts } from "@graticule/desk/answer-letter";
import { answersByOrders } from "@graticule/desk/asked";
import { answersTo, type Ground } from "@graticule/desk/demand";
import { useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { SelectField } from "../page/fields.tsx";
import { ActButton } from "./ActButton.tsx";
import { measuresOfOrder } from "./order-draft.ts";
import type { InRoom } from "./room.ts";
import { WhatMay } from "./WhatMay.tsx";

const { demands: text } = deskWords;

/** Every demand with its answer, or with the answers that exist for it. */
export function Answers({ room }: { readonly room: InRoom }) {
  const { content } = room.view;
  return (
    <ul className="plain-list">
      {content.demands.map((demand, index) => (
        <li key={`${index} ${demand.kind}`} className="item" data-testid={`answer-${index}`}>
          <div className="item-what stack gap-6">
            <p className="body">
              {deskWords.form.demand(index + 1)}: {deskWords.demand[demand.kind]}
            </p>
            <Answer room={room} index={index} />
          </div>
        </li>
      ))}
    </ul>
  );
}

interface OfDemand {
  readonly room: InRoom;
  readonly index: number;
}

function Answer({ room, index }: OfDemand) {
  const given = room.view.answers[index];
  if (given) return <Given given={given} />;
  return (
    <WhatMay may={room.view.may.answer}>
      <Give room={room} index={index} />
    </WhatMay>
  );
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

function Give({ room, index }: OfDemand) {
  const kind = room.view.content.demands[index]?.kind ?? "other";
  const answers = answersTo[kind];
  if (answers.kind === "by-findings") {
    return <ByFindings room={room} index={index} grounds={answers.grounds} />;
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
      <ActButton
        room={room}
        act={{ kind: "answer-demand", demand: index, answer, ground }}
        label={text.give[answer]}
        name={text.giveTo(index + 1, text.give[answer])}
        variant="default"
        testId={`answer-${index}-give`}
      />
    </>
  );
}

/** A withholding: by an order that was approved, or refused with a ground. */
function ByFindings({ room, index, grounds }: OfDemand & { readonly grounds: readonly Ground[] }) {
  const { view } = room;
  const meeting = view.content.demands[index]?.meeting;
  const recommended = new Set(
    (meeting === undefined
      ? view.namedMeetings
      : view.namedMeetings.slice(meeting, meeting + 1)
    ).map(({ recommendation }) => recommendation),
  );
  const few = recommended.size === 1 && recommended.has("no-action");
  const [ground, setGround] = useState<Ground | "">(
    few ? "too-few-there" : recommended.has("cannot-tell") ? "cannot-tell-there" : "",
  );
  const chosen = ground === "" ? undefined : ground;
  const concerned = meeting === undefined ? view.content.meetings.map((_, at) => at) : [meeting];
  const orders = view.orders.filter(
    (order) => order.approvedAt !== undefined && concerned.includes(order.meeting),
  );
  const can = answersByOrders(
    orders.map((order) => measuresOfOrder(order, view)),
    concerned.every((one) => orders.some((order) => order.meeting === one)),
  );
  return (
    <>
      {orders.length > 0 ? (
        <div className="row">
          {can.map((answer) => (
            <ActButton
              key={answer}
              room={room}
              act={
                answer === "met"
                  ? { kind: "answer-demand", demand: index, answer }
                  : chosen && { kind: "answer-demand", demand: index, answer, ground: chosen }
              }
              missing={text.groundMissing}
              label={text[answer]}
              name={text.giveTo(index + 1, text[answer])}
              variant="default"
              testId={`answer-${index}-${answer}`}
            />
          ))}
        </div>
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
      <ActButton
        room={room}
        act={chosen && { kind: "answer-demand", demand: index, answer: "refused", ground: chosen }}
        missing={text.groundMissing}
        label={text.give.refused}
        name={text.giveTo(index + 1, text.give.refused)}
        variant="default"
        testId={`answer-${index}-give`}
      />
    </>
  );
}
