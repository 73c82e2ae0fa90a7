import { agreement } from "@graticule/api/agreement";
import { z } from "zod";
import { type App, routesFor } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import type { AgreementReports } from "../location/agreement-reports.ts";

export interface AgreementRouteParts {
  readonly guard: SessionGuard;
  readonly agreement: AgreementReports;
}

/** How far the location sources agree, for the administrator. */
export function registerAgreementRoutes(app: App, parts: AgreementRouteParts): void {
  const administrator = routesFor(
    app,
    "administrator",
    ["administration"],
    parts.guard.requireAdministrator,
  );
  administrator.get(
    "/api/admin/agreement",
    {
      summary: "See how well the location sources agree: counts, never an address",
      response: { 200: agreement },
    },
    async () => parts.agreement.current(),
  );

  administrator.post(
    "/api/admin/agreement",
    { summary: "Compare the location sources again; answers at once", response: { 202: z.null() } },
    async (_request, reply) => {
      parts.agreement.start();
      return reply.code(202).send(null);
    },
  );
}
