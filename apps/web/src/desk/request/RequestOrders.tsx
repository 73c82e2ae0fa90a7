import type { DeskOrder } from "@graticule/api/orders";
import { isStanding } from "@graticule/desk/order-states";
import { Button } from "@mantine/core";
import { useState } from "react";
import { canUsePasskeys } from "../../api/can-use-passkeys.ts";
import { doSigned } from "../../api/desk-key.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { nameOfCode } from "../../places/names.ts";
import { ToEntry } from "../../transparency/entry/EntryList.tsx";
import { ActionButtons } from "../page/ActionButtons.tsx";
import { compareOrder, compareOrderAgain } from "../page/shown-to-sign.ts";
import { AskedAndGranted, BeyondNote } from "./AskedAndGranted.tsx";
import { OrderForm } from "./OrderForm.tsx";
import type { OpenRequest } from "./open-request.ts";
import { findingKeys, measuresOfOrder, orderableMeetings } from "./order-draft.ts";
import { Permitted } from "./Permitted.tsx";

const { order: text } = deskWords;

const why = { label: text.why, missing: text.whyMissing };

const namesOf = (codes: readonly string[]): string => codes.map(nameOfCode).join(", ");

const rangeOf = ({ from, until }: DeskOrder): string =>
  text.range(hostMoment(from), hostMoment(until));

/** Orders of the request, and the writing of one. */
export function RequestOrders({ request }: { readonly request: OpenRequest }) {
  const [writing, setWriting] = useState(false);
  const { view } = request;
  const withholds = view.content.demands.some(({ kind }) => kind === "withhold-meeting");
  // While an order waits for its approver, nobody else is waited for.
  const waits = view.orders.some(({ state }) => state === "proposed");
  const next = waits && view.may.propose === "no-such-role" ? "not-yet" : view.may.propose;
  // What the appeal ended is not begun anew on the same request.
  const open = orderableMeetings(view);
  const isOverturned = open.every((one) =>
    view.orders.some(({ meeting, state }) => meeting === one && state === "overturned"),
  );
  if (!withholds) return <p className="small">{deskWords.checklist.noOrder}</p>;
  return (
    <>
      {view.orders.map((order) => (
        <OrderCard key={order.id} request={request} order={order} />
      ))}
      {writing ? (
        <OrderForm request={request} onClose={() => setWriting(false)} />
      ) : (
        <Permitted may={next} act="propose">
          {open.length === 0 || isOverturned ? (
            <p className="small">{open.length === 0 ? text.noOpenDemand : text.overturned}</p>
          ) : (
            <WriteOrder onWrite={() => setWriting(true)} />
          )}
        </Permitted>
      )}
    </>
  );
}

/** Where the order couldn't be signed, it says so before one is written. */
function WriteOrder({ onWrite }: { readonly onWrite: () => void }) {
  return (
    <>
      {canUsePasskeys() ? null : (
        <p className="amber-note">{accountWords.fault["no-passkeys-here"]}</p>
      )}
      <div>
        <Button variant="default" onClick={onWrite} data-testid="order-write">
          {text.propose}
        </Button>
      </div>
    </>
  );
}

interface OfOrder {
  readonly request: OpenRequest;
  readonly order: DeskOrder;
}

function OrderCard({ request, order }: OfOrder) {
  const { view } = request;
  const measures = measuresOfOrder(order, view);
  return (
    <article className="stack desk-row gap-10" data-testid="order" data-state={order.state}>
      <h4 className="h2">
        {text.title} <span className="badge">{text.state[order.state]}</span>
      </h4>
      <AskedAndGranted
        content={view.content}
        meeting={order.meeting}
        places={namesOf(order.places)}
        time={rangeOf(order)}
        measures={measures}
      />
      <BeyondNote beyond={order.beyond} measures={measures} why={order.beyondWhy} />
      {order.excepted.length === 0 ? null : (
        <p className="small">{text.excepted(namesOf(order.excepted))}</p>
      )}
      <ReachesNow order={order} />
      <p className="body said">{order.reason}</p>
      <p className="small said">{order.law}</p>
      <p className="small">
        {text.noticeOf(order.noticeMinutes)}{" "}
        {order.sealedUntil === undefined ? null : text.sealedTold(hostMoment(order.sealedUntil))}
      </p>
      <Findings order={order} />
      <Involved order={order} />
      <Proposed request={request} order={order} />
      <Suspended request={request} order={order} />
      <Lift request={request} order={order} />
    </article>
  );
}

/** Where it reaches less than was approved. */
function ReachesNow({ order }: { readonly order: DeskOrder }) {
  const { state, places, excepted, reaches } = order;
  if (reaches === undefined || !isStanding(state)) return null;
  const asApproved = places.length === reaches.places.length;
  if (asApproved && excepted.length === reaches.excepted.length) return null;
  return (
    <p className="amber-note">
      {reaches.places.length === 0
        ? text.reachesNothing
        : text.reachesNow(namesOf(reaches.places), namesOf(reaches.excepted))}
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
function Involved({ order }: { readonly order: DeskOrder }) {
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
function Proposed({ request, order }: OfOrder) {
  const { view } = request;
  if (order.state !== "proposed") return null;
  const then = text.approveThen(order.proposedBy.name);
  return (
    <>
      {order.mayApprove === "yes" ? <p className="small said">{then}</p> : null}
      {order.mayApprove === "proposed-it" ? (
        <p className="amber-note">
          {text.needsOther(view.typedBy.map(({ name }) => name).join(", "))}
        </p>
      ) : (
        <Permitted may={order.mayApprove} act="approve">
          {null}
        </Permitted>
      )}
      <ActionButtons
        look="buttons"
        again={request.again}
        actions={[
          order.mayApprove === "yes" && {
            label: text.approve,
            testId: "order-approve",
            act: approve(request, order),
            ask: {
              title: text.approveTitle,
              signs: true,
              says: <Approved request={request} order={order} then={then} />,
            },
          },
          {
            label: text.decline,
            quiet: true,
            act: (said) => request.act({ kind: "decline", orderId: order.id, why: said }),
            ask: {
              title: text.declineTitle,
              says: <p className="body">{text.declineText}</p>,
              why,
            },
          },
        ]}
      />
    </>
  );
}

const approve =
  ({ view, act }: OpenRequest, order: DeskOrder) =>
  (_: string, signal: AbortSignal) => {
    const { id: orderId, toSign } = order;
    const compared = compareOrder(order, { request: view.number, now: Date.now() });
    return doSigned({ toSign, compared, signal }, (signature) =>
      act({ kind: "approve", orderId, signature }),
    );
  };

const confirmAgain =
  ({ view, act }: OpenRequest, order: DeskOrder, part: "propose" | "approve") =>
  (_: string, signal: AbortSignal) => {
    const { id: orderId, toSign } = order;
    const shown = { request: view.number, now: Date.now() };
    const compared = compareOrderAgain(`${part}-order-again`, order, shown);
    return doSigned({ toSign, compared, signal }, (signature) =>
      act({ kind: `${part}-again`, orderId, signature }),
    );
  };

/** Why an order has no effect for now; after a restore, what two people do about it. */
function Suspended({ request, order }: OfOrder) {
  if (order.state !== "suspended") return null;
  const { confirmation } = order;
  if (confirmation === undefined) return <p className="amber-note">{text.suspended.log}</p>;
  const { restoredAt, restoredEntry, proposedBy, mayPropose, mayApprove } = confirmation;
  const then = proposedBy && text.approveAgainThen(proposedBy.name);
  return (
    <>
      <p className="amber-note" data-testid="order-restored">
        {text.suspended.restored(hostMoment(restoredAt))}{" "}
        {restoredEntry === undefined ? null : (
          <>
            {text.suspended.inLog} <ToEntry index={restoredEntry} />
          </>
        )}
      </p>
      {proposedBy === undefined ? null : (
        <p className="small said">{text.suspended.confirmed(proposedBy.name)}</p>
      )}
      <Permitted
        may={proposedBy === undefined ? mayPropose : mayApprove}
        act={proposedBy === undefined ? "propose" : "approve"}
      >
        <ActionButtons
          look="buttons"
          again={request.again}
          actions={[
            then === undefined
              ? {
                  label: text.proposeAgain,
                  testId: "order-propose-again",
                  act: confirmAgain(request, order, "propose"),
                  ask: {
                    title: text.proposeAgainTitle,
                    signs: true,
                    says: <Approved request={request} order={order} then={text.proposeAgainText} />,
                  },
                }
              : {
                  label: text.approveAgain,
                  testId: "order-approve-again",
                  act: confirmAgain(request, order, "approve"),
                  ask: {
                    title: text.proposeAgainTitle,
                    signs: true,
                    says: <Approved request={request} order={order} then={then} />,
                  },
                },
          ]}
        />
      </Permitted>
    </>
  );
}

/** All of what is approved. */
function Approved({ request: { view }, order, then }: OfOrder & { readonly then: string }) {
  return (
    <>
      <p className="body said">
        {text.approveWhat(
          namesOf(order.places),
          view.content.meetings[order.meeting] ?? "",
          rangeOf(order),
        )}
      </p>
      <BeyondNote
        beyond={order.beyond}
        measures={measuresOfOrder(order, view)}
        why={order.beyondWhy}
      />
      <p className="small said">{then}</p>
    </>
  );
}

/** One person suffices to lift an order that was approved. */
function Lift({ request, order }: OfOrder) {
  if (!isStanding(order.state)) return null;
  return (
    <Permitted may={order.mayLift} act="lift">
      <ActionButtons
        look="buttons"
        again={request.again}
        actions={[
          {
            label: text.lift,
            quiet: true,
            act: (said) => request.act({ kind: "lift", orderId: order.id, why: said }),
            ask: {
              title: text.liftTitle,
              says: <p className="body">{text.liftText}</p>,
              why,
            },
          },
        ]}
      />
    </Permitted>
  );
}
