import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { draftedOrder } from "@graticule/api/orders";
import { type RequestAct, type RequestView, requestView } from "@graticule/api/requests";
import { demandedFrom, scenes } from "./cast.ts";
import type { Person } from "./person.ts";
import type { Staff } from "./staff.ts";
import type { Meeting } from "./stage.ts";

const hourMs = 3_600_000;

export const authority = { name: "Ministry of State Communications", home: "CN" } as const;

/**
 * The demands of the one letter, per meeting: end it, end its host's account, keep it from the
 * territory.
 */
const demandsOfEach = [
  { kind: "end-meeting", verbatim: "This meeting is illegal and is to be terminated." },
  { kind: "suspend-account", verbatim: "The account of its host is to be terminated." },
  { kind: "withhold-meeting", verbatim: "It must not be reached from our territory." },
] as const;

/** Enters the letter. */
export async function receive(
  { intake }: Staff,
  authorityId: string,
  meetings: readonly Pick<Meeting, "code">[],
): Promise<RequestView> {
  const demands = meetings.flatMap((_, meeting) =>
    demandsOfEach.map((demand) => ({ ...demand, meeting })),
  );
  const letter = demands.map(({ verbatim }) => verbatim).join("\n");
  const content = {
    authorityId,
    branch: "executive",
    office: "Office for Network Security",
    receivedAt: new Date(Date.now() - 60_000).toISOString(),
    channel: "e-mail",
    instrument: "Notice of violation",
    reference: "2020-06-0604",
    legalBasis: { statute: "Cybersecurity Law", provision: "Article 47" },
    reasons: "The gatherings commemorate what may not be commemorated.",
    meetings: meetings.map(({ code }) => code),
    demands,
    placesAsked: "Everywhere",
    durationAsked: "For good",
    lengthStated: { kind: "without-end" },
    redress: "An objection within sixty days",
    tellEffectTo: "The office that wrote",
    language: "zh",
    originals: [{ name: "notice.pdf", sha256: createHash("sha256").update(letter).digest("hex") }],
    translation: letter,
  };
  return requestView.parse(await intake.ask("POST", "/api/desk/requests", content));
}

async function act(person: Person, id: string, what: RequestAct): Promise<RequestView> {
  return requestView.parse(await person.ask("POST", `/api/desk/requests/${id}/acts`, what));
}

/**
 * Someone else calls back, the request goes under review, and each running meeting gets one head
 * count.
 */
export async function review(staff: Staff, { id }: RequestView): Promise<RequestView> {
  const { caller, reviewer } = staff;
  await act(caller, id, {
    kind: "call-back",
    outcome: "authentic",
    how: "By the number in the directory of the state's offices",
  });
  let seen = await act(reviewer, id, { kind: "begin-review" });
  for (const [meeting, { state }] of seen.namedMeetings.entries()) {
    if (state === "running") seen = await act(reviewer, id, { kind: "look", meeting });
  }
  return seen;
}

const found = "As the letter and the law that it cites show; see the record.";
const findings = {
  procedure: found,
  authority: found,
  legality: found,
  necessity: "Ending it would reach people in places where this law does not hold.",
  rights:
    "The order must affect no one outside the territory, and no one whose location is uncertain.",
} as const;

/** In this story all who are in the territory come by one network, so that every look says "few". */
function hasPeopleThere(meeting: number): boolean {
  return scenes[meeting]?.parties.some(({ home }) => home === demandedFrom) ?? false;
}

/**
 * Proposes an order for each meeting where the findings decide so: for the authority's own
 * territory, for a few hours of this one session.
 */
export async function propose({ reviewer }: Staff, request: RequestView): Promise<RequestView> {
  let seen = request;
  for (const [meeting, named] of request.namedMeetings.entries()) {
    if (named.recommendation === "no-action" && !hasPeopleThere(meeting)) continue;
    if (named.occurrence === undefined) continue;
    const { from } = named.occurrence;
    const until = new Date(Math.max(Date.now(), Date.parse(from)) + 3 * hourMs).toISOString();
    const order = {
      meeting,
      places: [authority.home],
      from,
      until,
      noticeMinutes: 0,
      findings,
      reason: "A gathering that the law of the territory forbids there",
      law: "Cybersecurity Law, Article 47",
      beyondWhy:
        "The request names no place that it can be compared with; it asks for everywhere. Everyone there comes by one network, which counts once.",
    };
    const path = `/api/desk/requests/${request.id}/order-drafts`;
    const { draft, toSign } = draftedOrder.parse(await reviewer.ask("POST", path, order));
    const signature = reviewer.sign(toSign);
    seen = await act(reviewer, request.id, { kind: "propose", order, draft, signature });
  }
  return seen;
}

/**
 * While a room is between two owners the service says that it can't check. People look, and ask again: what they
 * asked for may be done all the same.
 */
async function approveOne(
  approver: Person,
  requestId: string,
  orderId: string,
): Promise<RequestView> {
  const path = `/api/desk/requests/${requestId}`;
  for (;;) {
    try {
      const seen = requestView.parse(await approver.ask("GET", path));
      const order = seen.orders.find(({ id }) => id === orderId);
      if (order?.state !== "proposed") return seen;
      const signature = approver.sign(order.toSign ?? "");
      return await act(approver, requestId, { kind: "approve", orderId, signature });
    } catch (error) {
      if (!(error as Error).message.includes(": 503 ")) throw error;
      await delay(500);
    }
  }
}

/** The first order alone. */
export function approveFirst({ approver }: Staff, request: RequestView): Promise<RequestView> {
  return approveOne(approver, request.id, request.orders[0]?.id ?? "");
}

/** @param between called before the last order is approved: those for meetings under way are in force */
export async function approve(
  { approver }: Staff,
  request: RequestView,
  between: () => Promise<void> = async () => {},
): Promise<RequestView> {
  let seen = request;
  for (const [at, { id }] of request.orders.entries()) {
    if (at === request.orders.length - 1) await between();
    seen = await approveOne(approver, request.id, id);
  }
  return seen;
}

/** Every demand gets its own answer, and the letter goes back. */
export async function answer({ reviewer }: Staff, request: RequestView): Promise<RequestView> {
  for (const [demand, { kind, meeting }] of request.content.demands.entries()) {
    const isOrdered = request.orders.some((order) => order.meeting === meeting);
    await act(reviewer, request.id, {
      kind: "answer-demand",
      demand,
      ...(kind !== "withhold-meeting"
        ? { answer: "refused" }
        : isOrdered
          ? { answer: "narrowed" }
          : { answer: "refused", ground: "not-proportionate" }),
    });
  }
  const drafted = requestView.parse(await reviewer.ask("GET", `/api/desk/requests/${request.id}`));
  return await act(reviewer, request.id, { kind: "close", text: drafted.draft });
}

/** One person is enough. */
export async function lift(
  { reviewer }: Staff,
  request: RequestView,
  meeting: number,
): Promise<RequestView> {
  const order = request.orders.find((one) => one.meeting === meeting);
  if (order === undefined) throw new Error("There is no order for this meeting.");
  const why = "The gathering goes on elsewhere, and nothing is gained";
  return await act(reviewer, request.id, { kind: "lift", orderId: order.id, why });
}

/** Two people publish the demands, in the authority's own words. */
export async function makePublic(
  { reviewer, approver }: Staff,
  { id }: RequestView,
): Promise<RequestView> {
  const { words } = await act(reviewer, id, { kind: "prepare-words", spans: [] });
  if (words.state !== "prepared") throw new Error(`The words are ${words.state}.`);
  return await act(approver, id, { kind: "publish-words", wordsId: words.id });
}
