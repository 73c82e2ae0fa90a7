import {
  invitation,
  invitationCreated,
  invitationInput,
  listedPeople,
  mailbox,
  peopleQuery,
  publicSettings,
  serviceStatus,
  settings,
} from "@graticule/api/administration";
import { z } from "zod";
import { type App, sendProblem } from "../http/app.ts";
import { problemOf } from "../http/problem.ts";
import type { SessionGuard } from "../http/session.ts";
import type { EmailOutbox } from "../mail/outbox.ts";
import type { SmtpMailer } from "../mail/smtp.ts";
import type { Invitations } from "../people/invitations.ts";
import { publicPart, type ServiceSettings } from "../settings/settings.ts";
import type { PeopleList } from "./people-list-store.ts";
import type { ServiceStatusReader } from "./status.ts";

export interface AdministrationParts {
  readonly guard: SessionGuard;
  readonly settings: ServiceSettings;
  readonly invitations: Invitations;
  readonly peopleList: PeopleList;
  readonly mailer: SmtpMailer | EmailOutbox;
  readonly serviceStatus: ServiceStatusReader;
  readonly publicUrl: string;
}

const tags = ["administration"];

/** What the administrator sees and sets. */
export function registerAdministrationRoutes(app: App, parts: AdministrationParts): void {
  const { guard, mailer } = parts;

  app.get(
    "/api/settings",
    {
      config: { caller: "anyone" },
      schema: { tags, summary: "What every page needs", response: { 200: publicSettings } },
    },
    async () => publicPart(parts.settings.current(), mailer.kind),
  );

  app.get(
    "/api/admin/settings",
    {
      config: { caller: "administrator" },
      schema: { tags, summary: "See the settings", response: { 200: settings } },
    },
    async (request, reply) => {
      await guard.requireAdministrator(request);
      reply.header("cache-control", "no-store");
      return parts.settings.current();
    },
  );

  app.put(
    "/api/admin/settings",
    {
      config: { caller: "administrator" },
      schema: {
        tags,
        summary: "Change the settings",
        body: settings,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await guard.requireAdministrator(request);
      await parts.settings.change(request.body);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/admin/status",
    {
      config: { caller: "administrator" },
      schema: {
        tags,
        summary: "How the service is: counts and reasons, never a person",
        response: { 200: serviceStatus },
      },
    },
    async (request, reply) => {
      await guard.requireAdministrator(request);
      reply.header("cache-control", "no-store");
      return await parts.serviceStatus();
    },
  );

  app.get(
    "/api/admin/mailbox",
    {
      config: { caller: "administrator" },
      schema: {
        tags,
        summary: "Mail that no server took, newest first",
        response: { 200: mailbox },
      },
    },
    async (request, reply) => {
      const { personId } = await guard.requireAdministrator(request);
      reply.header("cache-control", "no-store");
      const letters = mailer.kind === "mailbox" ? mailer.letters() : [];
      return letters.map(({ at, to, subject, text, opens }) => ({
        to,
        subject,
        at: at.toISOString(),
        ...(opens === undefined || opens === personId ? { text } : {}),
      }));
    },
  );

  registerPeople(app, parts);
  registerInvitations(app, parts);
}

function registerPeople(app: App, { guard, peopleList }: AdministrationParts): void {
  app.get(
    "/api/admin/people",
    {
      config: { caller: "administrator" },
      schema: {
        tags,
        summary: "List whoever has an account, by name",
        querystring: peopleQuery,
        response: { 200: listedPeople },
      },
    },
    async (request, reply) => {
      await guard.requireAdministrator(request);
      reply.header("cache-control", "no-store");
      return await peopleList(request.query);
    },
  );
}

function registerInvitations(app: App, parts: AdministrationParts): void {
  const { guard, invitations, publicUrl } = parts;

  app.post(
    "/api/admin/invitations",
    {
      config: { caller: "administrator" },
      schema: {
        tags,
        summary: "Invite somebody to make an account",
        body: invitationInput,
        response: { 201: invitationCreated },
      },
    },
    async (request, reply) => {
      await guard.requireAdministrator(request);
      const made = await invitations.create(request.body);
      return reply.code(201).header("cache-control", "no-store").send(made);
    },
  );

  app.get(
    "/api/admin/invitations",
    {
      config: { caller: "administrator" },
      schema: {
        tags,
        summary: "List the invitations that are open",
        response: { 200: z.array(invitation) },
      },
    },
    async (request, reply) => {
      await guard.requireAdministrator(request);
      reply.header("cache-control", "no-store");
      return [...(await invitations.list())];
    },
  );

  app.delete(
    "/api/admin/invitations/:id",
    {
      config: { caller: "administrator" },
      schema: {
        tags,
        summary: "Take an invitation back",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await guard.requireAdministrator(request);
      const gone = await invitations.takeBack(request.params.id);
      if (gone === "absent") return sendProblem(reply, problemOf("not-found"), publicUrl);
      return reply.code(204).send(null);
    },
  );
}
