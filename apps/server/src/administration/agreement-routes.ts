import { agreement } from "@graticule/api/agreement";
import { z } from "zod";
import type { App } from "../http/app.ts";
import type { SessionGuard } from "../http/session.ts";
import type { AgreementReports } from "../location/agreement-reports.ts";

export interface AgreementRouteParts {
  readonly guard: SessionGuard;
  readonly agreement: AgreementReports;
}

const tags = ["administration"];

/** How far the location sources agree, for the administrator. */
export function registerAgreementRoutes(app: App, parts: AgreementRouteParts): void {
  app.get(
    "/api/admin/agreement",
    {
      config: { caller: "administrator" },
      schema: {
        tags,
        summary: "See how far the location sources agree: counts, never an address",
        response: { 200: agreement },
      },
    },
    async (request, reply) => {
      await parts.guard.requireAdministrator(request);
      reply.header("cache-control", "no-store");
      return parts.agreement.current();
    },
  );

  app.post(
    "/api/admin/agreement",
    {
      config: { caller: "administrator" },
      schema: {
        tags,
        summary: "Compare the location sources anew; returns at once",
        response: { 202: z.null() },
      },
    },
    async (request, reply) => {
      await parts.guard.requireAdministrator(request);
      parts.agreement.start();
      return reply.code(202).send(null);
    },
  );
}
