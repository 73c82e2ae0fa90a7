import {
  type AppealInput,
  appealCase,
  appealDecision,
  appealInput,
  appealMade,
  appealStatus,
  appealStatusInput,
  moreStatements,
  publicOrder,
} from "@graticule/api/appeals";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { HostAccess } from "../../hosting/host-access.ts";
import {
  type ClientAddressOf,
  type PleaLimits,
  type RequestLimits,
  takeOrRefuse,
  takePleaOfJoin,
} from "../../http/limits.ts";
import { ProblemError, problemOf } from "../../http/problem.ts";
import { type App, routesFor, sendProblem } from "../../http/routing.ts";
import { joinKeyOf } from "../../joining/join-key.ts";
import type { StaffGuard } from "../staff-guard.ts";
import type { Appeals, AppellantClaim } from "./appeals.ts";
import type { KeptOutLookup } from "./kept-out.ts";

export interface AppealRouteParts {
  readonly appeals: Appeals;
  readonly keptOut: KeptOutLookup;
  readonly hostAccess: Pick<HostAccess, "requireOrganiser">;
  readonly staffGuard: StaffGuard;
  readonly limits: PleaLimits & Pick<RequestLimits, "publicAppeals">;
  readonly addressOf: ClientAddressOf;
}

const tags = ["appeals"];
const idParams = z.object({ id: z.uuid() });
const orderParams = z.object({ orderId: z.uuid() });
const caseParams = orderParams.extend({ no: z.coerce.number().int().min(1).max(3) });
const moreQuery = z.object({ after: z.coerce.number().int().min(0) });

/** Appeals against an order: for everyone, without an account. */
export function registerAppealRoutes(app: App, parts: AppealRouteParts): void {
  const { appeals } = parts;
  const anyone = routesFor(app, "anyone", tags);

  anyone.get(
    "/api/orders/:id",
    {
      summary: "What everyone may know about an order, to appeal against it",
      params: idParams,
      response: { 200: publicOrder },
    },
    async (request, reply) => {
      const order = await appeals.order(request.params.id);
      if (order === undefined) throw new ProblemError(problemOf("not-found"));
      return reply.header("cache-control", "no-store").send(order);
    },
  );

  anyone.post(
    "/api/appeals",
    {
      summary: "Appeal against an order; the private link is shown only once",
      body: appealInput,
      response: { 201: appealMade },
    },
    async (request, reply) => {
      const { orderId } = request.body;
      if (!(await appeals.exists(orderId))) throw new ProblemError(problemOf("not-found"));
      const outcome = await appeals.make(
        request.body,
        await appellantOf(request, request.body, parts),
      );
      if (outcome.kind !== "made") return sendProblem(reply, problemOf(outcome.kind));
      const { url, dueOn } = outcome;
      return reply.code(201).header("cache-control", "no-store").send({ url, dueOn });
    },
  );

  anyone.post(
    "/api/appeals/status",
    {
      summary: "See the state of an appeal, with the secret from its link",
      body: appealStatusInput,
      response: { 200: appealStatus },
    },
    async (request, reply) => {
      const status = await appeals.status(request.body.secret);
      if (status === undefined) throw new ProblemError(problemOf("not-found"));
      return reply.header("cache-control", "no-store").send(status);
    },
  );

  registerDeciding(app, parts);
}

function registerDeciding(app: App, { appeals, staffGuard }: AppealRouteParts): void {
  const staff = routesFor(app, "staff", tags, staffGuard.require);
  staff.get(
    "/api/desk/appeals",
    { summary: "List the appeal cases, newest first", response: { 200: appealCase.array() } },
    async (request, reply) => reply.send([...(await appeals.list(request.who))]),
  );

  staff.get(
    "/api/desk/appeals/:orderId/:no/public",
    {
      summary: "Get more of what the public wrote in an appeal case",
      params: caseParams,
      querystring: moreQuery,
      response: { 200: moreStatements },
    },
    async (request, reply) => {
      const { orderId, no: caseNo } = request.params;
      const { after } = request.query;
      const more = await appeals.more(request.who, { orderId, caseNo, after });
      if (more === undefined) throw new ProblemError(problemOf("not-found"));
      return reply.send(more);
    },
  );

  staff.post(
    "/api/desk/appeals/:orderId/decision",
    {
      holds: "everywhere",
      summary: "Decide an appeal case: an order that is overturned ends at once",
      params: orderParams,
      body: appealDecision,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const outcome = await appeals.decide(request.who, request.params.orderId, request.body);
      if (outcome.kind === "decided") return reply.code(204).send(null);
      if (outcome.kind === "invalid") {
        return sendProblem(reply, problemOf("invalid", { errors: outcome.problems }));
      }
      const reason = outcome.kind === "forbidden" ? { reason: outcome.reason } : {};
      return sendProblem(reply, problemOf(outcome.kind, reason));
    },
  );
}

/**
 * Who proves to be the host or kept out is counted by the meeting or the join, and everyone else by
 * their network. INVARIANT: no neighbour, who proves nothing, takes an appeal from those concerned.
 * @throws ProblemError `unauthorized` for wrong or missing credentials, `forbidden` for someone whom
 *   this order does not keep out; `too-many`; as `HostAccess.require` does
 */
async function appellantOf(
  request: FastifyRequest,
  { by, orderId, joinId, code }: AppealInput,
  parts: AppealRouteParts,
): Promise<AppellantClaim> {
  const { hostAccess, limits, addressOf } = parts;
  const address = addressOf(request);
  switch (by) {
    case "public":
      takeOrRefuse(limits.pleas, address);
      takeOrRefuse(limits.publicAppeals, `${orderId} ${address}`);
      return { kind: by };
    case "host": {
      if (code === undefined) throw missing("/code");
      // A co-host is heard as the public is: they can't use up the host's case.
      const { meeting } = await hostAccess.requireOrganiser(request, code);
      takeOrRefuse(limits.provedPleas, `host ${meeting.room}`);
      return { kind: by, room: meeting.room };
    }
    case "refused": {
      if (joinId === undefined) throw missing("/joinId");
      const who = { ...joinKeyOf(request, joinId), address };
      const room = await closedRoomOf(who, orderId, parts);
      takePleaOfJoin(limits, { whose: `join ${joinId}`, room, address });
      return { kind: by, room };
    }
  }
}

type KeptOut = Parameters<KeptOutLookup["roomOf"]>[0];

/** The room out of which this order keeps them. @throws ProblemError as `appellantOf` */
async function closedRoomOf(
  who: KeptOut,
  orderId: string,
  { keptOut, limits }: Pick<AppealRouteParts, "keptOut" | "limits">,
): Promise<string> {
  const found = await keptOut.roomOf(who, orderId);
  if (found === "outage") throw new ProblemError(problemOf("cannot-check"));
  if (found !== "unknown" && found !== "not-by-this") return found.room;
  takeOrRefuse(limits.pleas, who.address);
  throw new ProblemError(problemOf(found === "unknown" ? "unauthorized" : "forbidden"));
}

function missing(pointer: string): ProblemError {
  const errors = [{ pointer, detail: "This is needed to show who is appealing" }];
  return new ProblemError(problemOf("invalid", { errors }));
}
