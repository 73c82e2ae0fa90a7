import type { DeskOrder, OrderInput } from "@graticule/api/orders";
import type { RequestView } from "@graticule/api/requests";
import type { PlaceOrGroup } from "@graticule/api/rules";
import { inert } from "@graticule/api/text";
import {
  askedOf,
  type Beyond,
  beyondsOf,
  type Measures,
  measured,
  usualEnd,
  usualPlaces,
} from "@graticule/desk/asked";
import { longestOrderMs } from "@graticule/desk/order-states";
import { coversAny } from "@graticule/jurisdiction/covers";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { fromLocalField, toLocalField } from "../../i18n/time.ts";
import { codesOfPicks, togglePick } from "../page/picks.ts";

const noFindings = { procedure: "", authority: "", legality: "", necessity: "", rights: "" };
type FindingKey = keyof typeof noFindings;
export const findingKeys = Object.keys(noFindings) as readonly FindingKey[];

/** An order while it is written. Moments are those of a local field, in the reader's zone. */
export interface OrderDraft {
  /** Index into the request's meetings. */
  readonly meeting: number;
  readonly places: readonly PlaceOrGroup[];
  readonly from: string;
  readonly until: string;
  readonly noticeMinutes: string;
  readonly reason: string;
  readonly law: string;
  /** Empty: nothing is delayed. */
  readonly sealedUntil: string;
  readonly findings: Readonly<Record<FindingKey, string>>;
  readonly beyondWhy: string;
}

/** The parts of a request that an order is written from. */
export type Grounds = Pick<
  RequestView,
  "content" | "answers" | "namedMeetings" | "authorityDetail"
>;

/** The indexes of meetings that an open demand asks to withhold: an order can be for these alone. */
export function orderableMeetings({
  content,
  answers,
}: Pick<Grounds, "content" | "answers">): readonly number[] {
  const open = content.demands.filter(
    ({ kind }, index) => kind === "withhold-meeting" && !answers[index],
  );
  return content.meetings
    .map((_, index) => index)
    .filter((index) => open.some(({ meeting = index }) => meeting === index));
}

/**
 * Begins with what was asked, as far as it can be granted: the first meeting that an order can be for, its sitting, the
 * places over which the authority has power, the length, and the law that was cited.
 */
export function newOrderDraft(grounds: Grounds, now: number): OrderDraft {
  const { content, namedMeetings, authorityDetail } = grounds;
  const meeting = orderableMeetings(grounds)[0] ?? 0;
  const occurrence = namedMeetings[meeting]?.occurrence;
  const from = Math.max(now, Date.parse(occurrence?.from ?? "") || now);
  const sittingUntil = Date.parse(occurrence?.until ?? "") || undefined;
  // A field has minutes alone: by the one that it shows.
  const start = Math.floor(from / 60_000) * 60_000;
  const asked = askedOf(content);
  const until = usualEnd(asked, start, sittingUntil);
  const reach = placesOf(authorityDetail.reach);
  const { legalBasis, forbidsNotice } = content;
  return {
    meeting,
    places: usualPlaces(asked, reach).map((code) => ({ kind: "place", code })),
    from: localOf(from),
    until: localOf(until),
    noticeMinutes: "0",
    reason: "",
    law: legalBasis === undefined ? "" : `${legalBasis.statute}, ${legalBasis.provision}`,
    sealedUntil: forbidsNotice === undefined ? "" : toLocalField(forbidsNotice.until),
    findings: noFindings,
    beyondWhy: "",
  };
}

const localOf = (at: number): string => toLocalField(new Date(at).toISOString());

export function togglePlace(draft: OrderDraft, item: PlaceOrGroup): OrderDraft {
  return { ...draft, places: togglePick(draft.places, item) };
}

/** The codes of the places, each once, with those of groups. */
export const codesOfOrder = ({ places }: OrderDraft): string[] => codesOfPicks(places).sort();

const placesOf = (codes: readonly string[]): readonly Place[] =>
  codes.map(parsePlace).filter((place) => place !== undefined);

/** Places over which the authority has no power. */
export function outsideReach(draft: OrderDraft, reach: readonly string[]): readonly string[] {
  const within = placesOf(reach);
  return codesOfOrder(draft).filter((code) => {
    const place = parsePlace(code);
    return place === undefined || !coversAny(within, place);
  });
}

/** An order beside what was asked; undefined while its times can't be read. */
export function measuresOfDraft(draft: OrderDraft, grounds: Grounds): Measures | undefined {
  const from = fromLocalField(draft.from);
  const until = fromLocalField(draft.until);
  if (from === undefined || until === undefined) return undefined;
  return measured(askedOf(grounds.content), {
    from: Date.parse(notBefore(grounds.namedMeetings[draft.meeting]?.occurrence?.from, from)),
    until: Date.parse(until),
    places: placesOf(codesOfOrder(draft)),
    excepted: [],
  });
}

/** An order that was proposed beside what was asked. */
export function measuresOfOrder(
  order: Pick<DeskOrder, "from" | "until" | "places" | "excepted">,
  { content }: Pick<Grounds, "content">,
): Measures {
  return measured(askedOf(content), {
    from: Date.parse(order.from),
    until: Date.parse(order.until),
    places: placesOf(order.places),
    excepted: placesOf(order.excepted),
  });
}

/** What it goes beyond, and needs a reason in writing for. */
export function beyondsOfDraft(draft: OrderDraft, grounds: Grounds): readonly Beyond[] {
  const measures = measuresOfDraft(draft, grounds);
  const last = grounds.namedMeetings[draft.meeting]?.looks.at(-1)?.bucket;
  return measures === undefined ? [] : beyondsOf(measures, last);
}

const longestSealMs = 366 * 24 * 3_600_000;

/** @param now milliseconds since the epoch */
function checkOrder(draft: OrderDraft, grounds: Grounds, now: number) {
  const from = Date.parse(fromLocalField(draft.from) ?? "");
  const until = Date.parse(fromLocalField(draft.until) ?? "");
  const sealed = Date.parse(fromLocalField(draft.sealedUntil) ?? "");
  return {
    meeting: !orderableMeetings(grounds).includes(draft.meeting),
    places: draft.places.length === 0,
    outside: outsideReach(draft, grounds.authorityDetail.reach).length > 0,
    from: !(until > from && until > now && until - from <= longestOrderMs),
    noticeMinutes: !/^(\d|10)$/.test(draft.noticeMinutes.trim()),
    reason: draft.reason.trim() === "",
    law: draft.law.trim() === "",
    sealedUntil: draft.sealedUntil !== "" && !(sealed > now && sealed <= now + longestSealMs),
    findings: findingKeys.some((key) => draft.findings[key].trim() === ""),
    beyondWhy: beyondsOfDraft(draft, grounds).length > 0 && draft.beyondWhy.trim() === "",
  };
}

export type OrderFault = keyof ReturnType<typeof checkOrder>;

/** The fields that are wrong, in the order of the form; `outside`: places that the authority has no power over. */
export function faultsOfOrder(
  draft: OrderDraft,
  grounds: Grounds,
  now: number,
): readonly OrderFault[] {
  const wrong = checkOrder(draft, grounds, now);
  return (Object.keys(wrong) as OrderFault[]).filter((field) => wrong[field]);
}

/** Undefined while something is missing, see {@link faultsOfOrder}. */
export function orderOf(draft: OrderDraft, grounds: Grounds, now: number): OrderInput | undefined {
  const from = fromLocalField(draft.from);
  const until = fromLocalField(draft.until);
  const sealedUntil = fromLocalField(draft.sealedUntil);
  if (from === undefined || until === undefined) return undefined;
  if (faultsOfOrder(draft, grounds, now).length > 0) return undefined;
  return {
    meeting: draft.meeting,
    places: codesOfOrder(draft),
    from: notBefore(grounds.namedMeetings[draft.meeting]?.occurrence?.from, from),
    until,
    noticeMinutes: Number(draft.noticeMinutes),
    // As the service reads them: commitments to them are compared.
    reason: inert(draft.reason),
    law: inert(draft.law),
    findings: draft.findings,
    ...(sealedUntil && { sealedUntil }),
    ...(beyondsOfDraft(draft, grounds).length > 0 && { beyondWhy: inert(draft.beyondWhy) }),
  };
}

/** A local field has no seconds: the minute in which a sitting opened is meant from its opening on. */
function notBefore(opening: string | undefined, from: string): string {
  const late = Date.parse(opening ?? "") - Date.parse(from);
  return opening !== undefined && late > 0 && late < 60_000 ? opening : from;
}
