import {
  type SourceCatalogue,
  sourceCatalogue,
  takeSources,
} from "@graticule/api/location-sources";
import { z } from "zod";
import { problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import { catalogueDate, recommended } from "../location/setup/catalogue.ts";
import type { SetupRun } from "../location/setup/setup-run.ts";
import type { OfferedSource, SourceSetup } from "../location/setup/source-setup.ts";
import { toldKinds } from "../location/source-spec.ts";

export interface LocationRouteParts {
  readonly guard: SessionGuard;
  readonly sourceSetup: SourceSetup;
  readonly setupRun: SetupRun;
  readonly hasOwnList: boolean;
  readonly useOthers: () => Promise<void>;
  readonly useHeldBack: (id: string) => Promise<boolean>;
}

const path = "/api/admin/location-sources";

/** Which free sources of location data the service uses, for the administrator. */
export function registerLocationRoutes(app: App, parts: LocationRouteParts): void {
  const { guard, sourceSetup, setupRun } = parts;
  const administrator = routesFor(
    app,
    "administrator",
    ["administration"],
    guard.requireAdministrator,
  );

  administrator.get(
    path,
    {
      summary: "List free location sources, with their licences, and how far a download is",
      response: { 200: sourceCatalogue },
    },
    async () => ({
      catalogueDate,
      sources: sourceSetup.offered().map(tellOffered),
      hasOwnList: parts.hasOwnList,
      canUndo: sourceSetup.canUndo(),
      run: setupRun.current(),
    }),
  );

  administrator.post(
    path,
    {
      summary: "Download location sources and start using them; answers at once",
      body: takeSources,
      response: { 202: z.null() },
    },
    async (request, reply) => {
      const known = new Set(sourceSetup.offered().map(({ entry }) => entry.id));
      const { ids, tokens } = request.body;
      const [first, ...others] = ids;
      if (first === undefined || !ids.every((id) => known.has(id))) {
        return sendProblem(reply, problemOf("not-found"));
      }
      return setupRun.start([first, ...others], tokens)
        ? reply.code(202).send(null)
        : sendProblem(reply, problemOf("conflict"));
    },
  );

  administrator.delete(
    `${path}/:id`,
    {
      summary: "Stop using a location source",
      params: z.object({ id: z.string() }),
      response: { 204: z.null() },
    },
    async (request, reply) => {
      sourceSetup.remove([request.params.id]);
      await parts.useOthers();
      return reply.code(204).send(null);
    },
  );

  administrator.post(
    `${path}/:id/use`,
    {
      summary: "Use a source's newer data that were held back since they changed suddenly",
      params: z.object({ id: z.string() }),
      response: { 204: z.null() },
    },
    async (request, reply) =>
      (await parts.useHeldBack(request.params.id))
        ? reply.code(204).send(null)
        : sendProblem(reply, problemOf("not-found")),
  );

  administrator.post(
    `${path}/undo`,
    {
      summary: "Bring back the location sources before the last change",
      response: { 204: z.null() },
    },
    async (_request, reply) => {
      sourceSetup.undo();
      await parts.useOthers();
      return reply.code(204).send(null);
    },
  );
}

function tellOffered({
  entry,
  acceptedAt,
  token,
}: OfferedSource): SourceCatalogue["sources"][number] {
  const { id, maker, what, basis, kind, licence, attribution, sizeMB, changes } = entry;
  return {
    ...{ id, maker, what, basis, licence, attribution, sizeMB, changes },
    kind: toldKinds[kind],
    recommended: recommended.includes(id),
    token: token && {
      name: token.name,
      from: token.from,
      given: token.state === "given",
      refused: token.state === "refused",
    },
    acceptedAt: acceptedAt === undefined ? undefined : new Date(acceptedAt).toISOString(),
  };
}
