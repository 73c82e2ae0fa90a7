import { askedOf, type Measures, measured } from "@graticule/desk/asked";
import type { CaseOrder } from "../orders/order.ts";
import { contentOf, type RequestCase } from "./case.ts";

type Granted = Pick<CaseOrder, "startsAt" | "endsAt" | "places" | "excepted">;

/** An order beside what its request asks. */
export function measuresOf(
  request: RequestCase,
  { startsAt, endsAt, places, excepted }: Granted,
): Measures {
  return measured(askedOf(contentOf(request)), {
    from: startsAt.getTime(),
    until: endsAt.getTime(),
    places,
    excepted,
  });
}
