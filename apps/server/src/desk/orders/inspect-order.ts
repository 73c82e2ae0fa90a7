import type { OrderInput } from "@graticule/api/orders";
import type { Beyond } from "@graticule/desk/asked";
import {
  findSparingCitations,
  type KnownNames,
  namedIn,
  refusedIn,
} from "@graticule/desk/must-hide";
import { longestOrderMs } from "@graticule/desk/order-states";
import type { RedactedKind } from "@graticule/desk/redaction";
import { parsePlace } from "@graticule/jurisdiction/place";
import type { Sitting } from "../../meetings/sitting.ts";
import type { RuleProblem } from "../../rooms/expand-rule.ts";
import type { ActContext } from "../requests/act.ts";
import { contentOf, senderOf } from "../requests/case.ts";

/** What is wider than the authority, the sitting, a week or the law that forbids to tell. */
export function orderProblems(
  context: ActContext,
  order: OrderInput,
  sitting: Sitting | undefined,
): readonly RuleProblem[] {
  return [
    ...placeProblems(context, order),
    ...timeProblems(context, order, sitting),
    ...sealProblems(context, order),
  ];
}

/** A law may be cited by its number or by where it is published. */
const leftOut: Readonly<Record<"reason" | "law" | "beyondWhy", readonly RedactedKind[]>> = {
  reason: ["contact", "link", "meeting", "person"],
  law: ["meeting", "person"],
  beyondWhy: ["contact", "link", "meeting", "person"],
};

/**
 * INVARIANT: what an order says in public names no meeting, host or other person whom its request
 * leads to, and why it is made tells no address, number or link either.
 */
export function namingProblems(
  order: Pick<OrderInput, "reason" | "law" | "beyondWhy">,
  known: KnownNames,
): readonly RuleProblem[] {
  const texts = (["reason", "law", "beyondWhy"] as const).map((field) => ({
    pointer: `/order/${field}`,
    text: order[field] ?? "",
    kinds: leftOut[field],
  }));
  return refusedIn(texts, known, { find: findSparingCitations, reader: "The public reads this." });
}

/** What it goes beyond takes a reason in writing, and nothing else has one. */
export function beyondProblems(
  { beyondWhy }: OrderInput,
  beyond: readonly Beyond[],
): readonly RuleProblem[] {
  if ((beyondWhy !== undefined) === beyond.length > 0) return [];
  const detail =
    beyondWhy === undefined
      ? `This needs a written reason: ${beyond.map((one) => beyondTexts[one]).join("; ")}.`
      : "This order doesn’t go beyond anything, so leave this out.";
  return [{ pointer: "/order/beyondWhy", detail }];
}

const beyondTexts: Readonly<Record<Beyond, string>> = {
  advice: "people from fewer than 10 networks are there, and the recommendation is no action",
  length: "it lasts longer than the request states",
  places: "it covers more places than the request states",
};

function placeProblems({ reach }: ActContext, { places }: OrderInput): readonly RuleProblem[] {
  return places.flatMap((code, index) => {
    const place = parsePlace(code);
    if (place !== undefined && reach.includes(place)) return [];
    return [
      { pointer: `/order/places/${index}`, detail: "The authority has no power over this place." },
    ];
  });
}

/** Undefined or without a beginning: there is no occurrence that an order could be for. */
function timeProblems(
  { now }: ActContext,
  order: OrderInput,
  sitting: Sitting | undefined,
): readonly RuleProblem[] {
  if (sitting === undefined || !("from" in sitting)) {
    return [
      {
        pointer: "/order/meeting",
        detail: "No session of this meeting is in progress or scheduled.",
      },
    ];
  }
  const [from, until] = [Date.parse(order.from), Date.parse(order.until)];
  const bounds: readonly (readonly [boolean, string, string])[] = [
    [from < sitting.from, "/order/from", "The session doesn’t open until later."],
    [
      from > Math.max(now.getTime(), sitting.from) + longestOrderMs,
      "/order/from",
      "An order must begin within 7 days, or within 7 days after its session opens.",
    ],
    [until <= from, "/order/until", "The end must be after the start."],
    [until <= now.getTime(), "/order/until", "The end must be in the future."],
    [until > from + longestOrderMs, "/order/until", "An order can last at most 7 days."],
    [
      sitting.until !== undefined && until > sitting.until,
      "/order/until",
      "An order covers one session, and the next one opens before then.",
    ],
  ];
  return bounds.flatMap(([isWrong, pointer, detail]) => (isWrong ? [{ pointer, detail }] : []));
}

/** Moments are entered by the minute. */
const minuteMs = 60_000;

/** INVARIANT: what the log hides of a request, no door and no page tells of its order. */
function sealProblems({ request, now }: ActContext, order: OrderInput): readonly RuleProblem[] {
  const { forbidsNotice } = contentOf(request);
  const pointer = "/order/sealedUntil";
  const until = order.sealedUntil === undefined ? now.getTime() : Date.parse(order.sealedUntil);
  if (forbidsNotice !== undefined && until < Date.parse(forbidsNotice.until) - minuteMs) {
    return [{ pointer, detail: "The request is sealed, so its order is sealed until then too." }];
  }
  if (order.sealedUntil === undefined) return [];
  if (forbidsNotice === undefined) {
    return [{ pointer, detail: "The request doesn’t say that a law forbids publishing this." }];
  }
  if (Date.parse(order.sealedUntil) > Date.parse(forbidsNotice.until)) {
    return [{ pointer, detail: "This is later than the request says the law allows." }];
  }
  const words = namedIn(order.beyondWhy ?? "", [order.law, ...senderOf(request)]);
  if (words === "") return [];
  const detail = `The public reads this while a law forbids telling who asked. Leave out ${words}.`;
  return [{ pointer: "/order/beyondWhy", detail }];
}
