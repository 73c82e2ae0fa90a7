import { createHash } from "node:crypto";
import { type MeetingCreated, meetingCreated } from "@graticule/api/meetings";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import type { TestService } from "@graticule/server/tests/harness";
import { newLink } from "../e2e/new-link.ts";
import { Person } from "../e2e/replay/person.ts";
import { newMember, registerAuthority } from "../e2e/replay/staff.ts";
import { germany } from "./cast.ts";

/** Those whom a viewer of the demo can be, by what they are called in addresses. */
export const roles = [
  "host",
  "intake",
  "reviewer",
  "approver",
  "appeals",
  "administrator",
] as const;
export type Role = (typeof roles)[number];
export type Personas = Readonly<Record<Role, Person>>;

/** What the demo shows. */
export interface Scene {
  readonly personas: Personas;
  readonly meeting: { readonly code: string; readonly secret: LinkSecret };
  /** With what stands behind `#`. */
  readonly joinUrl: string;
  readonly manageUrl: string;
}

const ministry = "Ministry of Meetings";

/** Accounts, a meeting, a desk that may act at once, and one request, complete and entered. */
export async function setScene(service: TestService): Promise<Scene> {
  const { url, setupUrl, byHand } = service;
  const administrator = await Person.setUp(url, setupUrl);
  const settings = (await administrator.ask("GET", "/api/admin/settings")) as object;
  const change = (more: object) =>
    administrator.ask("PUT", "/api/admin/settings", { ...settings, ...more });
  const contact = "desk@example.org";
  await change({ signUp: "open", contact });
  const host = await Person.signUp(url, "Nora");
  const { meeting, joinUrl, manageUrl } = await createMeeting(host);
  const member = (name: string, role: "intake" | "reviewer" | "approver" | "appeals") =>
    newMember(url, byHand, { name, role });
  // Who enters a request doesn't call back about it.
  const clerk = await member("Ines", "intake");
  const personas = {
    host,
    administrator,
    intake: await member("Ivo", "intake"),
    reviewer: await member("Rhea", "reviewer"),
    approver: await member("Abel", "approver"),
    appeals: await member("Ada", "appeals"),
  };
  await change({ signUp: "closed", contact });
  const staff = { ...personas, intake: clerk, caller: personas.intake };
  const authorityId = await registerAuthority(staff, { name: ministry, home: germany.code });
  await clerk.ask("POST", "/api/desk/requests", requestOf(authorityId, meeting.code));
  return { personas, meeting, joinUrl, manageUrl };
}

/** Encrypted end to end. The drawn people are LiveKit's native clients, so it admits those. */
export async function createMeeting(host: Person) {
  const { secret, told } = await newLink();
  const input = { title: "Six people in five places", nativeClients: true, ...told };
  const created: MeetingCreated = meetingCreated.parse(
    await host.ask("POST", "/api/meetings", input),
  );
  return {
    meeting: { code: created.code, secret },
    joinUrl: `${created.joinUrl}#${secret}`,
    manageUrl: `${created.manageUrl}.${secret}`,
  };
}

function requestOf(authorityId: string, code: string): object {
  const demands = [
    { kind: "end-meeting", verbatim: "The meeting is to be ended." },
    { kind: "withhold-meeting", verbatim: "No one in Germany may attend it for two hours." },
    { kind: "hand-over-data", verbatim: "We ask for the names of everyone who took part." },
  ].map((demand) => ({ ...demand, meeting: 0 }));
  const letter = demands.map(({ verbatim }) => verbatim).join("\n");
  return {
    authorityId,
    branch: "executive",
    office: "Office for Gatherings",
    receivedAt: new Date(Date.now() - 60_000).toISOString(),
    channel: "post",
    instrument: "Notice",
    reference: "MM-2026-17",
    legalBasis: { statute: "Gatherings Act", provision: "Section 4" },
    reasons: "Six people are drawing a map without a permit.",
    meetings: [code],
    demands,
    placesAsked: germany.name,
    placesStated: [germany.code],
    durationAsked: "Two hours",
    lengthStated: { kind: "hours", hours: 2 },
    redress: "An objection to the ministry within a month",
    tellEffectTo: "Office for Gatherings",
    language: "en",
    originals: [{ name: "notice.pdf", sha256: createHash("sha256").update(letter).digest("hex") }],
  };
}
