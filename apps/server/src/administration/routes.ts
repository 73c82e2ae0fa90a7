import {
  invitation,
  invitationCreated,
  invitationInput,
  listedPeople,
  mailbox,
  peopleQuery,
  publicSettings,
  type Settings,
  serviceStatus,
  settings,
} from "@graticule/api/administration";
import { noQuotationMarks, withoutQuotationMarks } from "@graticule/api/text";
import { leadsSomewhere } from "@graticule/desk/must-hide";
import { z } from "zod";
import { problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Email } from "../mail/mailer.ts";
import type { EmailOutbox } from "../mail/outbox.ts";
import type { SmtpMailer } from "../mail/smtp.ts";
import type { Invitations } from "../people/invitations.ts";
import { faultOfName, mostRenamed, type NameFault } from "../settings/place-names.ts";
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
}

const tags = ["administration"];

/** What the administrator sees and sets. */
export function registerAdministrationRoutes(app: App, parts: AdministrationParts): void {
  const { guard, mailer } = parts;
  const anyone = routesFor(app, "anyone", tags);
  const administrator = routesFor(app, "administrator", tags, guard.requireAdministrator);

  anyone.get(
    "/api/settings",
    {
      summary: "Get what every page needs to know about this service",
      response: { 200: publicSettings },
    },
    async () => publicPart(parts.settings, mailer.kind),
  );

  administrator.get(
    "/api/admin/settings",
    { summary: "Get the settings", response: { 200: settings } },
    async () => parts.settings.current(),
  );

  administrator.put(
    "/api/admin/settings",
    {
      holds: "everywhere",
      summary: "Change the settings",
      body: settings,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { placeNames, serviceName } = request.body;
      const errors = [
        ...namesRefused(parts.settings, placeNames),
        ...serviceNameRefused(serviceName),
      ];
      if (errors.length > 0) return sendProblem(reply, problemOf("invalid", { errors }));
      if ((await parts.settings.change(request.body)) === "too-many-names") {
        return sendProblem(reply, problemOf("invalid", { errors: [tooManyNames] }));
      }
      return reply.code(204).send(null);
    },
  );

  administrator.get(
    "/api/admin/status",
    {
      summary: "See the state of the service: counts and reasons, never a person",
      response: { 200: serviceStatus },
    },
    async () => await parts.serviceStatus(),
  );

  administrator.get(
    "/api/admin/mailbox",
    {
      summary: "List the emails kept here because there is no mail server, newest first",
      response: { 200: mailbox },
    },
    async (request) => {
      const { personId } = request.who;
      const letters = mailer.kind === "mailbox" ? mailer.letters() : [];
      return letters.map((letter) => ({
        to: letter.to,
        subject: letter.subject,
        at: letter.at.toISOString(),
        ...(mayRead(letter, personId) ? { text: letter.text } : {}),
      }));
    },
  );

  registerPeople(app, parts);
  registerInvitations(app, parts);
}

function registerPeople(app: App, { guard, peopleList }: AdministrationParts): void {
  const administrator = routesFor(app, "administrator", tags, guard.requireAdministrator);
  administrator.get(
    "/api/admin/people",
    {
      summary: "List everyone who has an account, by name",
      querystring: peopleQuery,
      response: { 200: listedPeople },
    },
    async (request) => await peopleList(request.query),
  );
}

function registerInvitations(app: App, parts: AdministrationParts): void {
  const { guard, invitations } = parts;
  const administrator = routesFor(app, "administrator", tags, guard.requireAdministrator);

  administrator.post(
    "/api/admin/invitations",
    {
      summary: "Invite someone to create an account",
      body: invitationInput,
      response: { 201: invitationCreated },
    },
    async (request, reply) => {
      const made = await invitations.create(request.body);
      return reply.code(201).send(made);
    },
  );

  administrator.get(
    "/api/admin/invitations",
    { summary: "List the open invitations", response: { 200: z.array(invitation) } },
    async () => [...(await invitations.list())],
  );

  administrator.delete(
    "/api/admin/invitations/:id",
    {
      summary: "Take back an invitation",
      params: z.object({ id: z.uuid() }),
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const gone = await invitations.takeBack(request.params.id);
      if (gone === "absent") return sendProblem(reply, problemOf("not-found"));
      return reply.code(204).send(null);
    },
  );
}

/** INVARIANT: a thief of an administrator’s session reads no link that sets a new password, not even the administrator’s own. */
function mayRead({ opens, setsPassword }: Email, personId: string): boolean {
  return setsPassword !== true && (opens === undefined || opens === personId);
}

type PlaceNames = Settings["placeNames"];

const tooManyNames = {
  pointer: "/placeNames",
  detail: `Change at most ${mostRenamed} names at a time: each change is public.`,
};

function namesRefused(settings: ServiceSettings, names: PlaceNames) {
  const before = settings.current().placeNames;
  return Object.entries(names).flatMap(([code, name]) => {
    const pointer = `/placeNames/${code}`;
    if (settings.takenDown().has(code) && before[code] === name) {
      const detail = `Two people at the desk took this name of ${code} down from the public log. Remove it, or choose another.`;
      return [{ pointer, detail }];
    }
    if (before[code] !== name && withoutQuotationMarks(name) !== name) {
      return [{ pointer, detail: noQuotationMarks }];
    }
    const fault = faultOfName(code, name);
    return fault === undefined ? [] : [{ pointer, detail: said(fault) }];
  });
}

/** Letters to every account begin with it. */
function serviceNameRefused(name: string) {
  const words = leadsSomewhere(name);
  if (words === "") return [];
  return [{ pointer: "/serviceName", detail: `Letters say this name. Leave out ${words}.` }];
}

function said(fault: NameFault): string {
  switch (fault.kind) {
    case "no-place":
      return "No place has this code.";
    case "has-code":
      return "Leave out the code in brackets: pages add the place’s own.";
    case "leads-somewhere":
      return `The public reads this. Leave out ${fault.words}.`;
    case "of-another":
      return `This is the name of another place (${fault.place}).`;
    case "of-group":
      return `This is the name of a group of places (${fault.group}).`;
  }
}
