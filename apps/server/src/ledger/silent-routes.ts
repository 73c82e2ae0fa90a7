import { silentSlotInput } from "@graticule/api/silent-slots";
import { rolesFor } from "@graticule/desk/staff";
import { z } from "zod";
import type { StaffGuard } from "../desk/staff-guard.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor } from "../http/routing.ts";
import { ruleProblem } from "../rules/answer-change.ts";
import type { SilentSlots } from "./silent-slots.ts";

export interface SilentRouteParts {
  readonly silentSlots: SilentSlots;
  readonly staffGuard: StaffGuard;
}

/** What the desk may seal of a request that a law forbids mentioning. No one can read it back. */
export function registerSilentRoutes(
  app: App,
  { silentSlots, staffGuard }: SilentRouteParts,
): void {
  routesFor(app, "staff", ["desk"], staffGuard.require).post(
    "/api/desk/silent-slots",
    {
      summary: "Seal that a request existed which a law forbids mentioning; a year at most",
      body: silentSlotInput,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { member } = request.who;
      if (!rolesFor["type-in"].some((role) => member.roles.includes(role))) {
        throw new ProblemError(problemOf("forbidden", { reason: "no-such-role" }));
      }
      const problems = await silentSlots.fill(request.body);
      if (problems.length > 0) throw new ProblemError(ruleProblem(problems));
      return reply.code(204).send(null);
    },
  );
}
