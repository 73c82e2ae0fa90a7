import {
  insideReceipt,
  reportInput,
  reportOutcome,
  reportReaders,
  safetyOverview,
} from "@graticule/api/safety";
import { z } from "zod";
import type { StaffGuard } from "../desk/staff-guard.ts";
import {
  type ClientAddressOf,
  type PleaLimits,
  type RequestLimits,
  takeOrRefuse,
  takePleaOfJoin,
} from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import { joinKeyOf } from "../joining/join-key.ts";
import type { Acts } from "./acts.ts";
import { isReviewer } from "./describe-act.ts";
import type { OutsideActs } from "./outside-acts.ts";
import type { Reports } from "./reports.ts";
import type { UnreadReports } from "./unread-reports.ts";

export interface SafetyRouteParts {
  readonly reports: Reports;
  readonly unreadReports: Pick<UnreadReports, "readers">;
  readonly acts: Acts;
  readonly outsideActs: OutsideActs;
  readonly staffGuard: StaffGuard;
  readonly limits: PleaLimits & Pick<RequestLimits, "joins">;
  readonly addressOf: ClientAddressOf;
}

const tags = ["safety"];

/** Reports of abuse: made by anyone, read by few. */
export function registerReportRoutes(app: App, parts: SafetyRouteParts): void {
  const { reports, limits, addressOf } = parts;
  const join = routesFor(app, "join", tags, joinKeyOf);
  const anyone = routesFor(app, "anyone", tags);

  join.get(
    "/api/joins/:joinId/receipt",
    {
      summary: "Get proof of having been inside, for a report later; it names no one",
      params: z.object({ joinId: z.string().max(64) }),
      response: { 200: insideReceipt },
    },
    async (request, reply) => {
      const receipt = reports.receipt(request.who);
      if (receipt === "absent") throw new ProblemError(problemOf("not-found"));
      if (receipt === "not-inside") throw new ProblemError(problemOf("conflict"));
      return reply.send({ receipt });
    },
  );

  anyone.post(
    "/api/reports",
    {
      summary: "Report abuse in a meeting, without an account",
      body: reportInput,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const address = addressOf(request);
      const { receipt } = request.body;
      // INVARIANT: no neighbour, who was not inside, takes a report from someone who was.
      const room = await reports.roomProved(request.body);
      if (room === undefined) takeOrRefuse(limits.pleas, address);
      else takePleaOfJoin(limits, { whose: `receipt ${receipt}`, room, address });
      const outcome = await reports.make(request.body);
      if (outcome === "made") return reply.code(204).send(null);
      return sendProblem(reply, problemOf(outcome));
    },
  );

  anyone.get(
    "/api/reports",
    {
      summary: "Check whether someone at this service can read reports now",
      response: { 200: reportReaders },
    },
    async (request, reply) => {
      takeOrRefuse(limits.joins, addressOf(request));
      reply.header("cache-control", "no-store");
      return await parts.unreadReports.readers();
    },
  );

  registerReading(app, parts);
}

function registerReading(app: App, parts: SafetyRouteParts): void {
  const { reports, acts, outsideActs, staffGuard } = parts;
  const staff = routesFor(app, "staff", tags, staffGuard.require);

  staff.get(
    "/api/safety",
    { summary: "Abuse reports and terms-of-service actions", response: { 200: safetyOverview } },
    async (request) => {
      const { member } = request.who;
      const isOfTerms = isReviewer(member) && member.liaisonTo.length === 0;
      const [read, done, outside] = await Promise.all([
        reports.list({ which: member.roles.includes("safety") ? "all" : "state", who: member.id }),
        isOfTerms ? acts.list(member) : [],
        outsideActs.list(),
      ]);
      return { reports: [...read], acts: [...done], outsideActs: [...outside] };
    },
  );

  staff.post(
    "/api/safety/reports/:id/outcome",
    {
      summary: "Close a report without action, or send it to the desk",
      params: z.object({ id: z.uuid() }),
      body: reportOutcome,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { member } = request.who;
      if (!member.roles.includes("safety")) {
        throw new ProblemError(problemOf("forbidden", { reason: "no-such-role" }));
      }
      const { outcome } = request.body;
      const word = await reports.close(request.params.id, outcome, member.id);
      if (word === "done") return reply.code(204).send(null);
      if (word === "own-meeting") throw new ProblemError(problemOf("forbidden", { reason: word }));
      return sendProblem(reply, problemOf(word));
    },
  );
}
