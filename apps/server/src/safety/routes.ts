import {
  insideReceipt,
  reportInput,
  reportOutcome,
  reportReaders,
  safetyOverview,
} from "@graticule/api/safety";
import { z } from "zod";
import type { StaffGuard } from "../desk/staff-guard.ts";
import { type App, sendProblem } from "../http/app.ts";
import { type ClientAddressOf, type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { keyOf } from "../joining/join-key.ts";
import type { Acts } from "./acts.ts";
import type { OutsideActs } from "./outside-acts.ts";
import type { Reports } from "./reports.ts";
import type { UnreadReports } from "./unread-reports.ts";

export interface SafetyRouteParts {
  readonly reports: Reports;
  readonly unreadReports: Pick<UnreadReports, "readers">;
  readonly acts: Acts;
  readonly outsideActs: OutsideActs;
  readonly staffGuard: StaffGuard;
  readonly limits: Pick<RequestLimits, "joins" | "pleas">;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

const tags = ["safety"];

/** Reports of abuse: made by anyone, read by few. */
export function registerReportRoutes(app: App, parts: SafetyRouteParts): void {
  const { reports, limits, addressOf, publicUrl } = parts;

  app.get(
    "/api/joins/:joinId/receipt",
    {
      config: { caller: "join" },
      schema: {
        tags,
        summary: "Get proof of having been inside, for a report later; it names nobody",
        params: z.object({ joinId: z.string().max(64) }),
        response: { 200: insideReceipt },
      },
    },
    async (request, reply) => {
      takeOrRefuse(limits.joins, addressOf(request));
      const receipt = reports.receipt(keyOf(request, request.params));
      if (receipt === "absent") throw new ProblemError(problemOf("not-found"));
      if (receipt === "not-inside") throw new ProblemError(problemOf("conflict"));
      return reply.header("cache-control", "no-store").send({ receipt });
    },
  );

  app.post(
    "/api/reports",
    {
      config: { caller: "anyone" },
      schema: {
        tags,
        summary: "Report abuse in a meeting, without an account",
        body: reportInput,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      takeOrRefuse(limits.pleas, addressOf(request));
      const outcome = await reports.make(request.body);
      if (outcome === "made") return reply.code(204).send(null);
      return sendProblem(reply, problemOf(outcome), publicUrl);
    },
  );

  app.get(
    "/api/reports",
    {
      config: { caller: "anyone" },
      schema: {
        tags,
        summary: "Ask whether someone at this service can read a report now",
        response: { 200: reportReaders },
      },
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
  const { reports, acts, outsideActs, staffGuard, publicUrl } = parts;

  app.get(
    "/api/safety",
    {
      config: { caller: "staff" },
      schema: {
        tags,
        summary: "Reports and acts under the terms of service",
        response: { 200: safetyOverview },
      },
    },
    async (request, reply) => {
      const { member } = await staffGuard.require(request);
      const isOfTerms = member.roles.includes("safety") || member.roles.includes("appeals");
      const [read, done, outside] = await Promise.all([
        reports.list(member.roles.includes("safety") ? "all" : "state"),
        isOfTerms ? acts.list(member) : [],
        outsideActs.list(),
      ]);
      reply.header("cache-control", "no-store");
      return { reports: [...read], acts: [...done], outsideActs: [...outside] };
    },
  );

  app.post(
    "/api/safety/reports/:id/outcome",
    {
      config: { caller: "staff" },
      schema: {
        tags,
        summary: "Close a report without an act, or send it to the desk",
        params: z.object({ id: z.uuid() }),
        body: reportOutcome,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { member } = await staffGuard.require(request);
      if (!member.roles.includes("safety")) {
        throw new ProblemError(problemOf("forbidden", { reason: "no-such-role" }));
      }
      const { outcome } = request.body;
      const word = await reports.close(request.params.id, outcome, member.id);
      if (word === "done") return reply.code(204).send(null);
      return sendProblem(reply, problemOf(word), publicUrl);
    },
  );
}
