import type { OrderInput } from "@graticule/api/orders";
import type { Beyond } from "@graticule/desk/asked";
import { longestOrderMs } from "@graticule/desk/order-states";
import { parsePlace } from "@graticule/jurisdiction/place";
import type { Sitting } from "../../meetings/sitting.ts";
import type { RuleProblem } from "../../rooms/expand-rule.ts";
import type { ActContext } from "../requests/act.ts";
import { contentOf } from "../requests/case.ts";

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

/** What it goes beyond takes a reason in writing, and nothing else has one. */
export function beyondProblems(
  { beyondWhy }: OrderInput,
  beyond: readonly Beyond[],
): readonly RuleProblem[] {
  if ((beyondWhy !== undefined) === beyond.length > 0) return [];
  const detail =
    beyondWhy === undefined
      ? `This needs a reason in writing: ${beyond.map((one) => beyondTexts[one]).join("; ")}.`
      : "It goes beyond nothing.";
  return [{ pointer: "/order/beyondWhy", detail }];
}

const beyondTexts: Readonly<Record<Beyond, string>> = {
  advice: "fewer than 10 are there, and the recommendation is to do nothing",
  length: "it is longer than the request states",
  places: "it is for more places than the request states",
};

function placeProblems({ reach }: ActContext, { places }: OrderInput): readonly RuleProblem[] {
  return places.flatMap((code, index) => {
    const place = parsePlace(code);
    if (place !== undefined && reach.includes(place)) return [];
    return [{ pointer: `/order/places/${index}`, detail: "The authority has no power there." }];
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
      { pointer: "/order/meeting", detail: "No sitting of this meeting runs or is planned." },
    ];
  }
  const [from, until] = [Date.parse(order.from), Date.parse(order.until)];
  const bounds: readonly (readonly [boolean, string, string])[] = [
    [from < sitting.from, "/order/from", "The sitting is not open before then."],
    [
      from > Math.max(now.getTime(), sitting.from) + longestOrderMs,
      "/order/from",
      "An order begins within 7 days, or within 7 days after its sitting opens.",
    ],
    [until <= from, "/order/until", "It ends before it begins."],
    [until <= now.getTime(), "/order/until", "This is over."],
    [until > from + longestOrderMs, "/order/until", "An order is for 7 days at most."],
    [
      sitting.until !== undefined && until > sitting.until,
      "/order/until",
      "An order is for one sitting: the next one opens before then.",
    ],
  ];
  return bounds.flatMap(([isWrong, pointer, detail]) => (isWrong ? [{ pointer, detail }] : []));
}

function sealProblems({ request }: ActContext, order: OrderInput): readonly RuleProblem[] {
  const { forbidsNotice } = contentOf(request);
  if (order.sealedUntil === undefined) return [];
  const pointer = "/order/sealedUntil";
  if (forbidsNotice === undefined) {
    return [{ pointer, detail: "The request forbids no notice." }];
  }
  if (Date.parse(order.sealedUntil) > Date.parse(forbidsNotice.until)) {
    return [{ pointer, detail: "This is later than the law that forbids notice says." }];
  }
  return [];
}
