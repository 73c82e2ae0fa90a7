import type { DeskOrder } from "@graticule/api/orders";
import { Button } from "@mantine/core";
import { useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { nameOfCode } from "../../places/names.ts";
import { Decide } from "../page/Decide.tsx";
import { AskedAndGranted } from "./AskedAndGranted.tsx";
import { Beyond } from "./Beyond.tsx";
import { OrderForm } from "./OrderForm.tsx";
import { findingKeys, measuresOfOrder, orderableMeetings } from "./order-draft.ts";
import type { InRoom } from "./room.ts";
import { WhatMay } from "./WhatMay.tsx";

const { order: text } = deskWords;

/** Orders of the request, and the writing of one. */
export function Orders({ room }: { readonly room: InRoom }) {
  const [writing, setWriting] = useState(false);
  const { view } = room;
  const withholds = view.content.demands.some(({ kind }) => kind === "withhold-meeting");
  if (!withholds) return <p className="small">{deskWords.checklist.noOrder}</p>;
  return (
    <>
      {view.orders.map((order) => (
        <OrderCard key={order.id} room={room} order={order} />
      ))}
      {writing ? (
        <OrderForm room={room} onClose={() => setWriting(false)} />
      ) : (
        <WhatMay may={view.may.propose}>
          {orderableMeetings(view).length === 0 ? (
            <p className="small" data-testid="no-open-demand">
              {text.noOpenDemand}
            </p>
          ) : (
            <div>
              <Button variant="default" onClick={() => setWriting(true)} data-testid="order-write">
                {text.propose}
              </Button>
            </div>
          )}
        </WhatMay>
      )}
    </>
  );
}

interface OfOrder {
  readonly room: InRoom;
  readonly order: DeskOrder;
}

function OrderCard({ room, order }: OfOrder) {
  const { view } = room;
  const measures = measuresOfOrder(order, view);
  return (
    <article
      className="stack desk-row gap-10"
      data-testid="order"
      data-state={order.state}
    >
      <h4 className="h2">
        {text.title} <span className="badge">{text.state[order.state]}</span>
      </h4>
      <AskedAndGranted
        content={view.content}
        meeting={order.meeting}
        places={order.places.map(nameOfCode).join(", ")}
        time={text.range(hostMoment(order.from), hostMoment(order.until))}
        measures={measures}
      />
      <Beyond beyond={order.beyond} measures={measures} why={order.beyondWhy} />
      {order.excepted.length === 0 ? null : (
        <p className="small">{text.excepted(order.excepted.map(nameOfCode).join(", "))}</p>
      )}
      <ReachesNow order={order} />
      <p className="body said">{order.reason}</p>
      <p className="small said">{order.law}</p>
      <p className="small">
        {text.noticeOf(order.noticeMinutes)}{" "}
        {order.sealedUntil === undefined ? null : text.sealedUntil(hostMoment(order.sealedUntil))}
      </p>
      <Findings order={order} />
      <Hands order={order} />
      <Proposed room={room} order={order} />
      <Lift room={room} order={order} />
    </article>
  );
}

/** Where it reaches less than was approved. */
function ReachesNow({
  order: { state, places, excepted, reaches },
}: {
  readonly order: DeskOrder;
}) {
  if (reaches === undefined || (state !== "approved" && state !== "in-force")) return null;
  const asApproved = places.length === reaches.places.length;
  if (asApproved && excepted.length === reaches.excepted.length) return null;
  const named = (codes: readonly string[]): string => codes.map(nameOfCode).join(", ");
  return (
    <p className="amber-note" data-testid="reaches-now">
      {reaches.places.length === 0
        ? text.reachesNothing
        : text.reachesNow(named(reaches.places), named(reaches.excepted))}
    </p>
  );
}

function Findings({ order }: { readonly order: DeskOrder }) {
  return (
    <details>
      <summary className="small">{text.findings}</summary>
      {findingKeys.map((key) => (
        <section key={key}>
          <h5 className="small">{text.finding[key]}</h5>
          <p className="desk-verbatim said">{order.findings[key]}</p>
        </section>
      ))}
    </details>
  );
}

/** Who did what to it, and when. */
function Hands({ order }: { readonly order: DeskOrder }) {
  const { proposedBy, proposedAt, approvedBy, approvedAt, endedAt, why, appealDueAt } = order;
  return (
    <div className="small said">
      <p className="small">{text.proposed(proposedBy.name, hostMoment(proposedAt))}</p>
      {approvedBy === undefined || approvedAt === undefined ? null : (
        <p className="small">{text.approved(approvedBy.name, hostMoment(approvedAt))}</p>
      )}
      {endedAt === undefined ? null : <p className="small">{text.ended(hostMoment(endedAt))}</p>}
      {why === undefined ? null : <p className="small">{why}</p>}
      {appealDueAt === undefined ? null : (
        <p className="amber-note">{text.appealDue(hostMoment(appealDueAt))}</p>
      )}
    </div>
  );
}

/** A proposed order: another person approves, anyone who reviews declines. */
function Proposed({ room, order }: OfOrder) {
  const { view } = room;
  if (order.state !== "proposed") return null;
  const then = text.approveThen(order.proposedBy.name);
  return (
    <>
      {order.mayApprove === "yes" ? <p className="small said">{then}</p> : null}
      {order.mayApprove === "proposed-it" ? (
        <p className="amber-note" data-testid="needs-other">
          {text.needsOther(view.typedBy.map(({ name }) => name).join(", "))}
        </p>
      ) : (
        <WhatMay may={order.mayApprove}>{null}</WhatMay>
      )}
      <Decide
        look="buttons"
        again={room.again}
        ways={[
          order.mayApprove === "yes" && {
            label: text.approve,
            testId: "order-approve",
            act: () => room.act({ kind: "approve", orderId: order.id }),
            ask: { title: text.approveTitle, says: <Approved {...{ room, order, then }} /> },
          },
          {
            label: text.decline,
            testId: "order-decline",
            quiet: true,
            act: (why) => room.act({ kind: "decline", orderId: order.id, why }),
            ask: {
              title: text.declineTitle,
              says: <p className="body">{text.declineText}</p>,
              why: { label: text.why, missing: text.whyMissing },
            },
          },
        ]}
      />
    </>
  );
}

/** What is approved, once more and whole. */
function Approved({ room: { view }, order, then }: OfOrder & { readonly then: string }) {
  return (
    <>
      <p className="body said">
        {text.approveWhat(
          order.places.map(nameOfCode).join(", "),
          view.content.meetings[order.meeting] ?? "",
          text.range(hostMoment(order.from), hostMoment(order.until)),
        )}
      </p>
      <Beyond beyond={order.beyond} measures={measuresOfOrder(order, view)} why={order.beyondWhy} />
      <p className="small said">{then}</p>
    </>
  );
}

/** One person suffices to lift an order that was approved. */
function Lift({ room, order }: OfOrder) {
  if (order.state !== "approved" && order.state !== "in-force") return null;
  return (
    <WhatMay may={order.mayLift}>
      <Decide
        look="buttons"
        again={room.again}
        ways={[
          {
            label: text.lift,
            testId: "order-lift",
            quiet: true,
            act: (why) => room.act({ kind: "lift", orderId: order.id, why }),
            ask: {
              title: text.liftTitle,
              says: <p className="body">{text.liftText}</p>,
              why: { label: text.why, missing: text.whyMissing },
            },
          },
        ]}
      />
    </WhatMay>
  );
}
