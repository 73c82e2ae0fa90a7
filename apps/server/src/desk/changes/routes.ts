import {
  changeDecision,
  changeInput,
  changeProposal,
  deskChange,
  deskRegister,
  deskStaff,
  ruleReview,
  staffChangeInput,
} from "@graticule/api/desk-changes";
import { z } from "zod";
import { ProblemError, problemOf } from "../../http/problem.ts";
import { type App, routesFor } from "../../http/routing.ts";
import type { SessionGuard } from "../../http/session.ts";
import type { Register } from "../register/register.ts";
import type { StaffGuard } from "../staff-guard.ts";
import type { DecideOutcome, DeskChanges, ProposeOutcome } from "./changes.ts";
import type { Asker } from "./view.ts";

export interface ChangeRouteParts {
  readonly changes: DeskChanges;
  readonly register: Register;
  readonly staffGuard: StaffGuard;
  readonly guard: SessionGuard;
}

const tags = ["desk"];
const params = z.object({ id: z.uuid() });

/** What takes two people: the register, the staff, disputed places, the operator's location data. */
export function registerChangeRoutes(app: App, parts: ChangeRouteParts): void {
  const { changes, register, staffGuard } = parts;
  const staff = routesFor(app, "staff", tags, staffGuard.require);

  staff.get(
    "/api/desk/register",
    {
      summary: "See authorities, disputed territories, desk members and changes",
      response: { 200: deskRegister },
    },
    async ({ who }) => await register.readFor({ kind: "member", member: who.member }),
  );

  staff.post(
    "/api/desk/register/:id/withdrawal",
    {
      holds: "everywhere",
      summary: "Remove an authority from the register: one person is enough",
      params,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { member } = request.who;
      const outcome = await register.withdraw(request.params.id, member.id);
      if (outcome === "absent") throw new ProblemError(problemOf("not-found"));
      if (outcome === "conflict") throw new ProblemError(problemOf("conflict"));
      return reply.code(204).send(null);
    },
  );

  staff.post(
    "/api/desk/changes",
    {
      holds: "everywhere",
      summary: "Propose a change for another person to confirm",
      body: changeInput,
      response: { 201: deskChange },
    },
    async (request, reply) => {
      const { member } = request.who;
      const outcome = await changes.propose({ kind: "member", member }, request.body);
      return reply.code(201).send(proposed(outcome));
    },
  );

  staff.post(
    "/api/desk/changes/:id/proposal",
    {
      summary: "Sign the proposal of a change: your own, or an administrator's",
      params,
      body: changeProposal,
      response: { 200: deskChange },
    },
    async ({ who, params: { id }, body }) =>
      decided(await changes.sign(who.member, id, body.signature)),
  );

  staff.post(
    "/api/desk/changes/:id/decision",
    {
      holds: "everywhere",
      summary: "Confirm, decline or take back a change",
      params,
      body: changeDecision,
      response: { 200: deskChange },
    },
    async (request) => {
      const { member } = request.who;
      const decision = { id: request.params.id, ...request.body };
      return decided(await changes.decide({ kind: "member", member }, decision));
    },
  );

  staff.post(
    "/api/desk/changes/:id/review",
    {
      holds: "everywhere",
      summary: "As a third person, let a rule around a request stand, or lift it",
      params,
      body: ruleReview,
      response: { 200: deskChange },
    },
    async (request) =>
      decided(await changes.review(request.who.member, request.params.id, request.body.outcome)),
  );

  registerAdministratorsPart(app, parts);
}

/** An administrator proposes who is of the desk, holds no role of it, and confirms nothing. */
function registerAdministratorsPart(app: App, parts: ChangeRouteParts): void {
  const { changes, register, guard } = parts;
  const administrator = routesFor(
    app,
    "administrator",
    ["administration"],
    guard.requireAdministrator,
  );

  administrator.get(
    "/api/admin/staff",
    {
      summary: "See who is on the desk, and proposed changes to its staff",
      response: { 200: deskStaff },
    },
    async (request) => {
      const { personId: id } = request.who;
      return await register.staffFor({ kind: "administrator", id });
    },
  );

  administrator.post(
    "/api/admin/staff-changes",
    {
      summary:
        "Propose someone for the desk: a member signs it and an approver confirms it, or it waits 7 days",
      body: staffChangeInput,
      response: { 201: deskChange },
    },
    async (request, reply) => {
      const { personId: id } = request.who;
      const asker: Asker = { kind: "administrator", id };
      return reply.code(201).send(proposed(await changes.propose(asker, request.body)));
    },
  );

  administrator.post(
    "/api/admin/staff-changes/:id/withdrawal",
    {
      summary: "Take back a change that was proposed by an administrator",
      params,
      response: { 200: deskChange },
    },
    async (request) => {
      const { personId } = request.who;
      const asker: Asker = { kind: "administrator", id: personId };
      const { id } = request.params;
      return decided(await changes.decide(asker, { id, outcome: "withdrawn" }));
    },
  );
}

/** @throws ProblemError where it was not proposed */
function proposed(outcome: ProposeOutcome) {
  switch (outcome.kind) {
    case "proposed":
      return outcome.change;
    case "invalid":
      throw new ProblemError(problemOf("invalid", { errors: outcome.problems }));
    case "forbidden":
      throw new ProblemError(problemOf("forbidden", { reason: outcome.reason }));
    case "conflict":
      throw new ProblemError(problemOf("conflict"));
  }
}

/** @throws ProblemError where it was not decided */
function decided(outcome: DecideOutcome) {
  switch (outcome.kind) {
    case "decided":
      return outcome.change;
    case "forbidden":
      throw new ProblemError(problemOf("forbidden", { reason: outcome.reason }));
    case "conflict":
      throw new ProblemError(problemOf("conflict"));
    case "absent":
      throw new ProblemError(problemOf("not-found"));
  }
}
