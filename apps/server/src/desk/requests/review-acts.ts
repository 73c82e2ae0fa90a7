import { answersByOrders } from "@graticule/desk/asked";
import { type AnswersTo, answersTo, type Ground, isBorneOut } from "@graticule/desk/demand";
import { answerTexts, groundTexts } from "@graticule/desk/demand-texts";
import type { RuleProblem } from "../../rooms/expand-rule.ts";
import type { CaseOrder } from "../orders/order.ts";
import {
  type ActContext,
  type ActTable,
  conflict,
  invalidAct,
  permitted,
  recordAct,
  refuseAct,
} from "./act.ts";
import {
  answersOf,
  authenticityOf,
  type CaseAnswer,
  type CaseMeeting,
  caseDemandsOf,
  caseGaps,
  contentOf,
  lastLook,
  measuresOf,
  namedMeetings,
} from "./case.ts";
import { endRequest } from "./end-request.ts";
import { inRegister } from "./permits.ts";

type Reviewing = "call-back" | "begin-review" | "return" | "reject" | "answer-demand" | "close";

/** What leads from the receipt of a request to its answer, orders and looks apart. */
export const reviewActs: Pick<ActTable, Reviewing> = {
  "call-back": permitted("callBack", (context, { outcome, how }) =>
    recordAct(context, outcome === "authentic" ? "authenticated" : outcome, { how }),
  ),

  "begin-review": permitted("begin", (context) => recordAct(context, "review-began")),

  return: permitted("sendBack", async (context, { text }) => {
    const permit = inRegister(context.request);
    if (permit !== "yes") return refuseAct(permit);
    if (caseGaps(context.request).length === 0)
      return invalidAct("/kind", "Nothing is missing from this request.");
    if (ordersOpen(context).length > 0) return refuseAct("not-yet");
    return await endRequest(context, { outcome: "returned", body: { text } });
  }),

  reject: permitted("sendBack", async (context, { ground, text }) => {
    if (ground === "not-authentic" && authenticityOf(context.request) !== "failed") {
      return refuseAct("not-yet");
    }
    if (ordersOpen(context).length > 0) return refuseAct("not-yet");
    return await endRequest(context, { outcome: "rejected", body: { ground, text }, how: ground });
  }),

  "answer-demand": permitted("answer", async (context, { demand, answer, ground }) => {
    const asked = contentOf(context.request).demands[demand];
    if (asked === undefined) return invalidAct("/demand", "There is no such demand.");
    if (answersOf(context.request)[demand] !== undefined) return conflict;
    const answers = answersTo[asked.kind];
    const given: CaseAnswer = {
      answer,
      ground: answers.kind === "fixed" ? answers.ground : ground,
    };
    const problems =
      answers.kind === "fixed"
        ? fixedProblems({ answer, ground }, answers)
        : findingProblems(context, demand, given);
    if (problems.length > 0) return { kind: "invalid", problems };
    return await recordAct(context, "demand-answered", { demand, answer: given });
  }),

  close: permitted("close", async (context, { text }) => {
    if (ordersOpen(context).some(({ approved }) => approved === undefined)) {
      return refuseAct("not-yet");
    }
    return await endRequest(context, { outcome: "answered", body: { text } });
  }),
};

/** Orders that are proposed, or approved and not over. */
function ordersOpen({ request, now }: ActContext): readonly CaseOrder[] {
  return request.orders.filter(
    ({ declined, end, endsAt }) => declined === undefined && end === undefined && endsAt > now,
  );
}

/** Every demand but a withholding has one answer, with one ground. */
function fixedProblems(
  given: CaseAnswer,
  fixed: Extract<AnswersTo, { kind: "fixed" }>,
): readonly RuleProblem[] {
  if (given.answer !== fixed.answer) {
    return [
      {
        pointer: "/answer",
        detail: `This demand has only one answer: ${answerTexts[fixed.answer]}.`,
      },
    ];
  }
  if (given.ground === undefined || given.ground === fixed.ground) return [];
  return [
    { pointer: "/ground", detail: `This demand has only one ground: ${groundTexts[fixed.ground]}` },
  ];
}

/** Met or narrowed by an order, or refused with a ground; never both. */
function findingProblems(
  context: ActContext,
  demand: number,
  { answer, ground }: CaseAnswer,
): readonly RuleProblem[] {
  const { request } = context;
  const { grounds } = answersTo["withhold-meeting"] as Extract<AnswersTo, { kind: "by-findings" }>;
  const concerned = namedMeetings(request).filter(({ index }) =>
    caseDemandsOf(request, index).some((one) => one.index === demand),
  );
  const orders = request.orders.filter(
    ({ approved, meetingNo }) =>
      approved !== undefined && concerned.some(({ no }) => no === meetingNo),
  );
  const ordered = concerned.filter(({ no }) => orders.some(({ meetingNo }) => meetingNo === no));
  const unfounded = ground === undefined ? [] : groundProblems(context, concerned, ground);
  switch (answer) {
    case "not-handled-here":
      return [
        { pointer: "/answer", detail: "This demand is granted, granted in part or refused." },
      ];
    case "refused":
      if (ordered.length > 0) {
        return [
          {
            pointer: "/answer",
            detail: "An order was approved, so the demand is granted or granted in part.",
          },
        ];
      }
      return ground !== undefined && grounds.includes(ground)
        ? unfounded
        : [{ pointer: "/ground", detail: "To refuse this demand, choose one of its grounds." }];
    case "met":
    case "narrowed": {
      const can = answersByOrders(
        orders.map((order) => measuresOf(request, order)),
        ordered.length === concerned.length,
      );
      if (can.includes(answer)) return inaptGround({ answer, ground }, grounds) ?? unfounded;
      const detail =
        orders.length === 0 ? "There is no approved order for this demand." : notSo[answer];
      return [{ pointer: "/answer", detail }];
    }
  }
}

/** INVARIANT: what is granted has no ground of a refusal, and what is granted in part none of another demand. */
function inaptGround(
  { answer, ground }: CaseAnswer,
  grounds: readonly Ground[],
): readonly RuleProblem[] | undefined {
  if (ground === undefined || (answer === "narrowed" && grounds.includes(ground))) return undefined;
  return [{ pointer: "/ground", detail: "This ground doesn’t go with this answer." }];
}

const notSo = {
  met: "The order does less than was asked, so the demand is granted in part.",
  narrowed: "The order does no less than was asked, so the demand isn’t granted in part.",
} as const;

/** A ground may say no other number of people than the last look. */
function groundProblems(
  { request, canTell }: ActContext,
  concerned: readonly CaseMeeting[],
  ground: Ground,
): readonly RuleProblem[] {
  const looks = concerned.map(({ no }) => lastLook(request, no)?.bucket);
  return isBorneOut(ground, looks, canTell)
    ? []
    : [{ pointer: "/ground", detail: "No head count has said that." }];
}
