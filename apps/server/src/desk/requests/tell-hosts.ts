import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { type NoticeBody, writeNotice } from "../orders/notice-store.ts";
import type { CaseOrder } from "../orders/order.ts";
import { answersOf, caseDemandsOf, contentOf, namedMeetings, type RequestCase } from "./case.ts";

/** What a host hears of a request in every notice: who demanded it, and by which law. */
function sourceOf(request: RequestCase): Omit<NoticeBody, "demands" | "places" | "excepted"> {
  const { legalBasis, reasons, forbidsNotice } = contentOf(request);
  return {
    request: request.number,
    authority: request.authority?.name,
    law: legalBasis && `${legalBasis.statute}, ${legalBasis.provision}`,
    reason: reasons,
    sealedUntil: forbidsNotice?.until,
  };
}

/** What a request demands of each meeting that still exists, by room. */
function demandsByRoom(request: RequestCase): ReadonlyMap<string, NoticeBody> {
  return new Map(
    namedMeetings(request).flatMap(({ room, index }) =>
      room === undefined
        ? []
        : [
            [
              room,
              {
                ...sourceOf(request),
                demands: caseDemandsOf(request, index).map(({ kind }) => ({ kind })),
                places: [],
                excepted: [],
              },
            ],
          ],
    ),
  );
}

/**
 * Notifies the hosts of the meetings that a request names, as it is entered or, with the request as
 * it was `before`, as it is corrected. Hosts whose meeting it no longer names are notified of that
 * too. Answers the rooms.
 */
export async function tellOfRequest(
  tx: Transaction<Database>,
  request: RequestCase,
  before?: RequestCase,
): Promise<readonly string[]> {
  const [old, now] = [before && demandsByRoom(before), demandsByRoom(request)];
  const notified: string[] = [];
  for (const room of new Set([...(old?.keys() ?? []), ...now.keys()])) {
    const [was, is] = [old?.get(room), now.get(room)];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    const gone = { ...sourceOf(request), demands: [], places: [], excepted: [] };
    const kind = was === undefined ? "request-received" : "request-corrected";
    await writeNotice(tx, room, { kind, ...(is ?? gone) });
    notified.push(room);
  }
  return notified;
}

export type RequestOutcome = "answered" | "returned" | "rejected";

/** For each demand, in order; one without an answer shares the outcome of its request. */
export function answersGiven(request: RequestCase, outcome: RequestOutcome) {
  const given = answersOf(request);
  return contentOf(request).demands.map(({ kind }, index) => ({
    kind,
    answer: outcome,
    ...given[index]?.answer,
  }));
}

/**
 * Notifies each host of what was demanded of their meeting, and its outcome. Answers the rooms.
 * @param how why it was rejected
 */
export async function tellOfEnd(
  tx: Transaction<Database>,
  request: RequestCase,
  { outcome, how }: { readonly outcome: RequestOutcome; readonly how?: string },
): Promise<readonly string[]> {
  const notified: string[] = [];
  const answers = answersGiven(request, outcome);
  for (const { room, no, index: meeting } of namedMeetings(request)) {
    if (room === undefined) continue;
    await writeNotice(tx, room, {
      kind: `request-${outcome}`,
      ...sourceOf(request),
      how,
      demands: caseDemandsOf(request, meeting).flatMap(({ index }) => answers[index] ?? []),
      ...orderPart(request.orders.find(({ meetingNo, approved }) => meetingNo === no && approved)),
    });
    notified.push(room);
  }
  return notified;
}

function orderPart(
  order: CaseOrder | undefined,
): Pick<NoticeBody, "places" | "excepted" | "from" | "until" | "orderId"> {
  if (order === undefined) return { places: [], excepted: [] };
  return {
    places: [...order.places],
    excepted: [...order.excepted],
    orderId: order.id,
    from: order.startsAt.toISOString(),
    until: order.endsAt.toISOString(),
  };
}
