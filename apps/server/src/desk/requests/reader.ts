import type { RequestSummary, RequestView } from "@graticule/api/requests";
import { type DeskMember, mayRead } from "@graticule/desk/staff";
import type { ActContext } from "./act.ts";
import { involvedStaffOf, isText, type RequestCase, stateOf } from "./case.ts";
import type { DraftParts } from "./draft.ts";
import { permitsOf } from "./permits.ts";
import { requestSummaryOf } from "./summary.ts";
import { requestViewOf } from "./view.ts";

/** What a member reads of a request. INVARIANT: neither a liaison nor a host concerned reads what became of it. */
export function readingRightsOf(request: RequestCase, member: DeskMember) {
  return mayRead(member, involvedStaffOf(request));
}

/** Undefined: this member reads nothing of it. */
export function summaryFor(
  request: RequestCase,
  member: DeskMember,
  now: number,
): RequestSummary | undefined {
  switch (readingRightsOf(request, member)) {
    case "all":
      return requestSummaryOf(request, now);
    case "what-they-typed":
      return {
        ...withoutClock(requestSummaryOf(asTyped(request, member), now)),
        state: stateOf(request),
      };
    case "nothing":
      return undefined;
  }
}

/** Undefined: this member reads nothing of it. */
export async function viewFor(
  context: ActContext,
  parts: DraftParts,
): Promise<RequestView | undefined> {
  const { request, session } = context;
  switch (readingRightsOf(request, session.member)) {
    case "all":
      return await requestViewOf(context, parts);
    case "what-they-typed": {
      const typed = { ...context, request: asTyped(request, session.member) };
      const view = await requestViewOf(typed, parts);
      return {
        ...withoutClock(view),
        shown: "what-you-typed",
        state: stateOf(request),
        may: permitsOf(context),
        draft: "",
        // Without the day, which would say when it was closed.
        texts: { state: view.texts.state },
        alike: [],
        repeated: false,
        termsActs: [],
        namedMeetings: [],
      };
    }
    case "nothing":
      return undefined;
  }
}

/** The request as if it held only what this member typed. */
function asTyped(request: RequestCase, { id }: DeskMember): RequestCase {
  const events = request.events
    .filter(isText)
    .filter(({ by }) => by.id === id)
    .map((event, index) => (index === 0 ? { ...event, kind: "received" as const } : event));
  return { ...request, events, looks: [], orders: [], words: [] };
}

function withoutClock<View extends RequestSummary>({ due: _, ...view }: View): Omit<View, "due"> {
  return view;
}
