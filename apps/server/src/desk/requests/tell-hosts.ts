import { findSparingCitations } from "@graticule/desk/must-hide";
import { redactedWords, spansToHide } from "@graticule/desk/redaction";
import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { type NoticeBody, writeNotice } from "../orders/notice-store.ts";
import type { CaseOrder } from "../orders/order.ts";
import { readKnownBeside } from "../words/store.ts";
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

/**
 * INVARIANT: no host learns from an authority's letter of another host's meeting, or of a person. What would
 * tell is marked as it will be in public, but for the codes of this host's own meetings.
 */
async function writeTo(
  tx: Transaction<Database>,
  { room, request }: { readonly room: string; readonly request: string },
  { law, reason, ...notice }: Parameters<typeof writeNotice>[2],
): Promise<void> {
  const { own, others } = await readKnownBeside(tx, request, room);
  const find = findSparingCitations({ ...others, host: "" });
  const isOwn = (text: string) => own.some((code) => code.toLowerCase() === text.toLowerCase());
  const hidden = (text: string | undefined): string | undefined => {
    if (text === undefined) return undefined;
    const written = { demands: [text] };
    const toHide = (piece: string) =>
      find(piece).filter(({ from, to }) => !isOwn(piece.slice(from, to)));
    return redactedWords(written, spansToHide(written, [], toHide)).demand;
  };
  const said = { law: hidden(law), reason: hidden(reason) };
  await writeNotice(tx, room, { ...notice, ...said });
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
    // What it says now is no longer about their meeting.
    const gone = { ...sourceOf(before ?? request), demands: [], places: [], excepted: [] };
    const kind = was === undefined ? "request-received" : "request-corrected";
    await writeTo(tx, { room, request: request.id }, { kind, ...(is ?? gone) });
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
    const order = request.orders.find(({ meetingNo, approved }) => meetingNo === no && approved);
    await writeTo(
      tx,
      { room, request: request.id },
      {
        kind: `request-${outcome}`,
        ...sourceOf(request),
        how,
        demands: caseDemandsOf(request, meeting).flatMap(({ index }) => answers[index] ?? []),
        ...orderPart(order),
      },
    );
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
